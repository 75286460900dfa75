// Draws every [data-chart] on the page. The figures stand in a JSON block on the page (data-json="its id"), which is data,
// not a script, so the strict policy lets it pass; or, in parts that come later, in the element's data-figures.
// Each chart has a table or a list beside it in the page; a mark with an `href` leads there.
import { init, use } from "echarts/core";
import { CustomChart, LineChart, ScatterChart } from "echarts/charts";
import { AriaComponent, GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { SVGRenderer } from "echarts/renderers";

import { links } from "./charts/links.js";
import { metric } from "./charts/metric.js";
import { timeline } from "./charts/timeline.js";

use([
  LineChart, CustomChart, ScatterChart, GridComponent, TooltipComponent, MarkLineComponent, MarkAreaComponent,
  AriaComponent, SVGRenderer,
]);
const DRAW = { metric, timeline, links };
const PAPER = 700; // pixels a page is wide: labels are drawn for it, and stay as large as the text beside them

function start(node) {
  const draw = DRAW[node.dataset.chart];
  const figures = node.dataset.figures ?? document.getElementById(node.dataset.json)?.textContent;
  if (node.svChart || !draw || !figures) return;
  const data = JSON.parse(figures);
  if (draw.height) node.style.blockSize = `${draw.height(data)}px`;
  const chart = init(node, null, { renderer: "svg" });
  node.svChart = chart;
  chart.on("click", (event) => {
    const href = draw.hrefOf ? draw.hrefOf(data, event) : event.data?.href;
    if (href) location.assign(href);
  });
  const paint = () => {
    chart.setOption(draw(node, data), true);
    // So that paper, which is not as wide as the screen, scales the drawing instead of cutting it.
    node.querySelector("svg")?.setAttribute("viewBox", `0 0 ${chart.getWidth()} ${chart.getHeight()}`);
  };
  document.fonts.ready.then(paint);
  document.addEventListener("sv-theme", paint);
  const print = matchMedia("print");
  function paper(on) {
    const all = document.querySelector("main .sv-wrap")?.clientWidth ?? PAPER;
    const wide = Math.round(node.clientWidth * Math.min(1, PAPER / all));
    chart.resize(on ? { width: wide, height: chart.getHeight() } : { width: "auto", height: "auto" });
    paint();
  }
  print.addEventListener("change", () => paper(print.matches));
  addEventListener("beforeprint", () => paper(true));
  addEventListener("afterprint", () => paper(false));
  let width = node.clientWidth;
  new ResizeObserver(() => {
    if (node.clientWidth === width || print.matches) return;
    width = node.clientWidth;
    chart.resize();
    paint();
  }).observe(node);
}
const scan = (root) => root.querySelectorAll("[data-chart]").forEach(start);
scan(document);
document.addEventListener("htmx:load", (event) => scan(event.detail.elt));
