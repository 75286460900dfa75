// Drafts: a form with data-draft="key" is kept in this browser while it is filled in, and filled again after a crash,
// an expired session or a wrong click. It is forgotten once the server has taken it. Keys carry the reader's name, so
// that nobody else on the machine sees it. A form with data-guard asks before it is left unsaved.
// [data-draft-note] inside the form says what happened (data-restored, data-saved hold the sentences, {time} the clock);
// [data-draft-discard] drops the draft and loads the page anew.
const reader = document.documentElement.dataset.reader ?? "";
const PREFIX = `sv-draft:${reader}:`;
const LANGUAGE = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
const KEPT_DAYS = 30;
const storage = (() => { try { localStorage.getItem("sv"); return localStorage; } catch { return null; } })();

const read = (key) => { try { return JSON.parse(storage.getItem(PREFIX + key)); } catch { return null; } };
const forget = (key) => storage.removeItem(PREFIX + key);
function write(key, draft) {
  try { storage.setItem(PREFIX + key, JSON.stringify(draft)); return true; } catch { return false; }
}
function fields(form) {
  return [...form.elements].filter((field) => field.name && field.name !== "csrfmiddlewaretoken"
    && !["password", "file", "submit", "button", "reset", "fieldset"].includes(field.type));
}
function valuesOf(form) {
  const values = {};
  for (const field of fields(form)) {
    const list = (values[field.name] ??= []);
    if (field.type === "checkbox" || field.type === "radio") { if (field.checked) list.push(field.value); }
    else if (field.type === "select-multiple") list.push(...[...field.selectedOptions].map((option) => option.value));
    else list.push(field.value);
  }
  return values;
}
function fill(form, values) {
  const rest = structuredClone(values);
  for (const field of fields(form)) {
    const list = rest[field.name];
    if (!list) continue;
    if (field.type === "checkbox" || field.type === "radio") field.checked = list.includes(field.value);
    else if (field.type === "select-multiple") for (const option of field.options) option.selected = list.includes(option.value);
    else if (list.length) field.value = list.shift();
  }
  form.dispatchEvent(new Event("sv-filled", { bubbles: true }));
}
function note(form, name, at) {
  const box = form.querySelector("[data-draft-note]");
  if (!box) return;
  const clock = new Date(at).toLocaleTimeString(LANGUAGE, { hour: "2-digit", minute: "2-digit" });
  box.textContent = (box.dataset[name] ?? "").replace("{time}", clock);
  const discard = form.querySelector("[data-draft-discard]");
  if (discard) discard.hidden = name !== "restored";
}
const refused = (form) => form.hasAttribute("data-invalid") || form.querySelector(".is-invalid, [aria-invalid=true], .sv-faults, .sv-err");

function start(form) {
  if (form.svDraft) return;
  form.svDraft = true;
  const key = form.dataset.draft;
  form.svServed = JSON.stringify(valuesOf(form));
  if (key && storage) {
    const draft = read(key);
    const done = draft?.sent && document.querySelector(".sv-say[data-level=success]") && !refused(form);
    if (done) forget(key);
    else if (draft && !refused(form) && JSON.stringify(draft.values) !== form.svServed) {
      fill(form, draft.values);
      note(form, "restored", draft.at);
    }
  }
  let timer = 0;
  form.addEventListener("input", () => {
    form.svDirty = true;
    if (!key || !storage) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      const draft = { at: Date.now(), values: valuesOf(form) };
      if (write(key, draft)) note(form, "saved", draft.at);
    }, 400);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    form.svDirty = false;
    if (key && storage && form.svServed !== JSON.stringify(valuesOf(form))) {
      write(key, { at: Date.now(), values: valuesOf(form), sent: true });
    }
  });
}
function scan(root) {
  const found = [...root.querySelectorAll("form[data-draft], form[data-guard]")];
  if (root.matches?.("form[data-draft], form[data-guard]")) found.push(root);
  found.forEach(start);
}
function tidy() {
  if (!storage || !reader) return;
  const here = new Set([...document.querySelectorAll("form[data-draft]")].map((form) => form.dataset.draft));
  for (const name of Object.keys(storage)) {
    if (!name.startsWith(PREFIX)) continue;
    const key = name.slice(PREFIX.length);
    const draft = read(key);
    const old = !draft || Date.now() - draft.at > KEPT_DAYS * 864e5;
    if (old || (draft.sent && !here.has(key))) forget(key);
  }
}
document.addEventListener("DOMContentLoaded", () => { scan(document); tidy(); });
document.addEventListener("htmx:load", (event) => scan(event.detail.elt));
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form[data-draft]") ?? event.detail.elt?.closest?.("form[data-draft]");
  const sending = (event.detail.requestConfig?.verb ?? "get") !== "get";
  if (form && storage && sending && event.detail.xhr.status < 400) forget(form.dataset.draft);
});
document.addEventListener("click", (event) => {
  const form = event.target.closest("[data-draft-discard]")?.closest("form[data-draft]");
  if (!form || !storage) return;
  forget(form.dataset.draft);
  form.svDirty = false;
  fill(form, JSON.parse(form.svServed));
  note(form, "discarded", Date.now());
});
window.addEventListener("beforeunload", (event) => {
  const dirty = [...document.querySelectorAll("form[data-guard]")].some((form) => form.svDirty && !form.dataset.draft);
  if (dirty) event.preventDefault();
});
