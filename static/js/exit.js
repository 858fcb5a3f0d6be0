// Shift three times, within five seconds each, follows the exit without looking for it.
// Not Escape: it stops a page from loading, and assistive technology uses it.

const link = document.querySelector("a.exit");
const timeout = 5000;
let presses = 0;
let onlyShift = false; // Shift went down and nothing with it
let timer;

// Screen readers announce a live region only if it existed before its text changed.
const status = document.createElement("p");
status.className = "visually-hidden";
status.setAttribute("role", "status");

const reset = (words = "") => {
  clearTimeout(timer);
  presses = 0;
  status.textContent = words;
};

const press = () => {
  clearTimeout(timer);
  presses += 1;
  if (presses === 3) {
    reset();
    link.click();
    return;
  }
  status.textContent = presses === 1 ? link.dataset.pressTwo : link.dataset.pressOne;
  timer = setTimeout(reset, timeout, link.dataset.expired);
};

if (link) {
  link.after(status);

  addEventListener("keydown", (event) => {
    if (event.repeat) return;
    onlyShift = event.key === "Shift" && !(event.ctrlKey || event.altKey || event.metaKey);
    if (!onlyShift && presses) reset();
  });

  addEventListener("keyup", (event) => {
    if (event.key !== "Shift") return;
    if (onlyShift) press();
    onlyShift = false;
  });

  // Shift held for a click or to select text does not count.
  addEventListener("pointerdown", () => {
    onlyShift = false;
  });
}
