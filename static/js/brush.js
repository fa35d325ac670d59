// Dragging over the plot chooses that stretch of time: it becomes from and to
// of the page's address. A finger scrolls instead.
import { go } from "./go.js";

const least = 6; // px; less is a click

export function watchBrush(chart, brush, place) {
  if (!brush) return () => {};
  let from = null;
  let box = null;
  const plot = () => chart.getModel().getComponent("grid").coordinateSystem.getRect();
  const clamp = (x) => Math.min(Math.max(x, plot().x), plot().x + plot().width);
  const x = (event) => event.clientX - place.getBoundingClientRect().left;

  const down = (event) => {
    if (event.button !== 0 || event.pointerType === "touch") return;
    if (!chart.containPixel("grid", [x(event), event.clientY - place.getBoundingClientRect().top])) return;
    from = x(event);
  };
  const move = (event) => {
    if (from === null || (!box && Math.abs(x(event) - from) < least)) return;
    box ??= newBox(place, plot());
    const to = clamp(x(event));
    box.style.left = `${Math.min(clamp(from), to)}px`;
    box.style.width = `${Math.abs(to - clamp(from))}px`;
  };
  const end = () => {
    box?.remove();
    from = box = null;
  };
  const up = (event) => {
    if (from === null) return;
    const ends = [clamp(from), clamp(x(event))].sort((a, b) => a - b);
    const dragged = box !== null;
    end();
    if (!dragged) return;
    place.dataset.brushed = "true"; // the click that follows is none
    setTimeout(() => delete place.dataset.brushed);
    go(address(chart, brush, ends));
  };
  const cancel = (event) => event.key === "Escape" && end();

  place.addEventListener("pointerdown", down);
  window.addEventListener("pointermove", move);
  window.addEventListener("pointerup", up);
  window.addEventListener("keydown", cancel);
  return () => {
    place.removeEventListener("pointerdown", down);
    window.removeEventListener("pointermove", move);
    window.removeEventListener("pointerup", up);
    window.removeEventListener("keydown", cancel);
  };
}

function newBox(place, { y, height }) {
  const box = document.createElement("div");
  box.className = "brush";
  box.style.top = `${y}px`;
  box.style.height = `${height}px`;
  place.append(box);
  return box;
}

function address(chart, brush, ends) {
  const [from, to] = ends.map((x) => chart.convertFromPixel({ xAxisIndex: 0 }, x));
  const url = new URL(brush.url, location.href);
  url.searchParams.delete("last");
  if (brush.edges) {
    const last = brush.edges.length - 2;
    url.searchParams.set("from", brush.edges[Math.max(0, from)]);
    url.searchParams.set("to", brush.edges[Math.min(last, to) + 1]);
  } else {
    url.searchParams.set("from", instant(brush.clock, from));
    url.searchParams.set("to", instant(brush.clock, to));
  }
  return url.pathname + url.search;
}

// instant turns a moment of the plant's clock into one of UTC, to the second.
function instant(clock, ms) {
  const shift = clock?.findLast(({ from }) => from <= ms) ?? clock?.[0];
  return new Date(Math.round((ms - (shift?.by ?? 0)) / 1000) * 1000).toISOString().replace(".000", "");
}
