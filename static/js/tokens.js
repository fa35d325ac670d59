// What an option may name, since JSON carries neither colours of the theme nor
// functions: 'token:NAME', 'pattern:NAME', 'format:NAME ARGUMENT'.
import { formats } from "./formats.js";

// token is a colour of the style sheet, as it is at a place of the page.
export function token(name, place = document.documentElement) {
  return getComputedStyle(place).getPropertyValue(`--${name}`).trim();
}

export function resolve(value, place) {
  if (Array.isArray(value)) {
    // Data are numbers, and many: they are not looked at one by one.
    return typeof value[0]?.[0] === "number" ? value : value.map((one) => resolve(one, place));
  }
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, resolve(v, place)]));
  }
  return typeof value === "string" ? resolveText(value, place) : value;
}

function resolveText(text, place) {
  const found = /^(token|pattern|format):([\w-]+)(?: ([\w-]+))?$/.exec(text);
  if (!found) return text;
  const [, kind, name, argument] = found;
  if (kind === "token") return token(name, place);
  if (kind === "pattern") return pattern(token(name, place));
  return formats[name]?.(argument) ?? text;
}

// pattern is the hatch of doubt: 45°, 1 px lines 4 apart.
function pattern(colour) {
  const side = 4;
  const scale = Math.max(1, Math.round(window.devicePixelRatio));
  const tile = document.createElement("canvas");
  tile.width = tile.height = side * scale;
  const pen = tile.getContext("2d");
  pen.strokeStyle = colour;
  pen.lineWidth = scale * 0.9;
  pen.beginPath();
  for (const shift of [-side, 0, side]) {
    pen.moveTo((shift - 1) * scale, (side + 1) * scale);
    pen.lineTo((shift + side + 1) * scale, -scale);
  }
  pen.stroke();
  // a drawing (SVG) asks for the size of the image by name
  return { image: tile, repeat: "repeat", scaleX: 1 / scale, scaleY: 1 / scale, imageWidth: tile.width, imageHeight: tile.height };
}
