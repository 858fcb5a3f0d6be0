// Copies the address of a page. Where pages may not copy, there is no button: the address can be selected.

const place = document.querySelector(".copy-address");

if (place && navigator.clipboard) {
  const button = place.querySelector("button");
  // Screen readers announce a live region only if it existed before its text changed.
  const status = document.createElement("span");
  status.setAttribute("role", "status");
  place.append(status);
  place.hidden = false;

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
