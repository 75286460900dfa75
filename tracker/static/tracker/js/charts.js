// Draws every [data-chart] on the page. The figures stand in a JSON block on the page (data-json="its id"); the block is
// data, not a script, so the strict policy lets it pass. Each chart has a table or a list beside it in the page.
import { init, use } from "echarts/core";
import { CustomChart, LineChart, ScatterChart } from "echarts/charts";
import { AriaComponent, GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { SVGRenderer } from "echarts/renderers";

import { deadlines } from "./charts/deadlines.js";
import { links } from "./charts/links.js";
import { metric } from "./charts/metric.js";

use([
  LineChart, CustomChart, ScatterChart, GridComponent, TooltipComponent, MarkLineComponent, MarkAreaComponent,
  AriaComponent, SVGRenderer,
]);
const DRAW = { metric, deadlines, links };

function start(node) {
  const draw = DRAW[node.dataset.chart];
  const block = document.getElementById(node.dataset.json);
  if (node.svChart || !draw || !block) return;
  const data = JSON.parse(block.textContent);
  const chart = init(node, null, { renderer: "svg" });
  node.svChart = chart;
  const paint = () => chart.setOption(draw(node, data), true);
  document.fonts.ready.then(paint);
  document.addEventListener("sv-theme", paint);
  let width = node.clientWidth;
  new ResizeObserver(() => {
    if (node.clientWidth === width) return;
    width = node.clientWidth;
    chart.resize();
    paint();
  }).observe(node);
}
const scan = (root) => root.querySelectorAll("[data-chart]").forEach(start);
scan(document);
document.addEventListener("htmx:load", (event) => scan(event.detail.elt));
