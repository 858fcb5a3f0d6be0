// Once the page is left, what was typed cannot be brought back with the browser's Back button.
// The form has been sent by then; should the page be kept in memory, it is kept empty.

const empty = () => {
  for (const field of document.querySelector("form.enquiry").elements) {
    if (field.type === "checkbox" || field.type === "radio") field.checked = false;
    else if (field.type !== "hidden") field.value = "";
  }
};

addEventListener("pagehide", empty);
addEventListener("pageshow", (event) => {
  if (event.persisted) empty();
});
