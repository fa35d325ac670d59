// A click on a chart opens what is behind it: the address of the step under the
// pointer, or that of the point.
import { go } from "./go.js";

export function watchClicks(chart, { links, point }, place) {
  if (!links && !point) return () => {};
  const canvas = chart.getZr();
  const step = ({ offsetX, offsetY }) =>
    links && chart.containPixel("grid", [offsetX, offsetY])
      ? links[chart.convertFromPixel({ xAxisIndex: 0 }, offsetX)]
      : undefined;
  if (links) {
    canvas.on("mousemove", (event) => canvas.setCursorStyle(step(event) ? "pointer" : "default"));
    canvas.on("click", (event) => {
      if (!place.dataset.brushed) go(step(event));
    });
  }
  if (point) {
    chart.on("click", ({ value }) => {
      const key = Array.isArray(value) ? value[point.dim] : undefined;
      if (key !== undefined && !place.dataset.brushed) go(point.base + encodeURIComponent(key));
    });
  }
  return () => {};
}
