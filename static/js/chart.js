// Draws the charts of a page. What is to be drawn comes as JSON beside the
// chart's place (charts.Picture). Nothing of it outlives the part of the page
// that it stands in.
import { watchBrush } from "./brush.js";
import { watchClicks } from "./drill.js";
import { placeMarks } from "./marks.js";
import { resolve } from "./tokens.js";

const drawn = new Map(); // element → { chart, picture, text, stop }

const resized = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const it = drawn.get(target);
    if (!it || !target.clientWidth) continue;
    it.chart.resize();
    placeMarks(it.chart, it.picture, target);
  }
});

// drawCharts draws what is new or has changed, and drops what is gone.
export function drawCharts(root) {
  for (const place of drawn.keys()) {
    if (!place.isConnected) forget(place);
  }
  for (const place of root.querySelectorAll("[data-chart]")) {
    const text = document.getElementById(place.dataset.chart)?.textContent;
    const known = drawn.get(place);
    if (!text || (known?.text === text && place.contains(known.chart.getZr().dom.firstChild))) continue;
    if (known && place.contains(known.chart.getZr().dom.firstChild)) renew(known, place, text);
    else {
      forget(place);
      start(place, text);
    }
  }
}

function start(place, text) {
  const picture = JSON.parse(text);
  const chart = window.echarts.init(place, null, { renderer: "canvas" });
  const stops = [watchClicks(chart, picture, place), watchBrush(chart, picture.brush, place)];
  drawn.set(place, { chart, picture, text, stop: () => stops.forEach((stop) => stop()) });
  draw(chart, picture, place);
  // Names are placed by their width, which is that of another font until ours is here.
  if (document.fonts.status !== "loaded") document.fonts.ready.then(() => place.isConnected && drawn.has(place) && placeMarks(chart, picture, place));
  resized.observe(place);
}

// renew gives a chart that stands what is new; where the reader has zoomed to
// stays. Those who watch it hold its picture, so that this one is changed.
function renew(known, place, text) {
  const picture = JSON.parse(text);
  for (const name of Object.keys(known.picture)) delete known.picture[name];
  Object.assign(known.picture, picture);
  known.text = text;
  const option = resolve(picture.option, place);
  delete option.dataZoom;
  known.chart.setOption(option, { replaceMerge: ["series", "xAxis", "yAxis"] });
  placeMarks(known.chart, picture, place);
}

function draw(chart, picture, place) {
  chart.setOption(resolve(picture.option, place), { notMerge: true });
  placeMarks(chart, picture, place);
}

function forget(place) {
  const it = drawn.get(place);
  if (!it) return;
  resized.unobserve(place);
  it.stop();
  it.chart.dispose();
  drawn.delete(place);
}

// redrawCharts takes the colours of the theme that holds now.
export function redrawCharts() {
  for (const [place, { chart, picture }] of drawn) draw(chart, picture, place);
}

// drawnAt is the chart at a place of the page, with what it was drawn from.
export const drawnAt = (place) => drawn.get(place);

// pictureOf is what a chart was drawn from.
export function pictureOf(id) {
  for (const [place, { picture }] of drawn) {
    if (place.dataset.chart === id) return { place, picture };
  }
  return null;
}
