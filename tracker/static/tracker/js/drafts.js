// Drafts: a form with data-draft="key" is kept in this browser while it is filled in, then on the server, and filled
// again after a crash, an expired session, a wrong click, or on another machine. It is forgotten once the server has
// taken it. Keys carry the reader's name, so that nobody else on the machine sees it. A form with data-guard asks before
// it is left unsaved. [data-draft-note] inside the form says what happened (data-restored, data-saved hold the sentences,
// {time} the clock); [data-draft-discard] drops the draft. How a form is sent stands in sending.js.
import { HERE, ask } from "./session.js";

const reader = document.documentElement.dataset.reader ?? "";
const PREFIX = `sv-draft:${reader}:`;
const LANGUAGE = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
const KEPT_DAYS = 30;
const PAUSE = 400, PUSH = 1200; // milliseconds without a key before this browser, and the server, keep it
const storage = (() => { try { localStorage.getItem("sv"); return localStorage; } catch { return null; } })();

const read = (key) => { try { return JSON.parse(storage.getItem(PREFIX + key)); } catch { return null; } };
export const forget = (key) => { try { storage.removeItem(PREFIX + key); } catch { /* nothing is kept here */ } };
function write(key, draft) {
  try { storage.setItem(PREFIX + key, JSON.stringify(draft)); return true; } catch { return false; }
}
export const addressOf = (key) => `/drafts/${encodeURIComponent(key)}/`;

function fields(form) {
  return [...form.elements].filter((field) => field.name && !["csrfmiddlewaretoken", "draft_key"].includes(field.name)
    && !field.hasAttribute("data-served") // what the page says each time, such as the version it was read from
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
  const words = box.dataset[name] ?? document.getElementById("sv-say")?.dataset[name] ?? "";
  box.textContent = words.replace("{time}", clock);
  const discard = form.querySelector("[data-draft-discard]");
  if (discard) discard.hidden = name !== "restored" && name !== "other";
}
const refused = (form) => form.hasAttribute("data-invalid") || form.querySelector(".is-invalid, [aria-invalid=true], .sv-faults, .sv-err");
// A database may give the names back in another order.
const plain = (values) => JSON.stringify(Object.entries(values).sort(([one], [other]) => (one < other ? -1 : 1)));
const same = (form, values) => plain(valuesOf(form)) === plain(values);

// What stands in the form now, in this browser; `more` says what is known of the server's copy.
function keep(form, more = {}) {
  const draft = { at: Date.now(), savedAt: read(form.dataset.draft)?.savedAt ?? 0, values: valuesOf(form), ...more };
  if (write(form.dataset.draft, draft)) note(form, "saved", draft.at);
  return draft;
}
// The same on the server, one after the other: a slow copy must not arrive after the form was taken. Answers what
// session.js answers.
export function push(form, how = {}) {
  clearTimeout(form.svPush);
  form.svPushing = (form.svPushing ?? Promise.resolve()).then(() => put(form, how));
  return form.svPushing;
}
async function put(form, { sent = false }) {
  const draft = keep(form, { sent });
  const answer = await ask(addressOf(form.dataset.draft), { method: "PUT", body: JSON.stringify({ fields: draft.values }) });
  const kept = read(form.dataset.draft);
  if (answer.state === HERE && kept) {
    // One that the server does not take, for its size, counts as kept there long ago: sending it goes on.
    write(form.dataset.draft, { ...kept, savedAt: answer.said.saved_at ?? 1, pushed: answer.status === 200 && same(form, draft.values) });
    if (!sent && answer.status === 200) note(form, "kept", answer.said.saved_at);
  }
  return answer;
}
function typed(form) {
  form.svDirty = true;
  if (!form.dataset.draft) return;
  clearTimeout(form.svPause);
  clearTimeout(form.svPush);
  form.svPause = setTimeout(() => keep(form), PAUSE);
  form.svPush = setTimeout(() => push(form), PUSH);
}
function start(form) {
  if (form.svDraft) return;
  form.svDraft = true;
  const key = form.dataset.draft;
  form.svServed = JSON.stringify(valuesOf(form));
  form.addEventListener("input", () => typed(form));
  form.addEventListener("submit", () => { form.svDirty = false; });
  if (!key || !storage) return;
  const draft = read(key);
  const done = draft?.sent && document.querySelector(".sv-say[data-level=success]") && !refused(form);
  if (done) forget(key);
  else if (draft && !refused(form) && !same(form, draft.values)) {
    fill(form, draft.values);
    note(form, "restored", draft.at);
  }
}
// Compares one form with the server's copy of it: another machine may have written later.
async function compare(form, kept) {
  const key = form.dataset.draft, local = read(key);
  if (!(key in kept)) {
    // It was sent from here and the server has it no more: it was taken, though the answer was lost.
    if (local?.sent && local.savedAt && !form.svDirty && !refused(form)) {
      forget(key);
      fill(form, JSON.parse(form.svServed));
    }
    return;
  }
  if (refused(form) || kept[key] <= (local?.savedAt ?? 0)) return;
  const answer = await ask(addressOf(key));
  if (answer.status !== 200 || same(form, answer.said.fields)) return;
  const untouched = !form.svDirty && (!local || local.pushed);
  if (!untouched) { offer(form, answer.said); return; }
  fill(form, answer.said.fields);
  write(key, { at: answer.said.saved_at, savedAt: answer.said.saved_at, values: valuesOf(form), pushed: true });
  note(form, "restored", answer.said.saved_at);
}
// Both were written in: what stands here stays, the other can be taken instead.
function offer(form, other) {
  const box = form.querySelector("[data-draft-note]");
  if (!box) return;
  note(form, "other", other.saved_at);
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "sv-btn-plain", textContent: document.getElementById("sv-say")?.dataset.takeOther ?? "" });
  button.addEventListener("click", () => { fill(form, other.fields); typed(form); button.remove(); });
  box.after(" ", button);
}
async function look(forms) {
  const keyed = forms.filter((form) => form.dataset.draft);
  if (!reader || (!keyed.length && !Object.keys(storage ?? {}).some((name) => name.startsWith(PREFIX)))) return;
  const answer = await ask("/drafts/");
  if (answer.state !== HERE || !answer.said.drafts) return;
  for (const form of keyed) if (form.isConnected) await compare(form, answer.said.drafts);
  tidy(answer.said.drafts);
}
// Forgets what is old, and what was sent and taken: then the server has it no more.
function tidy(kept) {
  if (!storage) return;
  const here = new Set([...document.querySelectorAll("form[data-draft]")].map((form) => form.dataset.draft));
  for (const name of Object.keys(storage)) {
    if (!name.startsWith(PREFIX)) continue;
    const key = name.slice(PREFIX.length), draft = read(key);
    const old = !draft || Date.now() - draft.at > KEPT_DAYS * 864e5;
    if (old || (draft.sent && draft.savedAt && !(key in kept) && !here.has(key))) forget(key);
  }
}
function scan(root) {
  const found = [...root.querySelectorAll("form[data-draft], form[data-guard]")];
  if (root.matches?.("form[data-draft], form[data-guard]")) found.push(root);
  const fresh = found.filter((form) => !form.svDraft);
  fresh.forEach(start);
  if (fresh.length || root === document) look(fresh);
}
document.addEventListener("DOMContentLoaded", () => scan(document));
document.addEventListener("htmx:load", (event) => scan(event.detail.elt));
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form[data-draft]") ?? event.detail.elt?.closest?.("form[data-draft]");
  const sending = (event.detail.requestConfig?.verb ?? "get") !== "get";
  const status = event.detail.xhr?.status ?? 0;
  if (form?.dataset.draft && sending && status >= 200 && status < 400) {
    clearTimeout(form.svPause);
    clearTimeout(form.svPush);
    forget(form.dataset.draft);
  }
});
document.addEventListener("click", (event) => {
  const form = event.target.closest("[data-draft-discard]")?.closest("form[data-draft]");
  if (!form) return;
  clearTimeout(form.svPause);
  clearTimeout(form.svPush);
  forget(form.dataset.draft);
  ask(addressOf(form.dataset.draft), { method: "DELETE" });
  form.svDirty = false;
  fill(form, JSON.parse(form.svServed));
  note(form, "discarded", Date.now());
});
// A page that is left between two keys: this browser keeps the last of them.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "hidden") return;
  for (const form of document.querySelectorAll("form[data-draft]")) if (form.svDirty && form.dataset.draft) keep(form);
});
window.addEventListener("beforeunload", (event) => {
  const dirty = [...document.querySelectorAll("form[data-guard]")].some((form) => form.svDirty && !form.dataset.draft);
  if (dirty) event.preventDefault();
});
