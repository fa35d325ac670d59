// Draws what is made of elements, as a heat map or bars in a table, once more as
// one SVG: every shape and every word where it stands, in its colours.
import { token } from "./tokens.js";

const edge = 12; // px around the picture
const head = 34; // px over it, for its title

export function drawingOf(id) {
  const table = document.getElementById(`${id}-picture`);
  if (table) return draw(table, undefined, document.getElementById(id)?.textContent ?? document.title);
  const box = document.getElementById(`${id}-box`);
  const map = box?.querySelector("[data-heat]");
  if (!map) return undefined;
  const shown = box.dataset.shown;
  box.dataset.shown = "chart"; // what is hidden has no measures
  const drawn = draw(map, box.querySelector(".heat-legend"), map.getAttribute("aria-label"));
  box.dataset.shown = shown;
  return drawn;
}

function draw(map, legend, title) {
  const from = map.getBoundingClientRect();
  const to = (legend ?? map).getBoundingClientRect();
  const width = Math.round(from.width) + 2 * edge;
  const height = Math.round(to.bottom - from.top) + head + 2 * edge;
  const at = (rect) => ({ x: rect.left - from.left + edge, y: rect.top - from.top + edge + head });
  const parts = [
    `<svg xmlns="${namespace()}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Inter, system-ui, sans-serif">`,
    `<defs><pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0V4" stroke="${token("hatch", map)}"/></pattern></defs>`,
    `<rect width="${width}" height="${height}" fill="${token("bg", map)}"/>`,
    `<text x="${edge}" y="22" font-size="13" font-weight="600" fill="${token("ink", map)}">${escaped(title)}</text>`,
  ];
  for (const part of [map, legend]) {
    if (!part) continue;
    for (const cell of part.querySelectorAll("i[class]")) parts.push(square(cell, at));
    parts.push(...shapes(part, at), ...words(part, at));
  }
  parts.push(...named(parts.join("")), "</svg>");
  return { svg: parts.join(""), width, height };
}

function square(cell, at) {
  const rect = cell.getBoundingClientRect();
  const { x, y } = at(rect);
  const place = (top, high) => `x="${round(x)}" y="${round(y + top)}" width="${round(rect.width)}" height="${round(high)}"`;
  const look = cell.classList;
  if (look.contains("n")) return `<rect ${place(0, rect.height)} fill="url(#hatch)"/>`;
  if (look.contains("s")) return `<rect ${place(0.62 * rect.height, 0.38 * rect.height)} fill="${token("long", cell)}"/>`;
  if (look.contains("u")) return `<rect ${place(0, rect.height)} fill="none" stroke="${token("line-strong", cell)}"/>`;
  return `<rect ${place(0, rect.height)} fill="${getComputedStyle(cell).backgroundColor}"/>`;
}

// The picture of a row, with the colours that the style sheet gives it.
function* shapes(part, at) {
  for (const svg of part.querySelectorAll("svg")) {
    const rect = svg.getBoundingClientRect();
    if (svg.parentElement.closest("svg") || !rect.width || !rect.height) continue;
    const { x, y } = at(rect);
    const copy = inked(svg);
    for (const [name, value] of Object.entries({ x: round(x), y: round(y), width: round(rect.width), height: round(rect.height), overflow: "visible" })) copy.setAttribute(name, value);
    yield new XMLSerializer().serializeToString(copy);
  }
}

const inks = ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "font-size", "font-weight", "display"];

function inked(element) {
  const copy = element.cloneNode(true);
  const copies = copy.querySelectorAll("*");
  [...element.querySelectorAll("*")].forEach((from, i) => {
    const style = getComputedStyle(from);
    for (const ink of inks) copies[i].setAttribute(ink, style.getPropertyValue(ink));
  });
  for (const title of copy.querySelectorAll("title")) title.remove();
  return copy;
}

// What shapes are filled with by its name, as a hatch, comes along.
function* named(drawn) {
  const names = new Set([...drawn.matchAll(/url\((?:&quot;|")?#([\w-]+)/g)].map((found) => found[1]));
  names.delete("hatch");
  for (const name of names) {
    const element = document.getElementById(name);
    if (element) yield `<defs>${new XMLSerializer().serializeToString(inked(element))}</defs>`;
  }
}

function* words(part, at) {
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const text = walker.currentNode.data.trim().replace(/\s+/g, " ");
    range.selectNodeContents(walker.currentNode);
    const rect = range.getBoundingClientRect();
    const parent = walker.currentNode.parentElement;
    if (!text || !rect.height || parent.closest("svg, .unseen")) continue;
    const style = getComputedStyle(parent);
    const room = style.overflow === "hidden" ? parent.getBoundingClientRect().width : Infinity;
    const fitting = rect.width > room + 1 ? `${text.slice(0, Math.floor((text.length * room) / rect.width) - 1)}…` : text;
    const { x, y } = at(rect);
    const base = y + rect.height / 2 + 0.36 * parseFloat(style.fontSize);
    yield `<text x="${round(x)}" y="${round(base)}" font-size="${style.fontSize}" font-weight="${style.fontWeight}" fill="${style.color}">${escaped(fitting)}</text>`;
  }
}

// The namespace of SVG, as the icons of the page have it.
const namespace = () => document.querySelector("svg").namespaceURI;

const round = (v) => Math.round(10 * v) / 10;

const escaped = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

// asPNG paints an SVG at twice its size.
export async function asPNG({ svg, width, height }) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = 2 * width;
  canvas.height = 2 * height;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/png");
}
