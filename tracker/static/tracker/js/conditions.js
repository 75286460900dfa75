// Only what fits: an element with data-show-when="name=A B" is shown while the form's field `name` has one of these
// values; several conditions are parted by ";" and must all hold. A field without any value yet shows everything.
// "kind" is also read from a picked commitment (data-kind of its field). What is hidden is not sent.
function valueOf(form, name) {
  const field = form.elements.namedItem(name);
  if (field) return field.value ?? "";
  return form.querySelector(`[data-picker][data-${CSS.escape(name)}]`)?.dataset[name] ?? "";
}
function holds(form, condition) {
  const [name, values] = condition.split("=");
  const value = valueOf(form, name.trim());
  return !value || values.trim().split(/\s+/).includes(value);
}
function apply(form) {
  for (const part of form.querySelectorAll("[data-show-when]")) {
    const shown = part.dataset.showWhen.split(";").every((condition) => holds(form, condition));
    part.hidden = !shown;
    for (const field of part.querySelectorAll("input, select, textarea")) field.disabled = !shown;
  }
}
function scan(root) {
  const forms = new Set([...root.querySelectorAll("[data-show-when]")].map((part) => part.closest("form")));
  forms.forEach((form) => form && apply(form));
}
for (const name of ["change", "sv-picked", "sv-filled"]) {
  document.addEventListener(name, (event) => {
    const form = event.target.closest?.("form");
    if (form?.querySelector("[data-show-when]")) apply(form);
  });
}
document.addEventListener("DOMContentLoaded", () => scan(document));
document.addEventListener("htmx:load", (event) => scan(event.detail.elt.parentElement ?? event.detail.elt));
