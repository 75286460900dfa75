// The reader: a passage is marked with the mouse or the keyboard, and taken into the form of a finding.
//   [data-reader]        the text; data-form-url and data-form-target say where the form comes from and goes
//   [data-passage-use]   takes what is marked: fills the form that is open ([data-passage-form]) or asks for one
// With the keyboard: up and down move between paragraphs, forward and back mark sentence by sentence, Shift marks more,
// Enter takes what is marked. Without a script the form asks for the quote itself.
import htmx from "htmx.org/dist/htmx.esm.js";
import { blocksOf, boundary, nameOf, paint, passageOf, select, show, textOf } from "./passages.js";
import { refill, waitsForPassage } from "./proposing.js";

const readerHere = () => document.querySelector("article[data-reader]");

function use(reader) {
  const passage = reader?.svPassage;
  if (!passage) return;
  paint(passage);
  reader.svTaken = nameOf(passage);
  show(reader, passage);
  const form = document.querySelector("[data-passage-form]");
  if (form) refill(form, passage);
  else if (reader.dataset.formUrl) {
    const { start, end, page } = passage;
    const target = reader.dataset.formTarget;
    htmx.ajax("GET", reader.dataset.formUrl, { target, swap: "innerHTML", values: { start, end, page } })
      .then(() => document.querySelector(`${target} h2`)?.focus());
  }
}
function sentences(block) {
  const text = textOf(block);
  if (typeof Intl.Segmenter === "undefined") return [[0, text.length]];
  const parts = [...new Intl.Segmenter(block.lang || undefined, { granularity: "sentence" }).segment(text)];
  return parts.map((part) => [part.index, part.index + part.segment.trimEnd().length]).filter(([from, to]) => to > from);
}
function selectBlocks(reader, blocks, low, high) {
  select(reader, boundary(blocks[low], 0), boundary(blocks[high], textOf(blocks[high]).length));
}
function goTo(reader, blocks, here, next) {
  blocks[here].tabIndex = -1;
  blocks[next].tabIndex = 0;
  blocks[next].focus();
}
// One sentence further or back, into the next paragraph where there is none; with Shift it is marked besides.
function bySentence(reader, blocks, here, step, more) {
  const was = more ? reader.svSentences : null;
  const at = was ?? { block: here, anchor: null };
  let [block, index] = reader.svAt?.[0] === here ? reader.svAt : [here, step > 0 ? -1 : sentences(blocks[here]).length];
  index += step;
  while (index < 0 || index >= sentences(blocks[block]).length) {
    block += step;
    if (!blocks[block]) return;
    index = step > 0 ? 0 : sentences(blocks[block]).length - 1;
  }
  const place = [block, index];
  const anchor = at.anchor ?? place;
  const before = anchor[0] < block || (anchor[0] === block && anchor[1] <= index);
  const [first, last] = before ? [anchor, place] : [place, anchor];
  if (block !== here) goTo(reader, blocks, here, block);
  reader.svAt = place;
  reader.svSentences = { anchor };
  select(reader, boundary(blocks[first[0]], sentences(blocks[first[0]])[first[1]][0]),
    boundary(blocks[last[0]], sentences(blocks[last[0]])[last[1]][1]));
}
function byParagraph(reader, blocks, here, step, more) {
  const next = here + step;
  if (!blocks[next]) return;
  reader.svAnchor = more ? reader.svAnchor ?? here : undefined;
  reader.svAt = reader.svSentences = undefined;
  goTo(reader, blocks, here, next);
  if (more) selectBlocks(reader, blocks, Math.min(reader.svAnchor, next), Math.max(reader.svAnchor, next));
}
function keys(reader, event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const blocks = blocksOf(reader);
  const here = blocks.indexOf(event.target.closest("[data-start]"));
  if (here < 0 || event.target.closest("a, button, input")) return;
  const rtl = getComputedStyle(blocks[here]).direction === "rtl";
  const forward = rtl ? "ArrowLeft" : "ArrowRight", back = rtl ? "ArrowRight" : "ArrowLeft";
  if (event.key === "Enter") {
    if (!reader.svPassage) selectBlocks(reader, blocks, here, here);
    document.querySelector("[data-passage-use]")?.focus();
    reader.svAnchor = undefined;
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    byParagraph(reader, blocks, here, event.key === "ArrowDown" ? 1 : -1, event.shiftKey);
  } else if (event.key === forward || event.key === back) {
    bySentence(reader, blocks, here, event.key === forward ? 1 : -1, event.shiftKey);
  } else return;
  event.preventDefault();
}
function start(reader) {
  if (reader.svReader) return;
  reader.svReader = true;
  blocksOf(reader).forEach((block, index) => { block.tabIndex = index ? -1 : 0; });
  reader.addEventListener("keydown", (event) => keys(reader, event));
}
const scan = (root) => {
  if (root.matches?.("article[data-reader]")) start(root);
  root.querySelectorAll("article[data-reader]").forEach(start);
};
document.addEventListener("DOMContentLoaded", () => scan(document));
document.addEventListener("htmx:load", (event) => scan(event.detail.elt));
document.addEventListener("selectionchange", () => {
  const reader = readerHere(), selection = getSelection();
  if (!reader || !selection.rangeCount || !reader.contains(selection.getRangeAt(0).commonAncestorContainer)) return;
  show(reader, selection.isCollapsed ? null : passageOf(reader, selection.getRangeAt(0)));
});
// A form that still has no passage takes the first one that is marked.
document.addEventListener("pointerup", (event) => {
  if (!event.target.closest?.("article[data-reader]")) return;
  setTimeout(() => { if (readerHere()?.svPassage && waitsForPassage()) use(readerHere()); });
});
// Pressing the button must not lose what is marked.
document.addEventListener("pointerdown", (event) => { if (event.target.closest("[data-passage-use]")) event.preventDefault(); });
document.addEventListener("click", (event) => { if (event.target.closest("[data-passage-use]")) use(readerHere()); });
