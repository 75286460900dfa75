// The form of a finding beside the text ([data-passage-form]): what another passage changes in it, what was found near
// the passage ([data-take]: a press fills the fields its data name), closing it ([data-form-close], Escape), and
// Ctrl Shift Enter for "submit and mark the next passage". Nothing that was typed is lost.
import htmx from "htmx.org/dist/htmx.esm.js";
import { paint } from "./passages.js";

const formHere = () => document.querySelector("[data-passage-form]");
const PLACE = ["start", "end", "page", "quote"];

export function waitsForPassage() {
  const form = formHere();
  return Boolean(form && !form.elements.namedItem("start")?.value && !form.elements.namedItem("quote")?.value.trim());
}
function changed(field) {
  for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
}
function takeable(form, chip) {
  return Object.entries(chip.dataset).filter(([name]) => form.elements.namedItem(name));
}
function take(chip) {
  const form = chip.closest("form");
  let last = null;
  for (const [name, value] of takeable(form, chip)) {
    const field = form.elements.namedItem(name);
    field.disabled = false;
    field.value = value;
    last = field;
  }
  if (last) changed(last);
}
// What is sure is filled in where nothing stands yet.
function takeSure(form) {
  for (const chip of form.querySelectorAll("[data-take][data-sure]")) {
    const empty = takeable(form, chip).every(([name]) => ["bound", "observed_precision"].includes(name) || !form.elements.namedItem(name).value);
    if (empty) take(chip);
  }
}
export async function refill(form, passage) {
  for (const name of PLACE) {
    const field = form.elements.namedItem(name);
    if (field) field.value = passage[name];
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
  form.querySelector("h2")?.focus({ preventScroll: true });
  if (!form.dataset.nearUrl) return;
  const values = Object.fromEntries([...new FormData(form)].filter(([name]) => !["quote", "csrfmiddlewaretoken"].includes(name)));
  await htmx.ajax("GET", form.dataset.nearUrl, { swap: "none", values });
  if (formHere() === form) takeSure(form);
}
function close(control) {
  const target = control.closest("#finding-form");
  const beside = document.getElementById("beside");
  // After "mark the next passage" the text is shown anew, with what was said from it meanwhile.
  if (!target || !beside || control.dataset.said !== undefined) return false;
  target.replaceChildren();
  paint(null);
  const reader = document.querySelector("article[data-reader]");
  if (reader) reader.svTaken = undefined;
  if (reader) (reader.svPassage?.range.startContainer.parentElement?.closest("[data-start]") ?? reader.querySelector("[data-start]"))?.focus({ preventScroll: true });
  return true;
}
document.addEventListener("click", (event) => {
  const chip = event.target.closest("[data-take]");
  if (chip) take(chip);
  const control = event.target.closest("[data-form-close]");
  if (control && close(control)) event.preventDefault();
});
document.addEventListener("keydown", (event) => {
  const busy = event.target.getAttribute?.("aria-expanded") === "true" || event.isComposing; // a list is open there
  if (event.key === "Escape" && !busy && !document.querySelector("dialog[open], details[data-menu][open]")) {
    const control = formHere()?.querySelector("[data-form-close]");
    if (control) { event.preventDefault(); control.click(); }
  }
  if (event.key === "Enter" && event.shiftKey && (event.ctrlKey || event.metaKey)) {
    const button = event.target.closest?.("form")?.querySelector("button[name=action][value=next]");
    if (button) { event.preventDefault(); event.stopImmediatePropagation(); button.form.requestSubmit(button); }
  }
}, true);
// What was ticked or typed while the fields that fit were being asked for stays: an answer comes late on a slow line.
let kept = null;
const fieldsIn = (place) => [...place.querySelectorAll("input[name], select[name], textarea[name]")];
function keep(event) {
  if (event.detail.target?.id === "fit") kept = fieldsIn(event.detail.target).map(({ name, type, value, checked }) => ({ name, type, value, checked }));
}
function giveBack() {
  const place = document.getElementById("fit");
  if (!kept || !place) return;
  for (const field of fieldsIn(place)) {
    const choice = field.type === "checkbox" || field.type === "radio";
    const was = kept.find((one) => one.name === field.name && (!choice || one.value === field.value));
    if (was && choice) field.checked = was.checked;
    else if (was) field.value = was.value;
  }
  kept = null;
}
for (const name of ["htmx:beforeSwap", "htmx:oobBeforeSwap"]) document.addEventListener(name, keep);
for (const name of ["htmx:afterSwap", "htmx:oobAfterSwap"]) document.addEventListener(name, giveBack);
