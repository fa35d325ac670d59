// Wires the page up, once now and again for every part that htmx swaps in.
import { drawCharts, redrawCharts } from "./chart.js";
import { watchKeys } from "./keys.js";
import { watchMenus } from "./menu.js";
import { watchTheme } from "./theme.js";

watchKeys();
watchMenus();
watchTheme(redrawCharts);
drawCharts(document);
document.addEventListener("htmx:afterSettle", (event) => drawCharts(event.target));
