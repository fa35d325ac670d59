// What the tab key should reach, and how the focus looks where it is.
const stops = () => {
  const { name, short, seen } = boxes;
  const can = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
  const label = (e) => name(e).slice(0, 60) + " " + short(e.getAttribute("aria-label") || e.textContent || e.name || "");
  const list = [...document.querySelectorAll(can)].filter((e) =>
    e.tabIndex >= 0 && !e.disabled && !(e.type === "radio" && !e.checked) && e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length && !e.closest("[inert]"));
  window.stops = list;
  return list.map(label);
};

// focused is where the focus is: its number in the list, or -1; and what is
// wrong with how it looks.
const focused = () => {
  const { name, layer } = boxes;
  const e = document.activeElement;
  const at = window.stops.indexOf(e);
  if (at < 0) return { At: at, What: e ? name(e) : "", Wrong: [] };
  const wrong = [];
  const b = e.getBoundingClientRect();
  if (!rings(e).some((r) => r.seen)) wrong.push("the focus does not show: " + (rings(e).map((r) => r.why).join("; ") || "no outline"));
  if (b.bottom < 1 || b.top > innerHeight - 1) wrong.push(`out of the window, at ${Math.round(b.top)}–${Math.round(b.bottom)} of ${innerHeight}`);
  else if (over(e)) wrong.push("hidden behind " + name(over(e)));
  return { At: at, What: "", Wrong: wrong, Left: b.left + scrollX, Top: b.top + scrollY, Right: b.right + scrollX, Bottom: b.bottom + scrollY, Layer: layer(e) ? name(layer(e)) : "" };
};

// over is what lies over the middle of an element and is in another layer, or
// stays where it is while the element scrolls, as the head of a table; or null.
const over = (e) => {
  const { layer } = boxes;
  const b = e.getBoundingClientRect();
  if (b.height >= innerHeight || e.closest("svg")) return null;
  const x = (Math.max(b.left, 0) + Math.min(b.right, innerWidth)) / 2, y = (Math.max(b.top, 0) + Math.min(b.bottom, innerHeight)) / 2;
  const top = document.elementFromPoint(x, y);
  if (!top || e.contains(top) || top.contains(e)) return null;
  const stays = (at) => at && at !== document.body && ((getComputedStyle(at).position === "sticky" && !at.contains(e)) || stays(at.parentElement));
  return layer(top) !== layer(e) || stays(top) ? top : null;
};

// behind names what is hidden where the focus comes to it from below.
const behind = () => {
  const { name, short } = boxes;
  const scrolls = (e) => e && (e.scrollHeight > e.clientHeight && /auto|scroll/.test(getComputedStyle(e).overflowY) ? [e] : []).concat(scrolls(e.parentElement) ?? []);
  const found = [];
  for (const e of window.stops) {
    const boxes = scrolls(e.parentElement);
    for (const box of boxes) box.scrollTop = box.scrollHeight;
    scrollTo(0, document.documentElement.scrollHeight);
    e.focus();
    if (document.activeElement === e && over(e)) found.push(`${name(e)} ${short(e.textContent)}: from below, hidden behind ${name(over(e))}`);
    for (const box of boxes) box.scrollTop = 0;
  }
  scrollTo(0, 0);
  document.activeElement.blur();
  return found;
};

// rings are the outlines of an element, or of what stands for it: its pseudo
// elements, or the part of a drawing that changes with the focus.
const rings = (e) => {
  // An outline lies on what is around its element, or, drawn inwards, on it.
  const ring = (of, pseudo, box, within) => {
    const s = getComputedStyle(of, pseudo);
    const width = parseFloat(s.outlineWidth), offset = parseFloat(s.outlineOffset);
    if (s.outlineStyle === "none" || width < 0.5) return null;
    if (width < 2) return { why: `an outline of ${width} px` };
    const ground = tints.ground(offset < 0 ? of : of.parentElement);
    const ratio = tints.ratio(tints.blend(tints.rgba(s.outlineColor), ground), ground);
    if (ratio < 3) return { why: `an outline of ${ratio.toFixed(2)} to 1` };
    const grow = offset + width;
    const around = boxes.plain({ left: box.left - grow, top: box.top - grow, right: box.right + grow, bottom: box.bottom + grow });
    const left = boxes.left(within, around);
    const lost = [left.left - around.left, left.top - around.top, around.right - left.right, around.bottom - left.bottom].filter((n) => n > width - 0.5).length;
    if (lost > 1 || left.width < 2 || left.height < 2) return { why: `an outline that is cut off at ${lost} sides` };
    return { seen: true };
  };
  const list = [ring(e, null, e.getBoundingClientRect(), e.parentElement)];
  for (const pseudo of ["::before", "::after"]) {
    const s = getComputedStyle(e, pseudo);
    if (s.content === "none") continue;
    const row = s.position === "absolute" ? containing(e) : e;
    list.push(ring(e, pseudo, row.getBoundingClientRect(), row));
  }
  for (const part of e.querySelectorAll("rect, span, b")) {
    list.push(ring(part, null, part.getBoundingClientRect(), part.parentElement));
    const s = getComputedStyle(part);
    if (e.closest("svg") && s.stroke !== "none" && parseFloat(s.strokeWidth) >= 1.5) list.push({ seen: tints.ratio(tints.rgba(s.stroke), tints.ground(e)) >= 3, why: "a faint line" });
  }
  return list.filter(Boolean);
};

const containing = (e) => {
  let at = e;
  while (at && at !== document.body && getComputedStyle(at).position === "static") at = at.parentElement;
  return at;
};
