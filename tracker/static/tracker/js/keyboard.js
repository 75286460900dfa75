// Keyboard: ? opens the list, / goes to the search field, "g" then a letter goes to a section (data-go on its link),
// one letter presses the control that carries it (data-key), J and K move in a list (data-keylist).
// Letters do nothing while a field is being filled in; Ctrl+Enter sends the form one is in.
const TYPING = "input:not([type=checkbox]):not([type=radio]):not([type=button]):not([type=submit]), textarea, select, [contenteditable]";
let waitingSince = 0;

function singleKeys() {
  try { return localStorage.getItem("sv-keys") !== "off"; } catch { return true; }
}
function press(node) {
  if (node.matches("input:not([type=radio]):not([type=checkbox]), textarea, select")) node.focus();
  else node.click();
}
function move(step) {
  const list = document.querySelector("[data-keylist]");
  if (!list) return false;
  const links = [...list.querySelectorAll("a[href]")];
  const focused = links.indexOf(document.activeElement);
  const here = focused >= 0 ? focused : links.findIndex((link) => link.hasAttribute("aria-current"));
  const next = links[Math.min(Math.max(here + step, 0), links.length - 1)];
  if (next) next.focus();
  return Boolean(next);
}
function toggleHelp() {
  const help = document.getElementById("sv-keys");
  if (!help) return false;
  if (help.open) help.close();
  else help.showModal();
  return true;
}
function handle(event) {
  const key = event.key.toLowerCase();
  if (event.key === "?") return toggleHelp();
  if (event.key === "/") {
    // The page's own search goes before that of the whole site.
    const shown = [...document.querySelectorAll("main [data-search], [data-search]")].filter((node) => node.offsetParent !== null);
    const field = shown.find((node) => node.closest("main")) ?? shown[0];
    if (field) { field.focus(); field.select(); }
    return Boolean(field);
  }
  if (waitingSince && Date.now() - waitingSince < 1500) {
    waitingSince = 0;
    const link = document.querySelector(`[data-go="${CSS.escape(key)}"]`);
    if (link) link.click();
    return Boolean(link);
  }
  if (key === "g") { waitingSince = Date.now(); return true; }
  if (key === "j") return move(1);
  if (key === "k") return move(-1);
  const control = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (control) press(control);
  return Boolean(control);
}
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
    const form = event.target.closest?.("form");
    if (form && form.method === "post") {
      event.preventDefault();
      form.requestSubmit(form.querySelector("button.sv-btn-main[type=submit]:not([disabled])"));
    }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.matches?.(TYPING)) return;
  if (!singleKeys()) return;
  if (document.querySelector("dialog[open]") && event.key !== "?") return;
  if (handle(event)) event.preventDefault();
});
// Single keys can be switched off: a voice or a braille display may send letters nobody meant as commands.
document.addEventListener("DOMContentLoaded", () => {
  const box = document.querySelector("[data-keys-switch]");
  if (!box) return;
  box.checked = singleKeys();
  box.addEventListener("change", () => {
    try { localStorage.setItem("sv-keys", box.checked ? "on" : "off"); } catch { /* then they stay on */ }
  });
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-keys-open]")) toggleHelp();
  if (event.target.closest("[data-keys-close]")) document.getElementById("sv-keys")?.close();
});
