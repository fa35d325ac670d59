// Links the cursors of a page: the stretch of time under the pointer on one
// picture over time shows on all others, where they have it. Times are ms on the
// plant's clock. A chart of steps shows its own cursor, with its figures; points
// over time and the rows of a timeline get a mark.
import { drawnAt } from "./chart.js";

const places = "[data-chart], [data-clock]";
let shown = false;

export function watchCursors() {
  document.addEventListener("pointermove", ({ target, clientX }) => {
    const place = target.closest?.(places);
    const stretch = place && axisOf(place)?.at(clientX - place.getBoundingClientRect().left);
    if (stretch) show(place, stretch);
    else hide();
  });
  document.documentElement.addEventListener("pointerleave", hide);
}

function show(from, stretch) {
  shown = true;
  for (const place of document.querySelectorAll(places)) {
    if (place === from) delete place.dataset.cursor; // its own is there already
    else axisOf(place)?.show(stretch);
  }
}

function hide() {
  if (!shown) return;
  shown = false;
  for (const place of document.querySelectorAll(places)) axisOf(place)?.hide();
}

// axisOf gives at(x), the stretch of time under a pixel, if there is one;
// show(stretch) and hide(); nothing for a picture that is not over time.
function axisOf(place) {
  if (place.dataset.clock) return laneAxis(place);
  const it = drawnAt(place);
  if (!it || !place.clientWidth) return null;
  if (it.picture.moments) return stepAxis(it.chart, it.picture.moments);
  return it.picture.option.xAxis?.[0].type === "time" ? timeAxis(it.chart, place) : null;
}

const plotOf = (chart) => chart.getModel().getComponent("grid").coordinateSystem.getRect();
const within = ({ x, width }, at) => at >= x && at <= x + width;
const value = (chart, x) => chart.convertFromPixel({ xAxisIndex: 0 }, x);
const pixel = (chart, at) => chart.convertToPixel({ xAxisIndex: 0 }, at);

function stepAxis(chart, moments) {
  const plot = plotOf(chart);
  return {
    at(x) {
      const step = value(chart, x);
      return within(plot, x) && moments[step + 1] ? [moments[step], moments[step + 1]] : null;
    },
    show([from]) {
      const step = moments.findLastIndex((moment) => moment <= from);
      if (step < 0 || step > moments.length - 2) this.hide();
      else chart.dispatchAction({ type: "showTip", x: pixel(chart, step), y: plot.y + plot.height / 2 });
    },
    hide() {
      chart.dispatchAction({ type: "hideTip" });
      chart.dispatchAction({ type: "updateAxisPointer", currTrigger: "leave" });
    },
  };
}

function timeAxis(chart, place) {
  const plot = plotOf(chart);
  return {
    at(x) {
      const moment = value(chart, x);
      return within(plot, x) ? [moment, moment] : null;
    },
    show: (stretch) => mark(place, stretch.map((moment) => pixel(chart, moment)), plot),
    hide: () => unmark(place),
  };
}

// laneAxis is a row of pieces, each from a share of its width and a moment to
// others: the clock may jump between them.
function laneAxis(place) {
  const pieces = JSON.parse(place.dataset.clock);
  const width = place.clientWidth;
  return {
    at(x) {
      const share = x / width;
      const [left, from, right, to] = pieces.findLast(([left]) => left <= share) ?? pieces[0];
      const moment = from + ((share - left) / (right - left)) * (to - from);
      return [moment, moment];
    },
    show(stretch) {
      const shares = stretch.map((moment) => {
        const [left, from, right, to] = pieces.findLast(([, from]) => from <= moment) ?? pieces[0];
        return left + ((moment - from) / (to - from)) * (right - left);
      });
      mark(place, shares.map((share) => share * width), { x: 0, y: 0, width, height: place.clientHeight });
    },
    hide: () => unmark(place),
  };
}

// mark draws a line, or a stretch as far as it lies in the plot, and nothing of
// one that only touches it.
function mark(place, [from, to], plot) {
  const left = Math.max(from, plot.x);
  const right = Math.min(to, plot.x + plot.width);
  if (from === to ? right < left : right - left < 0.5) {
    unmark(place);
    return;
  }
  const lengths = { left, top: plot.y, width: Math.max(1, right - left), height: plot.height };
  for (const [name, length] of Object.entries(lengths)) place.style.setProperty(`--cursor-${name}`, `${length}px`);
  place.dataset.cursor = from === to ? "moment" : "stretch";
}

function unmark(place) {
  delete place.dataset.cursor;
}
