// What hangs on what: two sides, solid for reciprocal, an arrow for "must come first", dotted for the same duty twice.
//   {description, words: {reciprocal, prerequisite, same_duty_as, repeats},
//    nodes: [{code, title, status, word, side: 0 or 1, y, href}…], edges: [{from, to, kind, effect, says: [sentence…]}…]}
// What bears on a duty on this very day (a suspension, one that is allowed, a wait) is drawn thick.
import { base, css, glyph, sans, statusColour } from "./look.js";

function curve(from, to, colour) {
  const bow = 26;
  return {
    type: "bezierCurve", style: { stroke: colour, lineWidth: 1.6, lineDash: [2, 3], fill: "none" },
    shape: { x1: from[0], y1: from[1] - 14, x2: to[0], y2: to[1] + 14, cpx1: from[0] + bow, cpy1: from[1] - 20, cpx2: to[0] + bow, cpy2: to[1] + 20 },
  };
}
const BEARS = ["suspends", "allows", "blocks"];
function line(from, to, arrow, effect) {
  const gap = 17, length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
  const ux = (to[0] - from[0]) / length, uy = (to[1] - from[1]) / length;
  const [x1, y1, x2, y2] = [from[0] + ux * gap, from[1] + uy * gap, to[0] - ux * gap, to[1] - uy * gap];
  const ink = css("--sv-ink");
  const thick = BEARS.includes(effect), colour = effect === "suspends" ? statusColour("SUSPENDED") : arrow || thick ? ink : css("--sv-muted");
  const drawn = [{
    type: "line", shape: { x1, y1, x2, y2 },
    style: { stroke: colour, lineWidth: thick ? 3.5 : arrow ? 1.8 : 1.4, lineDash: effect === "allows" ? [7, 4] : null },
  }];
  if (arrow || thick) {
    const points = [[x2, y2], [x2 - ux * 9 - uy * 4.5, y2 - uy * 9 + ux * 4.5], [x2 - ux * 9 + uy * 4.5, y2 - uy * 9 - ux * 4.5]];
    drawn.push({ type: "polygon", shape: { points }, style: { fill: colour } });
  }
  return drawn;
}
function place(nodes) {
  const next = [0, 0];
  return nodes.map((entry) => {
    const y = entry.y ?? next[entry.side];
    next[entry.side] = y + 1;
    return { ...entry, y };
  });
}
function label(entry, centre, narrow) {
  const sign = entry.side ? 1 : -1, align = entry.side ? "left" : "right", font = sans();
  const rich = {
    c: { fill: css("--sv-muted"), fontWeight: 500, fontSize: 13, fontFamily: font },
    t: { fill: css("--sv-ink"), fontWeight: 500, fontSize: 13, fontFamily: font },
  };
  const text = narrow ? entry.code : `{c|${entry.code}}  {t|${entry.title}}`;
  return [
    { type: "text", x: centre[0] + sign * 21, y: centre[1] - (narrow ? 7 : 9), style: { text, rich, fill: css("--sv-ink"), fontSize: 12, fontFamily: font, align, verticalAlign: "middle" } },
    { type: "text", x: centre[0] + sign * 21, y: centre[1] + 9, style: { text: entry.word, fill: statusColour(entry.status), fontWeight: 600, fontSize: 12, fontFamily: font, align, verticalAlign: "middle" } },
  ];
}
const rowsOf = (data) => Math.max(...[0, 1].map((side) => data.nodes.filter((entry) => entry.side === side).length));
export function links(node, data) {
  const narrow = node.clientWidth < 900, canvas = css("--sv-canvas"), muted = css("--sv-muted");
  const nodes = place(data.nodes), by = Object.fromEntries(nodes.map((entry) => [entry.code, entry]));
  const edges = data.edges.filter((edge) => by[edge.from] && by[edge.to]);
  const X = narrow ? [0.28, 0.72] : [0.41, 0.63], bottom = Math.max(1, ...nodes.map((entry) => entry.y));
  const option = base(data.description);
  option.grid = { left: 0, right: 0, top: 20, bottom: 26 };
  option.xAxis = { type: "value", min: 0, max: 1, show: false };
  option.yAxis = { type: "value", min: 0, max: bottom, inverse: true, show: false };
  option.series = [
    {
      type: "custom", data: edges.map((edge, index) => ({ value: [0, 0, index], edge })),
      renderItem(params, api) {
        const edge = edges[api.value(2)], a = by[edge.from], b = by[edge.to];
        const from = api.coord([X[a.side], a.y]), to = api.coord([X[b.side], b.y]);
        const same = edge.kind === "same_duty_as" || edge.kind === "repeats";
        return { type: "group", children: same ? [curve(from, to, muted)] : line(from, to, edge.kind === "prerequisite", edge.effect) };
      },
    },
    {
      type: "custom", z: 5, data: nodes.map((entry, index) => ({ value: [X[entry.side], entry.y, index], entry, href: entry.href })),
      renderItem(params, api) {
        const entry = nodes[api.value(2)], centre = api.coord([api.value(0), api.value(1)]);
        const ground = { type: "circle", shape: { cx: centre[0], cy: centre[1], r: 14 }, style: { fill: canvas } };
        return { type: "group", children: [ground, glyph(entry.status, centre[0], centre[1], 22), ...label(entry, centre, narrow)] };
      },
    },
  ];
  option.tooltip.formatter = ({ data: { edge, entry } }) =>
    (edge ? edge.says.join("\n") : `${entry.code} ${entry.title}\n${entry.word}`);
  return option;
}
links.height = (data) => Math.max(200, rowsOf(data) * 62 + 46);
