// Quiet browsing: links within the site take the place of the page in the history
// instead of adding to it. It costs Back within the site, so it is off until she asks.
//
// The choice is kept in this tab's session storage and only once it is made: window.name
// would be read by other sites in older browsers, an address would be in the history.

const key = "quiet";
const parts = document.querySelectorAll("[data-quiet]");
const button = document.querySelector("button[data-quiet]");

const storage = () => {
  try {
    return sessionStorage;
  } catch {
    return null; // no storage, no choice to offer: the switch stays hidden
  }
};
const tab = storage();

const isOn = () => tab.getItem(key) !== null;
const report = () => button?.setAttribute("aria-pressed", isOn());

const leadsElsewhere = (link) =>
  link.origin !== location.origin ||
  link.hasAttribute("download") ||
  (link.target && link.target !== "_self");

const wantsMore = (event) =>
  event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;

if (tab) {
  for (const part of parts) part.hidden = false;
  report();
  addEventListener("pageshow", report);

  button?.addEventListener("click", () => {
    if (isOn()) tab.removeItem(key);
    else tab.setItem(key, "");
    report();
  });

  addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || wantsMore(event) || leadsElsewhere(link)) return;
    if (!isOn()) return;
    event.preventDefault();
    location.replace(link.href);
  });
}
