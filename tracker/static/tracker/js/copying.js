// Buttons marked data-copy="id" put the value of that field on the clipboard. They are shown only where that works;
// without it, or without a script, the field itself can be selected and copied.
document.addEventListener("DOMContentLoaded", () => {
  if (!navigator.clipboard) return;
  document.querySelectorAll("[data-copy]").forEach((button) => { button.hidden = false; });
});
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy), words = button.querySelector("span");
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    words.textContent = button.dataset.copied;
  } catch {
    field.focus();
  }
});
