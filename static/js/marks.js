// Places the names of a chart where they touch neither each other nor the edge:
// names at the lines' ends keep 13 px apart, a second event's name goes to the
// left of its line or a row lower.
import { roomOf } from "./room.js";
import { resolve } from "./tokens.js";

const apart = 13;
const row = 18;
const font = (weight, size) => `${weight} ${size}px Inter, system-ui, sans-serif`;
const pen = document.createElement("canvas").getContext("2d");

export function placeMarks(chart, marks, place) {
  if (!marks) return;
  const plot = chart.getModel().getComponent("grid").coordinateSystem.getRect();
  const right = chart.getWidth();
  const room = roomOf(chart);
  const elements = [
    ...caption(marks, plot, room),
    ...ends(chart, marks.ends ?? [], plot),
    ...events(chart, marks.events ?? [], plot, right),
    ...stretches(chart, marks.stretches ?? [], plot, room),
  ];
  chart.setOption({ graphic: { elements: resolve(elements, place) } }, { replaceMerge: ["graphic"] });
}

const text = (x, y, words, more = {}) => ({
  type: "text", silent: true, z: 20, x, y,
  // the ground around the letters keeps them readable over lines and points
  style: { text: words, fill: "token:ink-2", font: font(400, 11), stroke: "token:bg", lineWidth: 3, ...more },
});

// The note stands in the corner of the plot that is free, or over the plot.
function caption({ unit, note }, plot, room) {
  const all = [];
  if (unit) all.push(text(plot.x - 6, plot.y - 18, unit, { align: "right" }));
  if (!note) return all;
  pen.font = font(400, 11);
  const lines = wrapped(note, plot.width - 12);
  const width = Math.max(...lines.map((line) => pen.measureText(line).width));
  const height = 14 * lines.length;
  const [left, right] = [plot.x + 6, plot.x + plot.width - width - 6];
  const [top, bottom] = [plot.y + 5, plot.y + plot.height - height - 5];
  const corners = [[left, bottom], [right, bottom], [left, top], [right, top], [left, plot.y - 2 - height]];
  const { x, y } = room.take(corners.map(([x, y]) => ({ x, y, width, height }))) ?? { x: left, y: bottom };
  return [...all, ...lines.map((line, i) => text(x, y + 14 * i, line))];
}

// wrapped breaks words at their dots where they are wider than the plot.
function wrapped(words, width) {
  pen.font = font(400, 11);
  return pen.measureText(words).width <= width ? [words] : words.split(" · ");
}

// Names of stretches stand inside the plot, at its top, where no point is, or
// over it; one that finds no room is left to the table.
function stretches(chart, list, plot, room) {
  pen.font = font(400, 11);
  return list.flatMap((one) => {
    const from = Math.max(chart.convertToPixel({ xAxisIndex: 0 }, one.at), plot.x);
    const width = pen.measureText(one.name).width;
    if (from + width + 10 > plot.x + plot.width) return [];
    const at = room.take([4, 18, -15].map((y) => ({ x: from + 3, y: plot.y + y, width, height: 12 })));
    return at ? [text(at.x, at.y, one.name)] : [];
  });
}

// spread moves places apart, in their order, and keeps them inside.
export function spread(places, least, top, bottom) {
  const order = places.map((y, i) => i).sort((a, b) => places[a] - places[b]);
  const out = [...places];
  let floor = top;
  for (const i of order) {
    out[i] = Math.max(out[i], floor);
    floor = out[i] + least;
  }
  let ceiling = bottom;
  for (const i of order.reverse()) {
    out[i] = Math.min(out[i], ceiling);
    ceiling = out[i] - least;
  }
  return out;
}

function ends(chart, names, plot) {
  const height = (end) =>
    end.row
      ? chart.convertToPixel({ yAxisIndex: 1 }, end.row - 1)
      : chart.convertToPixel({ yAxisIndex: 0 }, end.value);
  const wanted = names.map(height);
  const placed = spread(wanted, apart, 6, plot.y + plot.height);
  return names.map((end, i) =>
    text(plot.x + plot.width + 6, placed[i], end.text, {
      fill: end.colour,
      font: font(end.strong ? 600 : 400, end.strong ? 11.5 : 11),
      verticalAlign: "middle",
    }),
  );
}

function events(chart, list, plot, right) {
  const taken = []; // { row, from, to }
  return list
    .map((event) => ({ ...event, x: at(chart, event, plot) }))
    .filter(({ x }) => x >= plot.x - 1 && x <= plot.x + plot.width + 1)
    .sort((a, b) => a.x - b.x)
    .flatMap((event) => draw(event, seat(event, taken, right), plot));
}

function at(chart, event, plot) {
  if (event.share !== undefined) return plot.x + event.share * plot.width;
  return chart.convertToPixel({ xAxisIndex: 0 }, event.at);
}

// seat finds where a name fits: right of its line, left of it, a row lower.
function seat({ x, name }, taken, right) {
  pen.font = font(600, 11);
  const width = pen.measureText(name).width + 8;
  for (let level = 0; level < 4; level++) {
    for (const side of [1, -1]) {
      const from = side > 0 ? x : x - width;
      const to = from + width;
      const free = taken.every((t) => t.row !== level || to < t.from || from > t.to);
      if (from < 0 || to > right || !free) continue;
      taken.push({ row: level, from: from - 8, to: to + 8 });
      return { level, side };
    }
  }
  return { level: 0, side: 1, hidden: true };
}

function draw({ x, name, colour = "token:ink" }, { level, side, hidden }, plot) {
  const top = 6 + level * row;
  const line = Math.min(plot.y, top + 4);
  const all = [
    { type: "line", silent: true, z: 15, shape: { x1: x, y1: line, x2: x, y2: plot.y + plot.height }, style: { stroke: colour, lineWidth: 1 } },
    { type: "polygon", silent: true, z: 16, shape: { points: [[x - 4, top - 4], [x + 4, top - 4], [x, top + 3]] }, style: { fill: colour } },
  ];
  if (!hidden) {
    all.push(text(x + side * 8, top, name, {
      fill: "token:ink", font: font(600, 11), align: side > 0 ? "left" : "right", verticalAlign: "middle",
    }));
  }
  return all;
}
