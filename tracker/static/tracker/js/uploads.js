// Files on their way into a report. [data-uploads] names where they are sent (tus 1.0) and holds the words; files come
// from its file field or are dropped on it. A broken line goes on by itself, a file chosen again after a reload goes on
// where it stopped. What the first file says of itself fills the fields that are empty, each marked as a guess.
import { Upload } from "tus-js-client";

import { AWAY, HERE, ask, moment, tokenOf } from "./session.js";

const PIECE = 2 * 1024 * 1024; // bytes of one request
const ASK_EVERY = 300, ASK_FOR = 60_000; // milliseconds while a file is being read
const reader = document.documentElement.dataset.reader ?? "";
const under = new Set(); // uploads that are not whole yet
const AT_ONCE = 2; // files under way together; the server takes no more from one person
const queue = [];
let running = 0;
const TUS = { "Tus-Resumable": "1.0.0" };

const make = (name, more = {}, ...parts) => {
  const node = Object.assign(document.createElement(name), more);
  node.append(...parts);
  return node;
};
const word = (box, name, values = {}) => Object.entries(values).reduce((text, [key, value]) => text.replace(`{${key}}`, value), box.dataset[name] ?? "");
const digits = new Intl.NumberFormat(document.documentElement.lang || "en", { maximumFractionDigits: 1 });
const megabytes = (bytes) => `${digits.format(bytes / 1024 / 1024)} MB`;
const percent = (part, whole) => `${digits.format(Math.floor((part / whole) * 100))} %`;

function line(box, name) {
  const state = make("span", { className: "sv-meta" });
  const field = make("input", { type: "checkbox", name: "upload", disabled: true });
  const bar = make("progress", { max: 1, value: 0 });
  bar.setAttribute("aria-label", name);
  const item = make("li", {}, make("label", { className: "sv-check" }, field, make("span", {}, make("bdi", { textContent: name }), " ", state)), bar);
  box.querySelector("[data-uploads-list]").prepend(item);
  return { item, state, field, bar };
}
function removable(box, item, name, drop) {
  const button = make("button", { type: "button", className: "sv-btn-plain", textContent: "×" });
  button.setAttribute("aria-label", word(box, "wordRemove", { name }));
  button.addEventListener("click", () => { drop(); item.remove(); changed(box); });
  item.append(button);
}
const changed = (box) => box.closest("form").dispatchEvent(new Event("input", { bubbles: true }));

async function send(box, file) {
  const row = line(box, file.name);
  if (file.size > Number(box.dataset.most)) {
    row.bar.remove();
    row.state.textContent = word(box, "wordTooLarge", { name: file.name, most: megabytes(Number(box.dataset.most)) });
    removable(box, row.item, file.name, () => {});
    return;
  }
  const upload = new Upload(file, {
    endpoint: box.dataset.uploads,
    chunkSize: PIECE,
    retryDelays: [], // a broken line is waited for in `failed`
    onChunkComplete: () => { row.failures = 0; },
    removeFingerprintOnSuccess: true,
    metadata: { filename: file.name, filetype: file.type },
    fingerprint: async (one) => ["sv-upload", reader, one.name, one.type, one.size, one.lastModified].join("-"),
    onBeforeRequest: (request) => { request.setHeader("X-CSRFToken", tokenOf()); request.setHeader("HX-Request", "true"); },
    onProgress: (sent, all) => { row.bar.value = sent / all; row.state.textContent = percent(sent, all); },
    onError: (error) => failed(box, upload, row, file, error),
    onSuccess: () => arrived(box, upload, row),
  });
  under.add(upload);
  removable(box, row.item, file.name, () => { settled(upload); upload.abort(true).catch(() => {}); released(box); });
  const [earlier] = await upload.findPreviousUploads();
  if (earlier) {
    upload.resumeFromPreviousUpload(earlier);
    replaced(box, row, earlier.uploadUrl);
  }
  queue.push(upload);
  row.state.textContent = word(box, "wordWaiting");
  next();
}
function next() {
  while (running < AT_ONCE && queue.length) {
    const upload = queue.shift();
    if (!under.has(upload)) continue;
    running += 1;
    upload.svStarted = true;
    upload.start();
  }
}
function settled(upload) {
  under.delete(upload);
  if (upload.svStarted) running -= 1;
  upload.svStarted = false;
  next();
}
// A file that was here before has one line, the one it goes on in.
function replaced(box, row, address) {
  const reference = address.replace(/\/$/, "").split("/").pop();
  for (const other of box.querySelectorAll("[data-upload]")) if (other.dataset.upload === reference && other !== row.item) other.remove();
  row.item.dataset.upload = reference;
  return reference;
}
// A refusal is shown as it was said; a broken line or an expired session is waited for.
async function failed(box, upload, row, file, error) {
  const status = error.originalResponse?.getStatus() ?? 0;
  if (status >= 400 && status < 500 && ![401, 403, 408, 409, 429].includes(status)) {
    settled(upload);
    row.bar.remove();
    row.state.textContent = error.originalResponse.getBody() || error.message;
    released(box);
    return;
  }
  row.failures = (row.failures ?? 0) + 1;
  row.state.textContent = word(box, "wordBroken", { percent: percent(row.bar.value, 1) });
  if (row.failures > 1) await moment(Math.min(250 * 2 ** row.failures, 5000));
  for (let pause = 500; under.has(upload); pause = Math.min(pause * 2, 5000)) {
    const answer = await ask("/drafts/");
    if (answer.state === HERE) { if (under.has(upload)) upload.start(); return; }
    row.state.textContent = word(box, answer.state === AWAY ? "wordBroken" : "wordSignedOut", { percent: percent(row.bar.value, 1) });
    await moment(pause);
  }
}
function arrived(box, upload, row) {
  const reference = replaced(box, row, upload.url);
  settled(upload);
  row.bar.remove();
  Object.assign(row.field, { value: reference, disabled: false, checked: true });
  row.state.textContent = word(box, "wordHere");
  changed(box);
  read(box, row, reference).finally(() => released(box));
}
// Asks what the file says of itself until it is read; the form is never held up for it.
async function read(box, row, reference) {
  released(box);
  const form = box.closest("form"); // once it is sent its files are no longer here to be asked about
  form.svAsking ??= new AbortController();
  const { signal } = form.svAsking;
  let pause = ASK_EVERY;
  for (const until = Date.now() + ASK_FOR; Date.now() < until && row.item.isConnected && !signal.aborted;) {
    const answer = await fetch(`${box.dataset.uploads}${reference}/facts/`, { signal, headers: { "HX-Request": "true" } }).catch(() => null);
    if (answer?.ok) {
      const said = await answer.json();
      already(box, row, said.already);
      if (said.state !== "waiting") {
        row.state.textContent = said.note || word(box, "wordRead");
        guess(box, said.fields);
        return;
      }
    } else if (answer) return;
    await new Promise((done) => { setTimeout(done, pause); });
    pause = Math.min(pause * 1.2, 2000); // nobody may be there to read it
  }
}
function already(box, row, found) {
  if (row.told || !found.length) return;
  row.told = true;
  for (const one of found) {
    const [before, after] = one.sentence.split(one.reference);
    row.item.append(make("p", { className: "sv-meta" }, before, make("a", { href: one.address, textContent: one.reference }), after ?? ""));
  }
}
function guess(box, fields) {
  const form = box.closest("form");
  for (const [name, value] of Object.entries(fields)) {
    const field = form.elements[name];
    if (!field || !value || field.value.trim()) continue;
    field.value = value;
    const hint = make("span", { className: "sv-meta sv-guessed", textContent: word(box, "wordGuessed") });
    field.after(hint);
    field.addEventListener("input", () => hint.remove(), { once: true });
  }
  changed(box);
}
// A form that was sent while files were under way goes when they are here.
function released(box) {
  const form = box.closest("form");
  if (under.size || !form.svHeld) return;
  const submitter = form.svHeld;
  form.svHeld = null;
  box.querySelector("[data-uploads-note]").textContent = "";
  form.requestSubmit(submitter.isConnected ? submitter : undefined);
}
function start(box) {
  const field = box.querySelector("input[type=file]"), form = box.closest("form");
  const take = (files) => { for (const file of files) send(box, file); };
  field.addEventListener("change", () => { take([...field.files]); field.value = ""; });
  for (const name of ["dragenter", "dragover"]) {
    box.addEventListener(name, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      box.classList.add("sv-over");
    });
  }
  for (const name of ["dragleave", "drop"]) box.addEventListener(name, () => box.classList.remove("sv-over"));
  box.addEventListener("drop", (event) => {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    take([...event.dataTransfer.files]);
  });
  form.addEventListener("submit", (event) => {
    if (!under.size) {
      form.svAsking?.abort();
      form.svAsking = null;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    form.svHeld = event.submitter ?? form.querySelector("button[type=submit]");
    box.querySelector("[data-uploads-note]").textContent = word(box, "wordWait");
  }, true);
  for (const item of box.querySelectorAll("[data-upload]")) {
    const name = item.querySelector("bdi").textContent;
    removable(box, item, name, () => fetch(`${box.dataset.uploads}${item.dataset.upload}/`, { method: "DELETE", headers: { ...TUS, "X-CSRFToken": tokenOf(), "HX-Request": "true" } }));
  }
}
document.querySelectorAll("[data-uploads]").forEach(start);
