// Sends a form that has a draft: first the server keeps the draft, then the form goes. So a broken line, an expired
// session or a server that restarts is met before anything is sent: the page says so, waits, and sends when it can.
// The form names its draft; the page that takes the form ends the draft, and its absence tells that it was taken.
import { forget, push } from "./drafts.js";
import { AWAY, HERE, SIGNED_OUT, ask, moment, say } from "./session.js";

const FIRST = 500, LONGEST = 8000; // milliseconds between two attempts

function named(form) {
  let field = form.querySelector("input[name=draft_key]");
  if (!field) {
    field = Object.assign(document.createElement("input"), { type: "hidden", name: "draft_key" });
    form.append(field);
  }
  field.value = form.dataset.draft;
}
async function send(form, submitter) {
  if (form.svSending) return;
  form.svSending = true;
  form.setAttribute("aria-busy", "true");
  for (let pause = FIRST; form.isConnected; pause = Math.min(pause * 2, LONGEST)) {
    const answer = await push(form, { sent: true });
    if (answer.state === HERE) {
      say("");
      named(form);
      form.svGo = true;
      break;
    }
    say(answer.state === SIGNED_OUT ? "signedOut" : "sentLater");
    await moment(pause);
  }
  form.svSending = false;
  form.removeAttribute("aria-busy");
  if (form.svGo) form.requestSubmit(submitter?.isConnected && !submitter.disabled ? submitter : undefined);
}
// The line broke while the form was under way: it was taken if its draft is gone, else it is sent again.
async function after(form) {
  for (let pause = FIRST; form.isConnected; pause = Math.min(pause * 2, LONGEST)) {
    const answer = await ask("/drafts/");
    if (answer.state === HERE) {
      if (form.dataset.draft in (answer.said.drafts ?? {})) { send(form, form.svSubmitter); return; }
      forget(form.dataset.draft);
      say("taken");
      return;
    }
    say(answer.state === AWAY ? "sentLater" : "signedOut");
    await moment(pause);
  }
}
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset?.draft || form.getAttribute("method")?.toLowerCase() !== "post") return;
  if (form.svGo) { form.svGo = false; return; }
  event.preventDefault();
  event.stopImmediatePropagation();
  form.svSubmitter = event.submitter;
  send(form, event.submitter);
}, true);
document.addEventListener("htmx:sendError", (event) => {
  const form = event.target.closest?.("form[data-draft]");
  if (form?.dataset.draft && event.detail.requestConfig?.verb !== "get") after(form);
});
document.addEventListener("htmx:timeout", (event) => {
  const form = event.target.closest?.("form[data-draft]");
  if (form?.dataset.draft && event.detail.requestConfig?.verb !== "get") after(form);
});
