// Value against target: reported values step, the agreed path is dashed, a range is a range mark, deadlines are lines.
//   {description, unit, small (one of many), from, to, words: {path, reported, late},
//    path: [[day, value]…], readings: [{day, value, low, high, label, href}…],
//    deadlines: [{day, label, short}…], late: {from, to, label} or null}
import { base, css, day, inline, number, sans, statusColour, timeAxis } from "./look.js";

// A round number above all values, and the round step that divides it: two to six labels, evenly apart.
function scale(values, few) {
  const top = Math.max(...values, 1) * 1.02, whole = values.every(Number.isInteger);
  const rough = top / (few ? 3 : 5), power = 10 ** Math.floor(Math.log10(rough));
  let step = [1, 2, 5, 10].map((times) => times * power).find((one) => one >= rough);
  if (whole) step = Math.max(1, Math.round(step));
  return { step, top: Math.ceil(top / step) * step };
}
function pathLine(data, narrow) {
  const muted = css("--sv-muted"), bad = statusColour("BREACHED");
  const label = (entry) => (narrow ? entry.short ?? "" : entry.label);
  return {
    type: "line", name: data.words.path, data: data.path, symbol: "none", silent: true,
    lineStyle: { color: muted, type: [5, 4], width: 1.5 },
    markLine: {
      silent: true, symbol: "none", lineStyle: { color: css("--sv-line-strong"), type: "solid", width: 1 },
      label: { color: muted, position: "end", fontSize: 12, formatter: (point) => point.name },
      data: data.deadlines.map((entry) => ({ xAxis: entry.day, name: label(entry) })),
    },
    markArea: data.late && {
      silent: true, itemStyle: { color: bad, opacity: 0.12 },
      label: { show: true, color: bad, position: "insideTop", fontSize: 12, fontWeight: 600, distance: 8 },
      data: [[{ xAxis: data.late.from, name: inline(narrow ? data.words.late : data.late.label) }, { xAxis: data.late.to }]],
    },
  };
}
function ranges(data) {
  const colour = css("--sv-accent");
  return {
    type: "custom", name: "range", silent: true, z: 4,
    data: data.readings.filter((reading) => reading.low != null && reading.high != null).map((reading) => [reading.day, reading.low, reading.high]),
    renderItem(params, api) {
      const low = api.coord([api.value(0), api.value(1)]), high = api.coord([api.value(0), api.value(2)]);
      const end = (y) => ({ type: "line", shape: { x1: low[0] - 5, y1: y, x2: low[0] + 5, y2: y }, style: { stroke: colour, lineWidth: 1.5 } });
      const bar = { type: "line", shape: { x1: low[0], y1: low[1], x2: high[0], y2: high[1] }, style: { stroke: colour, lineWidth: 6, opacity: 0.35 } };
      return { type: "group", children: [bar, end(low[1]), end(high[1])] };
    },
  };
}
// On a narrow chart only the first, the last and the extremes are labelled; the table below has them all.
function labelled(readings, narrow) {
  if (!narrow && readings.length <= 12) return readings.map(() => true);
  const values = readings.map((reading) => reading.value);
  const keep = new Set([0, readings.length - 1, values.indexOf(Math.max(...values)), values.indexOf(Math.min(...values))]);
  const least = (+new Date(readings.at(-1)?.day) - +new Date(readings[0]?.day)) / 4;
  // Of two labels that would lie on each other the later one stays.
  return readings.map((reading, index) => keep.has(index) && ![...keep].some((other) => (
    other > index && Math.abs(+new Date(readings[other].day) - +new Date(reading.day)) < least
    && Math.abs(readings[other].value - reading.value) < (Math.max(...values) || 1) / 8)));
}
export function metric(node, data) {
  const narrow = data.small || node.clientWidth < 620, accent = css("--sv-accent"), muted = css("--sv-muted"), canvas = css("--sv-canvas");
  const option = base(data.description);
  const all = [...data.path.map((point) => point[1]), ...data.readings.flatMap((reading) => [reading.value, reading.high ?? reading.value])];
  const shown = labelled(data.readings, narrow);
  const { step, top } = scale(all, narrow);
  option.grid = { left: 4, right: data.small ? 36 : narrow ? 8 : 24, top: 30, bottom: 4, containLabel: true };
  option.xAxis = timeAxis(data.from, data.to);
  option.yAxis = {
    type: "value", min: Math.min(0, ...all), max: top, interval: step,
    axisLabel: { color: muted, formatter: number }, splitLine: { lineStyle: { color: css("--sv-line") } },
  };
  option.series = [pathLine(data, narrow), ranges(data), {
    type: "line", name: data.words.reported, step: "end", z: 5, symbol: "circle", symbolSize: 9,
    data: data.readings.map((reading, index) => ({ value: [reading.day, reading.value], tip: reading.label, href: reading.href, label: { show: shown[index] } })),
    itemStyle: { color: accent, borderColor: canvas, borderWidth: 1.5 }, lineStyle: { color: accent, width: 2.5 },
    label: {
      color: css("--sv-ink"), fontWeight: 600, fontSize: 12, fontFamily: sans(), position: [13, -12],
      textBorderColor: canvas, textBorderWidth: 4, formatter: (point) => number(point.value[1]),
    },
    labelLayout: { hideOverlap: true },
  }];
  if (!narrow) option.series.push(...lineNames(data, top, muted, accent));
  option.tooltip.formatter = (point) => (point.data?.value && point.data.tip !== undefined
    ? `${day(point.value[0])}\n${number(point.value[1])} ${data.unit}\n${point.data.tip}` : "");
  return option;
}
// The lines carry their own names: the path on its first stretch, the readings beside their longest step.
function lineNames(data, top, muted, accent) {
  const names = [];
  if (data.path.length > 1) {
    const [from, to] = data.path;
    const middle = new Date((+new Date(from[0]) + +new Date(to[0])) / 2).toISOString().slice(0, 10);
    names.push({ value: [middle, (from[1] + to[1]) / 2], name: data.words.path, label: { color: muted, position: "left", distance: 10 } });
  }
  let best = null;
  data.readings.forEach((reading, index) => {
    const next = data.readings[index + 1];
    if (!next || reading.value < top * 0.15) return;
    const length = +new Date(next.day) - +new Date(reading.day);
    if (!best || length > best.length) best = { length, reading, at: new Date(+new Date(reading.day) + length / 2).toISOString().slice(0, 10) };
  });
  if (best) names.push({ value: [best.at, best.reading.value], name: data.words.reported, label: { color: accent, fontWeight: 600, position: "top" } });
  if (!names.length) return [];
  return [{
    type: "scatter", symbolSize: 0, silent: true, data: names,
    label: { show: true, fontSize: 12, formatter: (point) => point.data.name },
  }];
}
