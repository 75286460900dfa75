// The pages of a document: text, original or both ([data-views]), from page to page ([data-page-step]), from one place
// found to the next ([data-hit-step] beside [data-find]). Each is a link or a form that works without this.
const reading = () => document.getElementById("reading");

function view(link) {
  const place = reading();
  if (!place) return false;
  place.dataset.view = link.dataset.viewIs;
  for (const one of link.parentElement.querySelectorAll("[data-view-is]")) {
    if (one === link) one.setAttribute("aria-current", "true");
    else one.removeAttribute("aria-current");
  }
  const address = new URL(location.href);
  address.searchParams.set("view", link.dataset.viewIs);
  history.replaceState(history.state, "", address);
  return true;
}
function turn(step) {
  const sheets = [...document.querySelectorAll("[data-sheet]")];
  if (!sheets.length) return;
  const here = sheets.findLastIndex((sheet) => sheet.getBoundingClientRect().top <= 24);
  const next = sheets[here + step] ?? (step < 0 && here >= 0 ? sheets[0] : null);
  if (next) next.scrollIntoView({ block: "start" });
  else document.querySelector(step > 0 ? "[rel=next]" : "[rel=prev]")?.click();
}
// A place found may lie in several pieces, where a citation begins or ends inside it.
function hits() {
  const found = [];
  for (const piece of document.querySelectorAll("#reading [data-hit]")) {
    const last = found.at(-1)?.at(-1);
    const joined = last && !textBetween(last, piece);
    if (joined) found.at(-1).push(piece);
    else found.push([piece]);
  }
  return found;
}
function textBetween(one, other) {
  if (one.closest("[data-start]") !== other.closest("[data-start]")) return true;
  const range = document.createRange();
  range.setStartAfter(one);
  range.setEndBefore(other);
  const between = range.cloneContents();
  between.querySelectorAll("[data-not-text]").forEach((mark) => mark.remove());
  return Boolean(between.textContent);
}
function go(index) {
  const found = hits(), place = document.getElementById("found");
  if (!place || !found[index]) return false;
  document.querySelectorAll("#reading .is-here").forEach((piece) => piece.classList.remove("is-here"));
  found[index].forEach((piece) => piece.classList.add("is-here"));
  found[index][0].scrollIntoView({ block: "center" });
  place.svHere = index;
  const say = place.querySelector("[data-found-here]");
  if (say) {
    const number = (value) => new Intl.NumberFormat(document.documentElement.lang === "prs" ? "fa-AF" : document.documentElement.lang).format(value);
    say.textContent = say.dataset.of.replace("{here}", number(Number(place.dataset.foundBefore) + index + 1)).replace("{total}", number(place.dataset.foundTotal));
  }
  return true;
}
function step(by) {
  const place = document.getElementById("found");
  if (!place) return;
  const next = (place.svHere ?? (by > 0 ? -1 : hits().length)) + by;
  if (go(next)) return;
  const link = place.querySelector(`[data-hit-step="${by}"]`);
  if (link?.dataset.elsewhere !== undefined) location.assign(link.href);
  else go(by > 0 ? 0 : hits().length - 1);
}
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-view-is]");
  if (link && !event.ctrlKey && !event.metaKey && view(link)) event.preventDefault();
  const button = event.target.closest("[data-page-step]");
  if (button) turn(Number(button.dataset.pageStep));
  const hit = event.target.closest("[data-hit-step]");
  if (hit) { event.preventDefault(); step(Number(hit.dataset.hitStep)); }
});
// Enter in the field goes on while the words are the same; new words are looked for.
document.addEventListener("keydown", (event) => {
  const field = event.target.closest?.("[data-find] [name=find]");
  if (!field || event.key !== "Enter" || event.isComposing || !field.value.trim() || field.value !== field.defaultValue) return;
  event.preventDefault();
  step(event.shiftKey ? -1 : 1);
}, true);
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.requestConfig?.elt?.matches?.("[data-find]")) {
    const field = event.detail.requestConfig.elt.elements.namedItem("find");
    field.defaultValue = field.value;
    go(0);
  }
});
document.addEventListener("DOMContentLoaded", () => {
  if (new URLSearchParams(location.search).get("find") && !location.hash) go(0);
  // A link to a finding names no part of the text: ask for the one it stands in.
  const cited = /^#(F-[0-9A-Z]{6})$/.exec(location.hash)?.[1];
  const address = new URL(location.href);
  if (cited && reading() && !document.getElementById(cited) && address.searchParams.get("said") !== cited) {
    address.searchParams.set("said", cited);
    location.replace(address);
  }
});
