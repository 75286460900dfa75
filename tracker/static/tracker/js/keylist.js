// A list whose links load what they lead to beside it (htmx, when they are focused): the one that is shown is the current
// one, so that J and K, and whoever listens, go on from there.
document.addEventListener("htmx:afterRequest", (event) => {
  const link = event.detail.elt, list = link.closest?.("[data-keylist]");
  if (!list || !event.detail.successful) return;
  list.querySelectorAll("[aria-current]").forEach((other) => other.removeAttribute("aria-current"));
  link.setAttribute("aria-current", "true");
});
