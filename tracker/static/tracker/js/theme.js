// Sets the theme before the first paint: the reader's choice, else the system's. Loaded in the head, without defer.
(function () {
  const root = document.documentElement;
  let saved = null;
  try { saved = localStorage.getItem("sv-theme"); } catch { /* storage may be switched off */ }
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  root.setAttribute("data-bs-theme", saved === "dark" || saved === "light" ? saved : system);
  root.classList.add("sv-js");
  // Paper is light, whatever the screen is; charts are drawn anew for it.
  let screen = null;
  function paper(on) {
    if (on && root.getAttribute("data-bs-theme") === "dark") { screen = "dark"; root.setAttribute("data-bs-theme", "light"); }
    else if (!on && screen) { root.setAttribute("data-bs-theme", screen); screen = null; }
    else return;
    document.dispatchEvent(new CustomEvent("sv-theme"));
  }
  matchMedia("print").addEventListener("change", function (event) { paper(event.matches); });
  addEventListener("beforeprint", function () { paper(true); });
  addEventListener("afterprint", function () { paper(false); });
  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-theme-toggle]");
    if (!button) return;
    const next = root.getAttribute("data-bs-theme") === "dark" ? "light" : "dark";
    root.setAttribute("data-bs-theme", next);
    try { localStorage.setItem("sv-theme", next); } catch { /* the choice then lasts for this page */ }
    document.dispatchEvent(new CustomEvent("sv-theme"));
  });
})();
