// What other measures stand on: where words, controls and drawings are, as far
// as they can be seen.
const boxes = (() => {
  const unseen = ".unseen, .skip, noscript, script, style, template";
  const name = (e) => {
    const kind = e.getAttribute?.("class");
    return e.localName + (e.id ? "#" + e.id : "") + (kind ? "." + kind.trim().split(/\s+/).join(".") : "");
  };
  const short = (text) => "“" + text.trim().replace(/\s+/g, " ").slice(0, 40) + "”";
  // What is there for screen readers alone is clipped to nothing.
  const hidden = (e) => e && e !== document.body && (getComputedStyle(e).clipPath === "inset(50%)" || hidden(e.parentElement));
  const seen = (e) => !e.closest(unseen) && e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !hidden(e);
  const cut = (a, b) => {
    const left = Math.max(a.left, b.left), top = Math.max(a.top, b.top);
    const right = Math.min(a.right, b.right), bottom = Math.min(a.bottom, b.bottom);
    return { left, top, right, bottom, width: Math.max(0, right - left), height: Math.max(0, bottom - top) };
  };
  const plain = ({ left, top, right, bottom }) => ({ left, top, right, bottom, width: right - left, height: bottom - top });

  // inside is the padding box of an element that hides or scrolls what is beyond.
  const inside = (e) => {
    const b = e.getBoundingClientRect(), s = getComputedStyle(e);
    return plain({
      left: b.left + parseFloat(s.borderLeftWidth), top: b.top + parseFloat(s.borderTopWidth),
      right: b.right - parseFloat(s.borderRightWidth), bottom: b.bottom - parseFloat(s.borderBottomWidth),
    });
  };

  // window of an element: what its ancestors leave of a box, and which of them
  // cut it; those that scroll leave a way to the rest.
  const window_ = (e, box) => {
    let left = plain(box), by = null;
    const fixed = (x) => getComputedStyle(x).position === "fixed";
    for (let at = e; at && at !== document.documentElement && at !== document.body; at = at.parentElement) {
      const { overflowX, overflowY, display } = getComputedStyle(at);
      if (display !== "inline" && display !== "contents" && (overflowX !== "visible" || overflowY !== "visible") && !(at === e && at.localName === "svg")) {
        const edge = inside(at);
        if (overflowX === "visible") { edge.left = -1e6; edge.right = 1e6; }
        if (overflowY === "visible") { edge.top = -1e6; edge.bottom = 1e6; }
        const after = cut(left, edge);
        const hides = /hidden|clip/;
        const across = hides.test(overflowX) && left.width - after.width > 1;
        const down = hides.test(overflowY) && left.height - after.height > 1 + 0.2 * box.height;
        if ((across || down) && !by) by = { at, across, down };
        left = after;
      }
      if (fixed(at)) break;
    }
    return { left, by };
  };

  // layer is what lies over the page by design: a bar, an open menu, a tip.
  const layer = (e) => {
    for (let at = e; at && at !== document.body; at = at.parentElement) {
      const s = getComputedStyle(at);
      const opaque = s.backgroundColor !== "rgba(0, 0, 0, 0)" && s.backgroundColor !== "transparent";
      if (s.position === "fixed" || (s.position === "absolute" && opaque) || at.localName === "dialog") return at;
    }
    return null;
  };

  // words are all lines of all texts.
  const words = () => {
    const all = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const known = new Map();
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const e = node.parentElement;
      if (!node.data.trim() || !e) continue;
      if (!known.has(e)) known.set(e, seen(e));
      if (!known.get(e)) continue;
      let rects;
      if (e.closest("svg")) rects = [e.getBoundingClientRect()];
      else {
        const range = document.createRange();
        range.selectNodeContents(node);
        rects = [...range.getClientRects()];
      }
      for (const rect of rects) {
        if (rect.width < 1 || rect.height < 1) continue;
        const { left, by } = window_(e, rect);
        all.push({ e, node, text: node.data, whole: plain(rect), box: left, by, layer: layer(e) });
      }
    }
    return all;
  };

  const controls = "input:not([type=hidden]), select, textarea, button, summary, a.button, a.chip, svg, canvas, img, kbd";
  // things are controls and drawings: boxes that no foreign word may touch.
  const things = () => [...document.body.querySelectorAll(controls)]
    .filter((e) => seen(e) && !e.parentElement.closest("svg") && e.getClientRects().length)
    .map((e) => ({ e, text: name(e), box: window_(e, e.getBoundingClientRect()).left, layer: layer(e) }))
    .filter(({ box }) => box.width > 1 && box.height > 1);

  return { name, short, seen, cut, plain, words, things, layer, left: (e, box) => window_(e, box).left };
})();
