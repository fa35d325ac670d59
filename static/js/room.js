// Finds room for words in a plot: they cover neither what is drawn of the data,
// nor these lines, nor each other.
export function roomOf(chart, lines) {
  const drawn = [...lines, ...marksOf(chart)];
  const words = [];
  return {
    // take gives the first of these boxes that is free, and keeps it.
    take(boxes) {
      const box = boxes.find((b) => !words.some((w) => meet(w, b, 0)) && !drawn.some((d) => meet(d, b, edge)));
      if (box) words.push(box);
      return box;
    },
  };
}

const edge = 4; // px between words and marks
const meet = (a, b, by) =>
  a.x < b.x + b.width + by && b.x < a.x + a.width + by && a.y < b.y + b.height + by && b.y < a.y + a.height + by;

// marksOf are the boxes of bars, the places of points, and those of lines every
// few px.
function marksOf(chart) {
  const all = [];
  const add = (x, y) => {
    if (Number.isFinite(x) && Number.isFinite(y)) all.push({ x, y, width: 0, height: 0 });
  };
  chart.getModel().eachSeries((series) => {
    if (series.name.startsWith("_")) return;
    const data = series.getData();
    const flat = data.getLayout("points");
    if (flat) {
      for (let i = 0; i < flat.length; i += 2) {
        if (series.subType === "line" && i > 0) between(flat[i - 2], flat[i - 1], flat[i], flat[i + 1], add);
        add(flat[i], flat[i + 1]);
      }
      return;
    }
    for (let i = 0; i < data.count(); i++) {
      const at = data.getItemLayout(i);
      if (Array.isArray(at)) add(at[0], at[1]);
      else if (at?.width) all.push({ x: at.x, y: Math.min(at.y, at.y + at.height), width: at.width, height: Math.abs(at.height) });
    }
  });
  return all;
}

function between(x0, y0, x1, y1, add) {
  const n = Math.ceil(Math.hypot(x1 - x0, y1 - y0) / 4);
  for (let i = 1; i < n; i++) add(x0 + ((x1 - x0) * i) / n, y0 + ((y1 - y0) * i) / n);
}
