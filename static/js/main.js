// Wires the page up, once now and again for every part that htmx swaps in.
import { watchBar } from "./bar.js";
import { drawCharts, redrawCharts } from "./chart.js";
import { watchCursors } from "./cursor.js";
import { watchHeat } from "./heat.js";
import { showOpeners, watchKeys } from "./keys.js";
import { watchLive } from "./live.js";
import { watchMenus } from "./menu.js";
import { watchChoices } from "./remember.js";
import { watchSaves } from "./save.js";
import { watchTimelines } from "./timeline.js";
import { watchViews } from "./views.js";
import { watchWhatIf } from "./whatif.js";

watchKeys();
watchCursors();
watchHeat();
watchMenus();
watchChoices(redrawCharts);
watchSaves();
watchTimelines();
watchViews();
drawCharts(document);
watchBar();
const settled = () => {
  watchBar();
  showOpeners(document);
  drawCharts(document);
};
document.addEventListener("htmx:afterSettle", settled);
watchWhatIf(settled);
watchLive(settled);
