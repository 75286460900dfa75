// Reviewing: a button with data-needs="field" goes to that field while it is empty instead of sending; what may be undone
// for some seconds (data-gone-after) goes away when they are over. The server checks both.
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-needs]");
  const field = button?.form?.elements[button.dataset.needs];
  if (!field || field.value.trim()) return;
  event.preventDefault();
  field.focus();
});
document.addEventListener("DOMContentLoaded", () => {
  for (const one of document.querySelectorAll("[data-gone-after]")) {
    setTimeout(() => {
      // Who is on the button at that moment would be left nowhere.
      if (one.contains(document.activeElement)) document.getElementById("main")?.focus();
      one.remove();
    }, Number(one.dataset.goneAfter) * 1000);
  }
});
