// Quiet browsing: links within the site replace the page in the history instead of
// adding to it. It costs Back within the site, so it is off until switched on.
// The choice is kept in this tab's session storage: other sites could read window.name.

const key = "quiet";
const button = document.querySelector("button[data-quiet]");
let tab;
try {
  tab = sessionStorage;
} catch {
  // No storage, no choice to offer: the switch stays hidden.
}

const isOn = () => tab.getItem(key) !== null;
const report = () => button?.setAttribute("aria-pressed", isOn());

const isLeftToBrowser = (event) =>
  event.defaultPrevented || event.button || event.ctrlKey || event.metaKey ||
  event.shiftKey || event.altKey;

const leadsElsewhere = (link) =>
  link.origin !== location.origin || link.target || link.hasAttribute("download");

if (tab) {
  for (const part of document.querySelectorAll("[data-quiet]")) part.hidden = false;
  report();
  addEventListener("pageshow", report);

  button?.addEventListener("click", () => {
    if (isOn()) tab.removeItem(key);
    else tab.setItem(key, "");
    report();
  });

  addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || isLeftToBrowser(event) || leadsElsewhere(link) || !isOn()) return;
    event.preventDefault();
    location.replace(link.href);
  });
  addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "get" || !isOn()) return;
    event.preventDefault();
    location.replace(`${form.action}?${new URLSearchParams(new FormData(form))}`);
  });
}
