// htmx under the strict policy: nothing evaluated, nothing inline, only our own server, no copy of a page kept
// in the browser (restricted text must be gone after signing out).
import htmx from "htmx.org/dist/htmx.esm.js";

Object.assign(htmx.config, {
  allowEval: false,
  allowScriptTags: false,
  allowNestedOobSwaps: false,
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
  historyCacheSize: 0,
  refreshOnHistoryMiss: true,
  timeout: 20000,
});
// A form that was refused answers 400, 409 or 422 with itself: show it. An expired session answers 401: reload to sign in.
htmx.config.responseHandling = [
  { code: "204", swap: false },
  { code: "[23]..", swap: true },
  { code: "400|409|413|422", swap: true },
  { code: "[45]..", swap: false, error: true },
];

function say(text) {
  const box = document.getElementById("sv-say");
  if (!box) return;
  box.textContent = text;
  box.hidden = !text;
}
document.addEventListener("htmx:responseError", (event) => {
  const status = event.detail.xhr.status;
  if (status === 401 && !document.getElementById("wall")) { location.reload(); return; } // a wall keeps its last page
  const box = document.getElementById("sv-say");
  say(box ? (status === 403 ? box.dataset.denied : box.dataset.failed) : "");
});
document.addEventListener("htmx:sendError", () => say(document.getElementById("sv-say")?.dataset.offline ?? ""));
document.addEventListener("htmx:afterOnLoad", (event) => {
  if (event.detail.successful !== false) say("");
});
export default htmx;
