// Copies the address of a page. Where pages may not copy, there is no button: the address can be selected.

const area = document.querySelector(".copy-address");

if (area && navigator.clipboard) {
  const button = area.querySelector("button");
  // Screen readers announce a live region only if it existed before its text changed.
  const status = document.createElement("span");
  status.setAttribute("role", "status");
  area.append(status);
  area.hidden = false;

  button.addEventListener("click", async () => {
    status.textContent = "";
    try {
      await navigator.clipboard.writeText(document.querySelector(".citation > bdi[dir]").textContent);
      status.textContent = button.dataset.copied;
    } catch {
      status.textContent = button.dataset.refused;
    }
  });
}
