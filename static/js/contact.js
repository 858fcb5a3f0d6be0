// Keeps what was typed until the message is sent, and clears it when the page is left.

const form = document.querySelector("form.enquiry");
const unreached = document.querySelector("#unreached");

// Without a connection the browser's error page would replace the form.
form.addEventListener("submit", (event) => {
  const isThere = fetch("/health/live").then(({ ok }) => ok, () => false);
  const enough = new Promise((resolve) => setTimeout(resolve, 8000, true));
  event.preventDefault();
  Promise.race([isThere, enough]).then((go) => {
    if (document.querySelector(".leaving")) return;
    if (go) return form.submit();
    unreached.hidden = false;
    unreached.focus();
  });
});

const empty = () => {
  for (const field of form.elements) {
    if (field.type === "checkbox" || field.type === "radio") field.checked = false;
    else if (field.type !== "hidden") field.value = "";
  }
};

addEventListener("pagehide", () => {
  empty();
  // Back would ask whether to send a form again, before any script of ours could run.
  history.replaceState(null, "", location.href);
});
addEventListener("pageshow", (event) => {
  if (event.persisted) empty();
});
