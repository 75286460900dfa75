// A text field with data-picker="address" becomes a search: the address answers ?q= with <li role="option"
// id data-value …>; choosing one writes data-value into the field. Without a script the value is typed in.
// What else the option carries (data-kind, data-code …) is copied to the field's own data, then "sv-picked" is sent.
// [data-picker-note] in the same .field (or form) shows the words of what was chosen.
import htmx from "htmx.org/dist/htmx.esm.js";

let made = 0;

function close(field) {
  field.svList.hidden = true;
  field.setAttribute("aria-expanded", "false");
  field.removeAttribute("aria-activedescendant");
}
function mark(field, option) {
  for (const one of field.svList.querySelectorAll("[role=option]")) one.setAttribute("aria-selected", String(one === option));
  if (!option) return;
  field.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}
function pick(field, option) {
  field.value = option.dataset.value;
  Object.assign(field.dataset, option.dataset);
  close(field);
  const note = (field.closest(".field, fieldset") ?? field.form)?.querySelector("[data-picker-note]");
  if (note) note.textContent = option.textContent.replace(/\s+/g, " ").trim();
  for (const name of ["input", "change"]) field.dispatchEvent(new CustomEvent(name, { bubbles: true, detail: "picked" }));
  field.dispatchEvent(new CustomEvent("sv-picked", { bubbles: true, detail: { ...option.dataset } }));
}
async function search(field) {
  const words = field.value.trim();
  await htmx.ajax("GET", field.dataset.picker, { target: field.svList, swap: "innerHTML", values: { q: words } });
  if (document.activeElement !== field || field.value.trim() !== words) return;
  field.svList.hidden = !field.svList.children.length;
  field.setAttribute("aria-expanded", String(!field.svList.hidden));
}
function keys(field, event) {
  const options = [...field.svList.querySelectorAll("[role=option][data-value]")];
  const here = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
  if (event.key === "Escape" && !field.svList.hidden) { event.preventDefault(); event.stopPropagation(); close(field); }
  else if (event.key === "Enter" && !field.svList.hidden && here >= 0) { event.preventDefault(); pick(field, options[here]); }
  else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (field.svList.hidden) { search(field); return; }
    const step = event.key === "ArrowDown" ? 1 : -1;
    mark(field, options[(here + step + options.length) % options.length]);
  }
}
function start(field) {
  if (field.svList) return;
  const list = document.createElement("ul");
  list.id = `sv-options-${++made}`;
  list.className = "sv-options";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.getAttribute("aria-label") ?? field.labels?.[0]?.textContent.trim() ?? "");
  list.hidden = true;
  field.after(list);
  field.svList = list;
  for (const [name, value] of Object.entries({ role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) field.setAttribute(name, value);
  let timer = 0;
  field.addEventListener("input", (event) => {
    if (event.detail === "picked") return;
    delete field.dataset.value;
    clearTimeout(timer);
    timer = setTimeout(() => search(field), 200);
  });
  field.addEventListener("keydown", (event) => keys(field, event));
  field.addEventListener("blur", () => close(field));
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option][data-value]");
    if (option) pick(field, option);
  });
}
function scan(root) {
  root.querySelectorAll("input[data-picker]").forEach(start);
}
document.addEventListener("DOMContentLoaded", () => scan(document));
document.addEventListener("htmx:load", (event) => scan(event.detail.elt.parentElement ?? event.detail.elt));
