// The panel of checks in the page editor: fetches what the rules find on the latest draft, and leads to its fields.

const section = document.querySelector("[data-readiness]");
const findings = section.querySelector("[data-readiness-findings]");
const panel = section.closest("[data-side-panel]");
let newest = 0;

/** Return the address of the findings of the page in the form, or "" while it has not been saved. */
function address() {
  const page = window.location.pathname.match(/\/pages\/(\d+)\//);
  return page ? section.dataset.readiness.replace("/0/", `/${page[1]}/`) : "";
}

/** Fetch the findings, unless the panel is closed. Of several requests the last one counts. */
async function refresh() {
  if (panel.hidden || !address()) {
    return;
  }
  newest += 1;
  const request = newest;
  let words;
  try {
    const response = await fetch(address(), { headers: { "X-Requested-With": "XMLHttpRequest" } });
    words = response.ok && !response.redirected ? await response.text() : "";
  } catch {
    words = "";
  }
  if (request !== newest) {
    return;
  }
  if (words) {
    findings.innerHTML = words;
  } else {
    findings.textContent = "This could not be loaded. Close the panel and open it again.";
  }
}

/** Return the element of a field, or of a block in it. Wagtail marks both with their content paths. */
function findElement(field, block) {
  const whole = document.querySelector(`#page-edit-form [data-contentpath="${CSS.escape(field)}"]`);
  return (block && whole?.querySelector(`[data-contentpath="${CSS.escape(block)}"]`)) || whole;
}

/** Open the tab and the panels around an element and move the focus into it. */
function show(element) {
  const tab = element.closest("[role=tabpanel]");
  if (tab?.hidden) {
    document.querySelector(`[role=tab][href="#${CSS.escape(tab.id)}"]`)?.click();
  }
  for (let around = element.closest("[data-panel]"); around; around = around.parentElement.closest("[data-panel]")) {
    around.querySelector("[data-panel-toggle][aria-expanded=false]")?.click();
  }
  // Wagtail shows a tab a moment after the click.
  setTimeout(() => {
    element.scrollIntoView({ block: "center" });
    const inputs = element.querySelectorAll("input, textarea, select, [contenteditable=true]");
    const buttons = element.querySelectorAll("button");
    [...inputs, ...buttons].find((input) => input.checkVisibility())?.focus({ preventScroll: true });
  }, 200);
}

findings.addEventListener("click", (event) => {
  const link = event.target.closest("[data-field]");
  const element = link && findElement(link.dataset.field, link.dataset.block);
  if (element) {
    event.preventDefault();
    show(element);
  }
});
// From the list at an address of its own.
window.addEventListener("load", () => {
  const [, field, block] = window.location.hash.match(/^#check:(\w+):([\w-]*)$/) ?? [];
  const element = field && findElement(field, block);
  if (element) {
    show(element);
  }
});
panel.addEventListener("show", refresh);
document.addEventListener("w-autosave:success", refresh);
refresh();
