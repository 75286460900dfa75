// Passages: turns what is marked in a text into offsets, page and quote, and shows what is marked.
//   [data-reader]            the text
//   [data-start][data-page]  a block of it: where it begins in the stored text (characters), on which page
//   [data-not-text]          inside a block, what is not part of the text (citation marks)
//   [data-passage-bar]       hidden until something is marked; [data-passage-say] names it
// Offsets count characters as Python does (code points).
const length = (text) => [...text].length;
export const blocksOf = (reader) => [...reader.querySelectorAll("[data-start]")];

function textNodes(block) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT, {
    acceptNode: (node) => (node.parentElement.closest("[data-not-text]") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT),
  });
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
}
export const textOf = (block) => textNodes(block).map((node) => node.data).join("");

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
export function passageOf(reader, range) {
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
// A place in a block, counted in UTF-16 units of its text, as a boundary of a range.
export function boundary(block, units) {
  let left = units;
  for (const node of textNodes(block)) {
    if (left <= node.length) return [node, left];
    left -= node.length;
  }
  return [block, block.childNodes.length];
}
export function select(reader, from, to) {
  const range = document.createRange();
  range.setStart(...from);
  range.setEnd(...to);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  show(reader, passageOf(reader, range));
}
export const nameOf = (passage) => `${passage.page} ${passage.start} ${passage.end}`;
export function show(reader, passage) {
  reader.svPassage = passage;
  const bar = document.querySelector("[data-passage-bar]");
  if (!bar) return;
  bar.hidden = !passage || reader.svTaken === nameOf(passage); // what stands in the form already is not offered
  const say = bar.querySelector("[data-passage-say]");
  if (say && passage) {
    const words = passage.quote.length > 90 ? `${passage.quote.slice(0, 60)} … ${passage.quote.slice(-24)}` : passage.quote;
    say.textContent = words;
  }
}
export function paint(passage) {
  if (typeof Highlight === "undefined") return;
  if (passage) CSS.highlights.set("sv-passage", new Highlight(passage.range));
  else CSS.highlights.delete("sv-passage");
}
