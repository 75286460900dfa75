// Deadlines and when they were met: a hollow diamond on the day it was due, the status shape on the day it was done
// (or at the as-of day), small ticks for findings.
//   {description, from, as_of, words: {due, done, not_done, days},
//    rows: [{code, title, due, done or null, status, word, days, seen: [day…]}…]}   worst first
import { base, css, day, glyph, inline, number, sans, statusColour, timeAxis } from "./look.js";

function row(entry, api, narrow, words) {
  const from = api.coord([api.value(0), api.value(1)]), to = api.coord([api.value(2), api.value(1)]);
  const colour = statusColour(entry.status), children = [];
  for (const seen of entry.seen ?? []) {
    const x = api.coord([seen, api.value(1)])[0];
    children.push({ type: "line", shape: { x1: x, x2: x, y1: from[1] + 8, y2: from[1] + 13 }, style: { stroke: css("--sv-muted"), lineWidth: 1.3 } });
  }
  children.push({
    type: "line", shape: { x1: from[0], x2: to[0], y1: from[1], y2: to[1] },
    style: { stroke: colour, lineWidth: entry.done ? 4 : 3, opacity: 0.6, lineDash: entry.done ? null : [3, 4] },
  });
  children.push({
    type: "polygon", shape: { points: [[from[0], from[1] - 6], [from[0] + 6, from[1]], [from[0], from[1] + 6], [from[0] - 6, from[1]]] },
    style: { fill: css("--sv-canvas"), stroke: css("--sv-ink"), lineWidth: 1.6 },
  });
  children.push(glyph(entry.status, to[0], to[1], 17));
  const sign = entry.days > 0 ? "+" : "−", days = `${sign}${number(Math.abs(entry.days))}${narrow ? "" : ` ${words.days}`}`;
  children.push({ type: "text", x: to[0] + 15, y: to[1], style: { text: inline(days), fill: colour, fontWeight: 600, fontSize: 12, fontFamily: sans(), verticalAlign: "middle" } });
  return { type: "group", children };
}
export function deadlines(node, data) {
  const rows = data.rows.slice().reverse(), narrow = node.clientWidth < 620;
  const option = base(data.description);
  option.grid = { left: 4, right: narrow ? 44 : 84, top: 4, bottom: 4, containLabel: true };
  option.xAxis = timeAxis(data.from, data.as_of, true);
  option.yAxis = {
    type: "category", data: rows.map((entry) => entry.code), axisLine: { show: false }, axisTick: { show: false },
    axisLabel: {
      color: css("--sv-ink"), width: narrow ? 60 : 300, overflow: "truncate", rich: { c: { color: css("--sv-muted"), fontWeight: 500 } },
      formatter(code) {
        const entry = rows.find((one) => one.code === code);
        return narrow ? `{c|${code}}` : `{c|${code}}  ${entry.title}`;
      },
    },
  };
  option.series = [{
    type: "custom", clip: false, encode: { x: [0, 2], y: 1 },
    data: rows.map((entry, index) => ({ value: [entry.due, index, entry.done ?? data.as_of], entry })),
    renderItem: (params, api) => row(rows[api.value(1)], api, narrow, data.words),
  }];
  option.tooltip.formatter = ({ data: { entry } }) =>
    `${entry.code} ${entry.title}\n${entry.word}\n${data.words.due} ${day(entry.due)}\n${entry.done ? `${data.words.done} ${day(entry.done)}` : data.words.not_done}`;
  return option;
}
