// Copies a letter, without the words that name its blanks to screen readers.

const textOf = (letter) => {
  const copy = letter.cloneNode(true);
  for (const word of copy.querySelectorAll(".visually-hidden")) word.remove();
  return [...copy.children].map((paragraph) => paragraph.textContent.trim()).join("\n\n");
};

for (const button of document.querySelectorAll("button[data-letter]")) {
  const letter = document.getElementById(button.dataset.letter);
  const status = letter.parentElement.querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    // Screen readers say the same words again only if they were gone.
    status.textContent = "";
    try {
      await navigator.clipboard.writeText(textOf(letter));
      status.textContent = button.dataset.copied;
    } catch {
      getSelection().selectAllChildren(letter);
      status.textContent = button.dataset.selected;
    }
  });
}
