// Pictures that show nothing of their data. A chart is drawn once more without
// them: what is left of it, axes and names, must differ from what stands on the
// page.
const blank = () => {
  const found = [];
  // A copy is read: the browser complains of canvases that are read again and again.
  const pixels = (canvas) => {
    const copy = Object.assign(document.createElement("canvas"), { width: canvas.width, height: canvas.height });
    const pen = copy.getContext("2d", { willReadFrequently: true });
    pen.drawImage(canvas, 0, 0);
    return pen.getImageData(0, 0, copy.width, copy.height).data;
  };
  const shown = (e) => e.checkVisibility() && e.getClientRects().length > 0;
  for (const place of document.querySelectorAll(".chart")) {
    if (!shown(place)) continue;
    const chart = typeof echarts === "object" && echarts.getInstanceByDom(place);
    const canvas = place.querySelector("canvas");
    const at = place.dataset.chart;
    if (!chart || !canvas) {
      found.push(`${at}: nothing is drawn`);
      continue;
    }
    const ghost = document.createElement("div");
    ghost.style.cssText = `position:absolute;left:-9999px;width:${chart.getWidth()}px;height:${chart.getHeight()}px`;
    document.body.append(ghost);
    const without = echarts.init(ghost, null, { renderer: "canvas" });
    const option = chart.getOption();
    option.animation = false;
    option.series = option.series.map((s) => (s.name?.startsWith("_ground") ? s : { ...s, data: [] }));
    without.setOption(option);
    without.getZr().flush();
    const [a, b] = [pixels(canvas), pixels(ghost.querySelector("canvas"))];
    let differ = 0;
    for (let i = 0; i < a.length; i += 4) if (Math.abs(a[i] - b[i]) + Math.abs(a[i + 1] - b[i + 1]) + Math.abs(a[i + 2] - b[i + 2]) + Math.abs(a[i + 3] - b[i + 3]) > 48) differ++;
    without.dispose();
    ghost.remove();
    if (differ < 12) found.push(`${at}: its data leave ${differ} pixels`);
  }
  // Pictures made of elements.
  for (const [picture, mark] of [["[data-heat]", ".heat-cells i[class]"], ["[data-timeline]", ".part .look"], ["table.pareto", ".bar rect"]]) {
    for (const e of document.querySelectorAll(picture)) {
      const marks = [...e.querySelectorAll(mark)].map((m) => m.getBoundingClientRect());
      if (shown(e) && !marks.some((m) => m.width >= 0.5 && m.height >= 0.5)) found.push(`${picture}: nothing is drawn`);
    }
  }
  return found;
};
