// Sets the theme before the first paint: the reader's choice, else the system's. Loaded in the head, without defer.
(function () {
  const root = document.documentElement;
  let saved = null;
  try { saved = localStorage.getItem("sv-theme"); } catch { /* storage may be switched off */ }
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  root.setAttribute("data-bs-theme", saved === "dark" || saved === "light" ? saved : system);
  root.classList.add("sv-js");
  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-theme-toggle]");
    if (!button) return;
    const next = root.getAttribute("data-bs-theme") === "dark" ? "light" : "dark";
    root.setAttribute("data-bs-theme", next);
    try { localStorage.setItem("sv-theme", next); } catch { /* the choice then lasts for this page */ }
    document.dispatchEvent(new CustomEvent("sv-theme"));
  });
})();
