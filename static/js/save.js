// Takes a chart along: as PNG or SVG with its title on the ground of the page,
// or as the CSV of its table.
import { pictureOf } from "./chart.js";
import { asPNG, drawingOf } from "./drawing.js";
import { placeMarks } from "./marks.js";
import { resolve, token } from "./tokens.js";

const head = 34; // px over the picture, for its title

export function watchSaves() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-save]");
    if (!button) return;
    button.closest("details")?.removeAttribute("open");
    const id = button.dataset.of;
    if (button.dataset.save === "csv") save(table(id), "text/csv;charset=utf-8", `${name(id)}.csv`);
    else drawing(id, button.dataset.save);
  });
}

function drawing(id, kind) {
  const found = pictureOf(id);
  if (!found) {
    elements(id, kind);
    return;
  }
  const { place, picture } = found;
  const canvas = document.createElement("div");
  const width = place.clientWidth || 776;
  const height = (place.clientHeight || 224) + head;
  const chart = window.echarts.init(canvas, null, { renderer: kind === "svg" ? "svg" : "canvas", width, height, devicePixelRatio: 2 });
  chart.setOption(titled(resolve(picture.option, place), picture.name, place));
  placeMarks(chart, picture, place);
  if (kind === "svg") save(chart.renderToSVGString(), "image/svg+xml", `${name(id)}.svg`);
  else offer(chart.getDataURL({ type: "png", pixelRatio: 2, backgroundColor: token("bg", place) }), `${name(id)}.png`);
  chart.dispose();
}

async function elements(id, kind) {
  const drawn = drawingOf(id);
  if (!drawn) return;
  if (kind === "svg") save(drawn.svg, "image/svg+xml", `${name(id)}.svg`);
  else offer(await asPNG(drawn), `${name(id)}.png`);
}

function titled(option, title, place) {
  const lower = (grid) => ({ ...grid, top: Number(grid.top ?? 24) + head });
  option.grid = Array.isArray(option.grid) ? option.grid.map(lower) : lower(option.grid ?? {});
  option.backgroundColor = token("bg", place);
  option.title = {
    text: title || document.title,
    left: 8, top: 6,
    textStyle: { color: token("ink", place), fontSize: 13, fontWeight: 600, fontFamily: "Inter, system-ui, sans-serif" },
  };
  return option;
}

const name = (id) => `sprue-${(pictureOf(id)?.picture.name ?? id).toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "")}`;

function table(id) {
  const rows = document.querySelectorAll(`#${CSS.escape(id)}-table tr`);
  return [...rows].map((row) => [...row.cells].map((cell) => quoted(cell)).join(",")).join("\r\n") + "\r\n";
}

// quoted gives numbers as programs read them, and text that a table
// calculation would take for a formula behind an apostrophe.
export function quoted(cell) {
  const text = cell.innerText.trim().replace(/\s+/g, " ");
  if (cell.classList.contains("num")) {
    const number = text.replace("−", "-").replaceAll(",", "");
    if (/^-?[0-9.]+$/.test(number)) return number;
    if (text === "–") return "";
  }
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function save(text, type, file) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  offer(url, file);
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

function offer(url, file) {
  const link = document.createElement("a");
  link.href = url;
  link.download = file;
  link.click();
}
