// Menus are <details data-menu>: they open without a script; this closes them on Escape, on a click elsewhere and when
// another opens. Forms marked data-submit-on-change send themselves, their button stays for readers without a script.
function closeOthers(kept) {
  document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
    if (menu !== kept && !menu.contains(kept)) menu.open = false;
  });
}
document.addEventListener("click", (event) => closeOthers(event.target.closest("details[data-menu]")));
document.addEventListener("focusin", (event) => closeOthers(event.target.closest("details[data-menu]")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest?.("details[data-menu][open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-submit-on-change]");
  if (form) form.requestSubmit();
});
// On a narrow screen the navigation scrolls: show where one is.
document.addEventListener("DOMContentLoaded", () => {
  const here = document.querySelector(".sv-nav [aria-current]"), nav = here?.parentElement;
  if (nav && nav.scrollWidth > nav.clientWidth) nav.scrollLeft += here.getBoundingClientRect().left - nav.getBoundingClientRect().left - nav.clientWidth / 3;
});
