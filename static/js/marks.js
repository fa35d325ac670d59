// Places the names of a chart where they touch neither each other nor the edge:
// names at the lines' ends keep 13 px apart, a second event's name goes to the
// left of its line or a row lower.
import { roomOf } from "./room.js";
import { resolve } from "./tokens.js";

const apart = 13;
const row = 18;
const font = (weight, size) => `${weight} ${size}px Inter, system-ui, sans-serif`;
const high = 14; // px of a line of a note
const pen = document.createElement("canvas").getContext("2d");

const given = new WeakSet(); // charts whose plot gives way to their note

export function placeMarks(chart, picture, place) {
  const { marks } = picture;
  if (!marks) return;
  if (given.delete(chart)) giveWay(chart, picture, 0);
  const seats = seated(chart, marks.events ?? [], plotOf(chart));
  const roomNow = () => roomOf(chart, [...linesOf(chart, picture), ...seats.flatMap(boxesOf)]);
  let room = roomNow();
  let note = corner(marks.note, plotOf(chart), room);
  if (marks.note && !note) {
    note = foot(chart, picture);
    room = roomNow();
  }
  const plot = plotOf(chart);
  const elements = [
    ...(marks.unit ? [text(plot.x - 6, plot.y - 18, marks.unit, { align: "right" })] : []),
    ...(note ? note.lines.map((line, i) => text(note.x, note.y + high * i, line)) : []),
    ...ends(chart, marks.ends ?? [], plot),
    ...seats.flatMap((event) => draw(event, plot)),
    ...stretches(chart, marks.stretches ?? [], plot, room),
  ];
  chart.setOption({ graphic: { elements: resolve(elements, place) } }, { replaceMerge: ["graphic"] });
}

const plotOf = (chart) => chart.getModel().getComponent("grid").coordinateSystem.getRect();

// linesOf are the limits across the plot.
function linesOf(chart, { option }) {
  const { x, width } = plotOf(chart);
  const limits = [option.series].flat().flatMap(({ markLine }) => markLine?.data ?? []);
  return limits.map((line) => ({ x, y: chart.convertToPixel({ yAxisIndex: 0 }, line.yAxis ?? line[0].coord[1]), width, height: 0 }));
}

const text = (x, y, words, more = {}) => ({
  type: "text", silent: true, z: 20, x, y,
  // the ground around the letters keeps them readable over lines and points
  style: { text: words, fill: "token:ink-2", font: font(400, 11), stroke: "token:bg", lineWidth: 3, ...more },
});

// The note stands in the corner of the plot that is free, or over the plot.
function corner(words, plot, room) {
  if (!words) return null;
  const lines = wrapped(words, plot.width - 12);
  const width = Math.max(...lines.map((line) => pen.measureText(line).width));
  const height = high * lines.length;
  const [left, right] = [plot.x + 6, plot.x + plot.width - width - 6];
  const [top, bottom] = [plot.y + 5, plot.y + plot.height - height - 5];
  const corners = [[left, bottom], [right, bottom], [left, top], [right, top], [left, plot.y - 6 - height]].filter(([, y]) => y >= 0);
  const at = room.take(corners.map(([x, y]) => ({ x, y, width, height })));
  return at && { ...at, lines };
}

// foot is the place of a note that would lie over points: under the axis.
function foot(chart, picture) {
  const { x } = plotOf(chart);
  const lines = wrapped(picture.marks.note, chart.getWidth() - x);
  const height = high * lines.length;
  giveWay(chart, picture, height);
  given.add(chart);
  return { x, y: chart.getHeight() - height, lines };
}

// giveWay leaves so many px under the axis free.
function giveWay(chart, { option }, px) {
  const [plot, ...strips] = [option.grid].flat();
  chart.setOption({ grid: [{ bottom: Number(plot.bottom) + px }, ...strips.map(() => ({}))] });
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
    const at = room.take([4, 18, -17].map((y) => ({ x: from + 3, y: plot.y + y, width, height: 12 })));
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

// seated are events in the plot, each with a place for its name.
function seated(chart, list, plot) {
  const taken = []; // { row, from, to }
  return list
    .map((event) => ({ ...event, x: at(chart, event, plot) }))
    .filter(({ x }) => x >= plot.x - 1 && x <= plot.x + plot.width + 1)
    .sort((a, b) => a.x - b.x)
    .map((event) => ({ ...event, ...seat(event, taken, chart.getWidth()) }));
}

// boxesOf are the line of an event, to the foot of the plot, and its name.
function boxesOf({ x, level, side, width, hidden }) {
  const line = { x, y: 0, width: 0, height: 1e4 };
  return hidden ? [line] : [line, { x: side > 0 ? x : x - width, y: 1 + level * row, width, height: 11 }];
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
      return { level, side, width };
    }
  }
  return { level: 0, side: 1, hidden: true };
}

function draw({ x, name, colour = "token:ink", level, side, hidden }, plot) {
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
