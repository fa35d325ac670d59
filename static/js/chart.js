// Draws the charts of a page. The option comes as JSON beside the chart's
// place; in it, strings 'token:NAME' stand for colours of the style sheet and
// 'format:NAME' for functions, so that one option serves both themes.
import { formats } from "./formats.js";
import { pattern, token } from "./tokens.js";

const drawn = new Map(); // element → { chart, option }
const resized = new ResizeObserver((entries) => {
  for (const { target } of entries) drawn.get(target)?.chart.resize();
});

export function drawCharts(root) {
  forgetGone();
  for (const place of root.querySelectorAll("[data-chart]")) {
    if (drawn.has(place)) continue;
    const source = document.getElementById(place.dataset.chart);
    const { option, links } = JSON.parse(source.textContent);
    const chart = window.echarts.init(place, null, { renderer: "canvas" });
    drawn.set(place, { chart, option });
    draw(chart, option);
    resized.observe(place);
    if (links) follow(chart, links);
  }
}

export function redrawCharts() {
  for (const { chart, option } of drawn.values()) draw(chart, option);
}

function draw(chart, option) {
  chart.setOption(resolve(option), { notMerge: true });
}

// follow opens the address of the step under the pointer.
function follow(chart, links) {
  const canvas = chart.getZr();
  const step = ({ offsetX, offsetY }) =>
    chart.containPixel("grid", [offsetX, offsetY])
      ? links[chart.convertFromPixel({ xAxisIndex: 0 }, offsetX)]
      : undefined;
  canvas.on("mousemove", (event) => canvas.setCursorStyle(step(event) ? "pointer" : "default"));
  canvas.on("click", (event) => {
    const url = step(event);
    if (url?.startsWith("/")) location.assign(url);
  });
}

function forgetGone() {
  for (const [place, { chart }] of drawn) {
    if (place.isConnected) continue;
    resized.unobserve(place);
    chart.dispose();
    drawn.delete(place);
  }
}

function resolve(value) {
  if (Array.isArray(value)) return value.map(resolve);
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, resolve(v)]));
  }
  return typeof value === "string" ? resolveText(value) : value;
}

function resolveText(text) {
  const [kind, name] = text.split(/:(.*)/s, 2);
  if (kind === "token") return token(name);
  if (kind === "pattern") return pattern(name);
  if (kind === "format") return formats[name] ?? text;
  return text;
}
