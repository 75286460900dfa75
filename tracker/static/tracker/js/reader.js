// Passage selection: turns what is marked in a document into offsets, page and quote for the form of a finding.
//   [data-reader]            the text; data-form-url and data-form-target say where the form comes from and goes
//   [data-start][data-page]  a block of it: where it begins in the stored text (characters), on which page
//   [data-not-text]          inside a block, what is not part of the text (citation marks)
//   [data-passage-bar]       hidden until something is marked; [data-passage-say] names it, [data-passage-use] takes it
//   input[name=start|end|page], [name=quote] in [data-passage-form]   filled when the form is on the page
// Offsets count characters as Python does (code points). With the keyboard: arrows move between blocks, Enter marks the
// block, Shift with an arrow marks more. Without a script the form asks for the quote itself.
import htmx from "htmx.org/dist/htmx.esm.js";

const length = (text) => [...text].length;
const blocksOf = (reader) => [...reader.querySelectorAll("[data-start]")];

function textNodes(block) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT, {
    acceptNode: (node) => (node.parentElement.closest("[data-not-text]") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT),
  });
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
}
const textOf = (block) => textNodes(block).map((node) => node.data).join("");

function offsetIn(block, container, offset) {
  const point = document.createRange();
  point.setStart(block, 0);
  point.setEnd(container, offset);
  let count = 0;
  for (const node of textNodes(block)) {
    if (node === container) return count + length(node.data.slice(0, offset));
    if (point.comparePoint(node, 0) < 0 || !point.intersectsNode(node) || point.comparePoint(node, node.length) > 0) break;
    count += length(node.data);
  }
  return count;
}
function passageOf(reader, range) {
  // Places are counted within a page: what is marked beyond the first page is left out.
  const touched = blocksOf(reader).filter((block) => range.intersectsNode(block));
  const blocks = touched.filter((block) => block.dataset.page === touched[0].dataset.page);
  const pieces = [];
  for (const block of blocks) {
    const text = [...textOf(block)];
    const from = block.contains(range.startContainer) ? offsetIn(block, range.startContainer, range.startOffset) : 0;
    const to = block.contains(range.endContainer) ? offsetIn(block, range.endContainer, range.endOffset) : text.length;
    if (to > from) pieces.push({ block, from, to, text: text.slice(from, to).join("") });
  }
  if (!pieces.length) return null;
  const first = pieces[0], last = pieces[pieces.length - 1];
  const lead = length(first.text) - length(first.text.trimStart());
  const tail = length(last.text) - length(last.text.trimEnd());
  const start = Number(first.block.dataset.start) + first.from + lead;
  const end = Number(last.block.dataset.start) + last.to - tail;
  if (end <= start) return null;
  return { start, end, page: first.block.dataset.page ?? "", quote: pieces.map((piece) => piece.text).join("\n").trim(), range: range.cloneRange() };
}
function show(reader, passage) {
  reader.svPassage = passage;
  const bar = document.querySelector("[data-passage-bar]");
  if (!bar) return;
  bar.hidden = !passage;
  const say = bar.querySelector("[data-passage-say]");
  if (say && passage) {
    const words = passage.quote.length > 90 ? `${passage.quote.slice(0, 60)} … ${passage.quote.slice(-24)}` : passage.quote;
    say.textContent = words;
  }
}
function paint(passage) {
  if (typeof Highlight === "undefined") return;
  CSS.highlights.set("sv-passage", new Highlight(passage.range));
}
function use(reader) {
  const passage = reader.svPassage;
  if (!passage) return;
  paint(passage);
  const bar = document.querySelector("[data-passage-bar]");
  if (bar) bar.hidden = true; // it has done its work; the next passage shows it again
  const form = document.querySelector("[data-passage-form]");
  if (form) {
    for (const name of ["start", "end", "page", "quote"]) {
      const field = form.elements.namedItem(name);
      if (field) field.value = passage[name];
    }
    form.dispatchEvent(new Event("input", { bubbles: true }));
    form.querySelector("[name=commitment], select, textarea, input:not([type=hidden])")?.focus();
  } else if (reader.dataset.formUrl) {
    const { start, end, page, quote } = passage;
    htmx.ajax("GET", reader.dataset.formUrl, {
      target: reader.dataset.formTarget, swap: "innerHTML", values: { start, end, page, quote },
    }).then(() => document.querySelector(reader.dataset.formTarget)?.querySelector("h2, legend, select, input:not([type=hidden])")?.focus?.());
  }
}
function selectBlocks(reader, from, to) {
  const range = document.createRange();
  range.setStart(from, 0);
  range.setEnd(to, to.childNodes.length);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  show(reader, passageOf(reader, range));
}
function keys(reader, event) {
  const blocks = blocksOf(reader);
  const here = blocks.indexOf(event.target.closest("[data-start]"));
  if (here < 0 || event.target.closest("a, button, input")) return;
  if (event.key === "Enter") {
    event.preventDefault();
    if (reader.svAnchor === undefined) reader.svAnchor = here;
    const [low, high] = [Math.min(reader.svAnchor, here), Math.max(reader.svAnchor, here)];
    selectBlocks(reader, blocks[low], blocks[high]);
    document.querySelector("[data-passage-use]")?.focus();
    reader.svAnchor = undefined;
    return;
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const next = step && blocks[here + step];
  if (!next) return;
  event.preventDefault();
  reader.svAnchor = event.shiftKey ? reader.svAnchor ?? here : undefined;
  blocks[here].tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
  if (event.shiftKey) {
    const low = Math.min(reader.svAnchor, here + step), high = Math.max(reader.svAnchor, here + step);
    selectBlocks(reader, blocks[low], blocks[high]);
  }
}
function start(reader) {
  if (reader.svReader) return;
  reader.svReader = true;
  blocksOf(reader).forEach((block, index) => { block.tabIndex = index ? -1 : 0; });
  reader.addEventListener("keydown", (event) => keys(reader, event));
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    if (!selection.rangeCount || !reader.contains(selection.getRangeAt(0).commonAncestorContainer)) return;
    show(reader, selection.isCollapsed ? null : passageOf(reader, selection.getRangeAt(0)));
  });
  // Pressing the button must not lose what is marked.
  document.addEventListener("pointerdown", (event) => { if (event.target.closest("[data-passage-use]")) event.preventDefault(); });
  document.addEventListener("click", (event) => { if (event.target.closest("[data-passage-use]")) use(reader); });
}
const scan = (root) => root.querySelectorAll("[data-reader]").forEach(start);
document.addEventListener("DOMContentLoaded", () => scan(document));
document.addEventListener("htmx:load", (event) => scan(event.detail.elt));
