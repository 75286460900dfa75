// A text area with data-mentions="address" offers people while a name is typed after @: the address answers ?q= with
// <li role="option" id data-value …>. Arrows, Enter or Tab take one; without a script the name is typed in full.
import htmx from "htmx.org/dist/htmx.esm.js";

const NAME = /(^|[^\w@.+-])@([\w.+-]*)$/;
let made = 0;

function asked(field) {
  const found = NAME.exec(field.value.slice(0, field.selectionStart));
  return found ? found[2] : null;
}
function close(field) {
  field.svPeople.hidden = true;
  field.removeAttribute("aria-activedescendant");
}
function mark(field, option) {
  for (const one of field.svPeople.children) one.setAttribute("aria-selected", String(one === option));
  if (!option) return;
  field.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}
async function offer(field) {
  const words = asked(field);
  if (words === null) { close(field); return; }
  await htmx.ajax("GET", field.dataset.mentions, { target: field.svPeople, swap: "innerHTML", values: { q: words } });
  if (asked(field) !== words) return;
  field.svPeople.hidden = !field.svPeople.children.length || document.activeElement !== field;
  mark(field, field.svPeople.children[0]);
}
function take(field, option) {
  const begin = field.selectionStart - (asked(field) ?? "").length;
  field.setRangeText(`${option.dataset.value} `, begin, field.selectionStart, "end");
  close(field);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
function keys(field, event) {
  if (field.svPeople.hidden || event.ctrlKey || event.metaKey) return;
  const options = [...field.svPeople.children];
  const here = options.findIndex((one) => one.getAttribute("aria-selected") === "true");
  if (event.key === "Escape") close(field);
  else if (event.key === "ArrowDown") mark(field, options[(here + 1) % options.length]);
  else if (event.key === "ArrowUp") mark(field, options[(here - 1 + options.length) % options.length]);
  else if ((event.key === "Enter" || event.key === "Tab") && here >= 0) take(field, options[here]);
  else return;
  event.preventDefault();
  event.stopPropagation();
}
function start(field) {
  if (field.svPeople) return;
  const list = document.createElement("ul");
  list.id = `sv-people-${++made}`;
  list.className = "sv-options";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.labels?.[0]?.firstElementChild?.textContent ?? "@");
  list.hidden = true;
  field.after(list);
  field.svPeople = list;
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-autocomplete", "list");
  let timer = 0;
  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(() => offer(field), 150); });
  field.addEventListener("keydown", (event) => keys(field, event));
  field.addEventListener("blur", () => close(field));
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take(field, option);
  });
}
document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("textarea[data-mentions]").forEach(start));
document.addEventListener("htmx:load", (event) => (event.detail.elt.parentElement ?? event.detail.elt).querySelectorAll("textarea[data-mentions]").forEach(start));
