// What the charts have in common: colours and fonts from the style sheet, days and numbers in the reader's language.
import { STATUS_SHAPES } from "../shapes.js";

export const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
export const statusColour = (status) => css(`--st-${status.toLowerCase().replaceAll("_", "-")}`);
export const sans = () => css("--sv-sans");
const LOCALES = { en: "en-GB", fa: "fa-AF", prs: "fa-AF" };
function language() {
  const lang = document.documentElement.lang || "en";
  return LOCALES[lang] ?? lang;
}

export function day(value) {
  return new Date(value).toLocaleDateString(language(), { day: "numeric", month: "short", year: "numeric", timeZone: "UTC", calendar: "gregory" });
}
function month(date) {
  return date.toLocaleDateString(language(), { month: "short", timeZone: "UTC", calendar: "gregory" });
}
const year = (date) => date.toLocaleDateString(language(), { year: "numeric", timeZone: "UTC", calendar: "gregory" });
export const number = (value) => value.toLocaleString(language(), { maximumFractionDigits: 6 });

// SVG text runs left to right: a label of a number and a word would be read from the wrong end in a page that does not.
export const inline = (text) => document.documentElement.dir === "rtl" ? `\u2067${text}\u2069` : text;

export function glyph(status, x, y, size) {
  const scale = size / 16, colour = statusColour(status), cut = css("--sv-canvas");
  return {
    type: "group", x: x - 8 * scale, y: y - 8 * scale, scaleX: scale, scaleY: scale,
    children: STATUS_SHAPES[status].map((part) => ({
      type: "path", shape: { pathData: part.d },
      style: part.f
        ? { fill: colour }
        : { fill: part.b ? cut : "none", stroke: part.x ? cut : colour, lineWidth: part.s, lineCap: "round", lineJoin: "round", lineDash: part.h ? [2.6, 2.2] : null },
    })),
  };
}
export function base(description) {
  const ink = css("--sv-ink"), font = sans();
  return {
    animation: false, useUTC: true, textStyle: { fontFamily: font, fontSize: 12, color: ink },
    aria: { enabled: true, label: { description } },
    tooltip: {
      trigger: "item", renderMode: "richText", backgroundColor: css("--sv-surface"), borderColor: css("--sv-line-strong"),
      borderWidth: 1, padding: [8, 10], textStyle: { color: ink, fontSize: 12, fontFamily: font },
    },
  };
}
export function timeAxis(min, max, split) {
  const line = { lineStyle: { color: css("--sv-line-strong") } }, first = +new Date(min) + 92 * 864e5;
  return {
    type: "time", min, max, axisLine: line, axisTick: { show: true, lineStyle: line.lineStyle },
    splitLine: { show: Boolean(split), lineStyle: { color: css("--sv-line") } },
    axisLabel: {
      color: css("--sv-muted"), hideOverlap: true, fontSize: 12,
      formatter(value) {
        const date = new Date(value), index = date.getUTCMonth();
        return index === 0 || (value < first && index % 3 === 0) ? `${month(date)} ${year(date)}` : month(date);
      },
    },
  };
}
