// Closes the numbers to call on Escape, and when the focus goes on to the page, which they would cover.

const help = document.querySelector(".urgent-help");

if (help) {
  addEventListener("focusin", ({ target }) => {
    if (target instanceof Element && !target.closest(".safety-bar")) help.open = false;
  });

  addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !help.open) return;
    help.open = false;
    help.querySelector("summary").focus();
  });
}
