// Texts that stand out too little from their ground: 4.5 to 1, large ones 3 to 1.
const faint = () => {
  const found = new Set();
  let n = 0;
  for (const { e, text } of boxes.words()) {
    if (e.closest("[disabled], option, [aria-hidden=true]")) continue;
    const s = getComputedStyle(e), under = tints.ground(e);
    const ink = tints.blend(tints.rgba(e.closest("svg") ? s.fill : s.color), under);
    const size = parseFloat(s.fontSize), large = size >= 24 || (size >= 18.66 && s.fontWeight >= 600);
    const is = tints.ratio(ink, under);
    n++;
    if (is < (large ? 3 : 4.5)) found.add(`${is.toFixed(2)} to 1: ${boxes.short(text)} in ${boxes.name(e)}`);
  }
  if (!n) found.add("no text is on the page");
  return [...found];
};
