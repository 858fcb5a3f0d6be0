// Opens the preview beside the form on wide screens, until somebody has opened or closed a side panel themselves.

window.addEventListener("load", () => {
  const isWide = window.matchMedia("(min-width: 80rem)").matches;
  let chosen = null;
  try {
    // Where Wagtail keeps the name of the open panel; it is empty after a panel was closed.
    chosen = window.localStorage.getItem("wagtail:side-panel-open");
  } catch {
    // The browser allows no storage: the preview opens each time.
  }
  if (isWide && chosen === null) {
    const panel = document.querySelector("[data-form-side]:not([data-form-side-explorer]) [data-side-panel=preview]");
    panel?.dispatchEvent(new Event("open"));
  }
});
