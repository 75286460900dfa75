// Deadlines, slips, findings and changes of status on one axis, a line for each duty: a hollow diamond on the day it was
// due (a small one where it was due before it was moved), a bar as long as it was late, the status shape on each day it
// became another, triangles below for findings. Each mark leads to what it stands for.
//   {description, from, to, as_of, words: {due, done, moved, finding, not_done, days, looked},
//    rows: [{code, title, href, due, done, late, days, status, word, moves: [{on, old, new}…],
//            changes: [{day, status, word, href}…], findings: [{day, stance, says, source, href}…]}…]}   worst first
import { base, css, day, glyph, inline, number, sans, statusColour, timeAxis } from "./look.js";

const ROW = 34; // pixels a duty takes
export const height = (data) => data.rows.length * ROW + 44;

const diamond = (x, y, size, style) => ({
  type: "polygon", style, shape: { points: [[x, y - size], [x + size, y], [x, y + size], [x - size, y]] },
});
function triangle(x, y, stance, colour) {
  if (stance === "flat") return { type: "line", shape: { x1: x - 4, y1: y, x2: x + 4, y2: y }, style: { stroke: colour, lineWidth: 2.5 } };
  const up = stance === "up", tip = up ? y - 4 : y + 4, foot = up ? y + 4 : y - 4;
  return {
    type: "polygon", shape: { points: [[x, tip], [x + 4.5, foot], [x - 4.5, foot]] },
    style: stance === "half" ? { fill: css("--sv-canvas"), stroke: colour, lineWidth: 1.4 } : { fill: colour },
  };
}
// An area around a mark that is large enough for a finger.
const touch = (x, y) => ({ type: "rect", shape: { x: x - 8, y: y - 8, width: 16, height: 16 }, style: { fill: "transparent" } });

function late(rows, data, narrow) {
  const shown = rows.map((entry, index) => ({ entry, index })).filter(({ entry }) => entry.due && (entry.late || entry.done));
  return {
    type: "custom", clip: false, z: 2, encode: { x: [0, 2], y: 1 },
    data: shown.map(({ entry, index }) => ({ value: [entry.due, index, entry.done ?? data.as_of], href: entry.href, entry })),
    renderItem(params, api) {
      const { entry } = shown[params.dataIndex], colour = statusColour(entry.status ?? "UNVERIFIED");
      const from = api.coord([api.value(0), api.value(1)]), to = api.coord([api.value(2), api.value(1)]);
      const children = [{
        type: "line", shape: { x1: from[0], x2: to[0], y1: from[1], y2: to[1] },
        style: { stroke: colour, lineWidth: entry.done ? 4 : 3, opacity: 0.55, lineDash: entry.done ? null : [3, 4] },
      }];
      if (entry.done) children.push(diamond(to[0], to[1], 6, { fill: colour }));
      const days = `${entry.days > 0 ? "+" : "−"}${number(Math.abs(entry.days))}${narrow ? "" : ` ${data.words.days}`}`;
      if (entry.late) children.push({
        type: "text", x: Math.max(from[0], to[0]) + 14, y: to[1],
        style: { text: inline(days), fill: colour, fontWeight: 600, fontSize: 12, fontFamily: sans(), verticalAlign: "middle", stroke: css("--sv-canvas"), lineWidth: 3 },
      });
      return { type: "group", children };
    },
  };
}
function due(rows) {
  const marks = rows.flatMap((entry, index) => [
    ...(entry.due ? [{ day: entry.due, index, entry, size: 6 }] : []),
    ...entry.moves.map((move) => ({ day: move.old, to: move.new, index, entry, size: 4 })),
  ]);
  return {
    type: "custom", clip: true, z: 4, encode: { x: 0, y: 1 },
    data: marks.map((mark) => ({ value: [mark.day, mark.index], href: mark.entry.href, mark })),
    renderItem(params, api) {
      const mark = marks[params.dataIndex], at = api.coord([api.value(0), api.value(1)]), ink = css("--sv-ink");
      const children = [];
      if (mark.to) {
        const end = api.coord([mark.to, mark.index]);
        children.push({ type: "line", shape: { x1: at[0], y1: at[1], x2: end[0], y2: end[1] }, style: { stroke: ink, lineWidth: 1, lineDash: [1, 3] } });
      }
      children.push(touch(at[0], at[1]), diamond(at[0], at[1], mark.size, { fill: css("--sv-canvas"), stroke: ink, lineWidth: mark.to ? 1 : 1.6 }));
      return { type: "group", children };
    },
  };
}
function changes(rows) {
  const marks = rows.flatMap((entry, index) => entry.changes.map((change) => ({ ...change, index, entry })));
  return {
    type: "custom", clip: false, z: 5, encode: { x: 0, y: 1 },
    data: marks.map((change) => ({ value: [change.day, change.index], href: change.href, change })),
    renderItem(params, api) {
      const at = api.coord([api.value(0), api.value(1)]);
      return { type: "group", children: [touch(at[0], at[1]), glyph(marks[params.dataIndex].status, at[0], at[1], 13)] };
    },
  };
}
function findings(rows) {
  const marks = rows.flatMap((entry, index) => entry.findings.map((finding) => ({ ...finding, index, entry })));
  return {
    type: "custom", clip: false, z: 3, encode: { x: 0, y: 1 },
    data: marks.map((finding) => ({ value: [finding.day, finding.index], href: finding.href, finding })),
    renderItem(params, api) {
      const at = api.coord([api.value(0), api.value(1)]), y = at[1] + 13;
      return { type: "group", children: [touch(at[0], y), triangle(at[0], y, marks[params.dataIndex].stance, css("--sv-muted"))] };
    },
  };
}
// Marks are not clipped, so that one on the last day is whole; hence none may lie outside the axis.
function within(entry, data) {
  const inside = (mark) => mark.day >= data.from && mark.day <= data.to;
  return { ...entry, changes: entry.changes.filter(inside), findings: entry.findings.filter(inside) };
}
function said({ data: { entry, mark, change, finding } }, words) {
  if (finding) return `${finding.entry.code}  ${day(finding.day)}\n${finding.says}\n${finding.source}`;
  if (change) return `${change.entry.code}  ${day(change.day)}\n${change.word}`;
  if (mark?.to) return `${mark.entry.code}\n${words.moved}: ${day(mark.day)} → ${day(mark.to)}`;
  const one = entry ?? mark.entry;
  return `${one.code} ${one.title}\n${one.word}\n${words.due} ${day(one.due)}\n${one.done ? `${words.done} ${day(one.done)}` : words.not_done}`;
}
export function timeline(node, data) {
  const rows = data.rows.slice().reverse().map((entry) => within(entry, data)), narrow = node.clientWidth < 620;
  const option = base(data.description);
  option.grid = { left: 4, right: narrow ? 64 : 104, top: 4, bottom: 4, containLabel: true };
  option.xAxis = timeAxis(data.from, data.to, true);
  option.yAxis = {
    type: "category", data: rows.map((entry) => entry.code), axisLine: { show: false }, axisTick: { show: false }, triggerEvent: true,
    splitLine: { show: true, lineStyle: { color: css("--sv-line") } },
    axisLabel: {
      color: css("--sv-ink"), width: narrow ? 60 : 260, overflow: "truncate", interval: 0, rich: { c: { color: css("--sv-muted"), fontWeight: 500 } },
      formatter(code) {
        const entry = rows.find((one) => one.code === code);
        return narrow ? `{c|${code}}` : `{c|${code}}  ${entry.title}`;
      },
    },
  };
  option.series = [late(rows, data, narrow), findings(rows), due(rows), changes(rows)];
  if (data.to > data.as_of) option.series.push({
    type: "line", data: [], silent: true,
    markLine: { silent: true, symbol: "none", lineStyle: { color: css("--sv-line-strong"), type: "solid", width: 1 }, label: { show: false }, data: [{ xAxis: data.as_of }] },
  });
  option.tooltip.formatter = (point) => said(point, data.words);
  return option;
}
// The codes at the axis lead to their duties.
timeline.hrefOf = (data, event) => event.data?.href ?? (event.targetType === "axisLabel" ? data.rows.find((one) => one.code === event.value)?.href : undefined);
timeline.height = height;
