// What is wider than the window, cut off, or stands over something else.
const fits = () => {
  scrollTo(0, 0);
  const { name, short, seen, cut, words, things } = boxes;
  const root = document.documentElement;
  const found = [];
  const wide = root.clientWidth;
  if (root.scrollWidth > wide) found.push(`the page is ${root.scrollWidth} px wide, the window ${wide}`);
  const said = new Set();
  const tell = (what) => { if (!said.has(what)) { said.add(what); found.push(what); } };
  const round = (b) => `${Math.round(b.left)},${Math.round(b.top)}–${Math.round(b.right)},${Math.round(b.bottom)}`;

  // What is cut is said in full on hover.
  const squeeze = (text) => text.trim().replace(/\s+/g, " ");
  const inFull = ({ e, text }) => {
    for (let at = e.closest("[title]"); at; at = at.parentElement?.closest("[title]")) if (squeeze(at.title).includes(squeeze(text))) return true;
    return false;
  };

  const texts = words();
  for (const t of texts) {
    if (t.by) {
      const style = getComputedStyle(t.by.at);
      const lines = style.webkitLineClamp !== "none"; // which draws dots at the end of the last one
      const dots = lines || style.textOverflow === "ellipsis";
      if (!(dots && inFull(t) && (lines || !t.by.down))) {
        tell(`cut off${t.by.down ? " at its foot or head" : ""}: ${short(t.text)} in ${name(t.by.at)}${dots ? ", with dots but nowhere in full" : ""}`);
      }
    }
    const { left, right, width } = t.box;
    if (width > 1 && (right > wide + 1 || left < -1)) tell(`beyond the window: ${short(t.text)} at ${round(t.box)} of ${wide}`);
  }
  for (const b of things()) if (b.box.right > wide + 1 || b.box.left < -1) tell(`beyond the window: ${b.text} at ${round(b.box)} of ${wide}`);

  // A word over another one, or over a drawing or control that it does not belong to.
  const over = (a, b) => {
    const both = cut(a.box, b.box);
    return both.width > 1.5 && both.height > Math.max(1.5, 0.28 * Math.min(a.box.height, b.box.height));
  };
  const shown = texts.filter(({ box }) => box.width > 1 && box.height > 1).sort((a, b) => a.box.top - b.box.top);
  for (let i = 0; i < shown.length; i++) {
    const a = shown[i];
    for (let j = i + 1; j < shown.length && shown[j].box.top < a.box.bottom; j++) {
      const b = shown[j];
      if (a.node !== b.node && a.layer === b.layer && over(a, b)) tell(`${short(a.text)} at ${round(a.box)} stands over ${short(b.text)} at ${round(b.box)}`);
    }
  }
  const overlay = (e) => e.closest("[aria-hidden]") && getComputedStyle(e).pointerEvents === "none";
  const drawn = things();
  for (const b of drawn) {
    for (const a of shown) {
      if (a.layer !== b.layer || b.e.contains(a.e) || a.e.contains(b.e) && a.e !== b.e && !over(a, b) || overlay(a.e)) continue;
      if (over(a, b)) tell(`${short(a.text)} at ${round(a.box)} stands over ${b.text} at ${round(b.box)}`);
    }
  }
  drawn.forEach((a, i) => {
    for (const b of drawn.slice(i + 1)) {
      if (a.layer !== b.layer || a.e.contains(b.e) || b.e.contains(a.e) || overlay(a.e) || overlay(b.e)) continue;
      if (over(a, b)) tell(`${a.text} at ${round(a.box)} stands over ${b.text} at ${round(b.box)}`);
    }
  });

  // Neighbours in the flow of the page: tiles, heads, sections, rows.
  const flows = (e) => {
    const s = getComputedStyle(e);
    return /^(static|relative|sticky)$/.test(s.position) && !/inline|none|contents|table-column/.test(s.display) && s.float === "none" && !e.closest("svg");
  };
  for (const parent of document.body.querySelectorAll("*")) {
    if (parent.children.length < 2 || parent.closest("svg, thead, .unseen") || !seen(parent)) continue;
    const list = [...parent.children].filter((e) => flows(e) && seen(e)).map((e) => ({ e, box: e.getBoundingClientRect() })).filter(({ box }) => box.width > 1 && box.height > 1);
    list.forEach((a, i) => {
      for (const b of list.slice(i + 1, i + 4)) {
        const both = cut(a.box, b.box);
        if (both.width > 1.5 && both.height > 1.5) tell(`${name(a.e)} at ${round(a.box)} lies over ${name(b.e)} at ${round(b.box)}`);
      }
    });
  }

  // A bar that stays at the foot of the window leaves the foot of the page free.
  for (const bar of document.querySelectorAll("nav, footer, aside, div")) {
    const b = bar.getBoundingClientRect();
    if (getComputedStyle(bar).position !== "fixed" || b.bottom < innerHeight - 1 || b.height < 8 || !seen(bar)) continue;
    const foot = root.scrollHeight - b.height - scrollY;
    for (const t of shown) if (!t.layer && t.box.bottom > foot + 1 && t.box.right > b.left && t.box.left < b.right) tell(`never seen, ${name(bar)} lies over it: ${short(t.text)}`);
  }
  return found.concat(charted());
};

// charted looks at the names in charts, which are drawn: none cut, none over
// another one or over what is drawn of the data.
const charted = () => {
  const found = [];
  if (typeof echarts !== "object") return found;
  for (const place of document.querySelectorAll(".chart")) {
    const chart = echarts.getInstanceByDom(place);
    if (!chart || !place.checkVisibility() || !place.clientWidth) continue;
    const at = place.dataset.chart;
    const names = [], points = [];
    const model = chart.getModel();
    for (const e of chart.getZr().storage.getDisplayList(true)) {
      if (e.ignore || e.invisible) continue;
      const rect = e.getBoundingRect().clone();
      if (e.transform) rect.applyTransform(e.transform);
      if (e.type === "tspan" && e.style.text?.trim()) names.push({ text: e.style.text, left: rect.x, top: rect.y, right: rect.x + rect.width, bottom: rect.y + rect.height, width: rect.width, height: rect.height });
    }
    // Where points are, and lines every few px; a bar is the line of its end.
    model.eachSeries((series) => {
      if (series.name.startsWith("_")) return;
      const data = series.getData();
      const flat = data.getLayout("points");
      const places = flat ? Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i], flat[2 * i + 1]]) : [];
      for (let i = 0; !flat && i < data.count(); i++) {
        const p = data.getItemLayout(i);
        if (Array.isArray(p)) places.push(p);
        else if (p?.width) for (let x = p.x; x <= p.x + p.width; x += 2) places.push([x, p.y]);
      }
      places.forEach(([x, y], i) => {
        if (series.subType === "line" && i > 0) {
          const [x0, y0] = places[i - 1];
          const n = Math.ceil(Math.hypot(x - x0, y - y0) / 2) || 0;
          for (let k = 1; k < n; k++) points.push([x0 + ((x - x0) * k) / n, y0 + ((y - y0) * k) / n]);
        }
        points.push([x, y]);
      });
    });
    names.forEach((a, i) => {
      if (a.left < -1 || a.right > chart.getWidth() + 1 || a.top < -2 || a.bottom > chart.getHeight() + 2) found.push(`${at}: cut off: ${boxes.short(a.text)} at ${Math.round(a.left)}–${Math.round(a.right)} of ${chart.getWidth()}`);
      for (const b of names.slice(i + 1)) {
        const both = boxes.cut(a, b);
        if (both.width > 1.5 && both.height > 3) found.push(`${at}: ${boxes.short(a.text)} stands over ${boxes.short(b.text)}`);
      }
      const hidden = points.filter(([x, y]) => x > a.left && x < a.right && y > a.top && y < a.bottom).length;
      if (hidden) found.push(`${at}: ${boxes.short(a.text)} lies over ${hidden} points`);
    });
  }
  return found;
};
