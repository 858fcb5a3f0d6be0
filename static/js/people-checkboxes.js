// Ticks the box of a person who was chosen or added in Wagtail's dialog, and makes one if there is none.

(() => {
  function boxFor(list, name, person) {
    const found = list.querySelector(`input[value="${CSS.escape(person.id)}"]`);
    if (found) {
      return found;
    }
    const box = Object.assign(document.createElement("input"), { type: "checkbox", name, value: person.id });
    box.id = `${list.id}_new_${person.id}`;
    const label = document.createElement("label");
    label.htmlFor = box.id;
    label.append(box, ` ${person.string}`);
    const row = document.createElement("div");
    row.append(label);
    list.append(row);
    return box;
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-people]");
    if (!button) {
      return;
    }
    const { people, peopleName, peopleDialog } = button.dataset;
    window.ModalWorkflow({
      url: peopleDialog,
      onload: window.CHOOSER_MODAL_ONLOAD_HANDLERS,
      responses: {
        chosen: (person) => {
          const box = boxFor(document.getElementById(people), peopleName, person);
          box.checked = true;
          // Wagtail then knows that there are changes.
          box.dispatchEvent(new Event("change", { bubbles: true }));
        },
      },
    });
  });
})();
