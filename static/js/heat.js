// A heat map is there without script, a row a link. Under the pointer, and by
// the arrow keys, this names the figure of a cell and makes the row lead to
// that day alone; the names of thin rows come up too.
import { go } from "./go.js";

export function watchHeat() {
  const tip = makeTip();
  document.addEventListener("pointermove", (event) => {
    const cell = event.target.closest?.(".heat-cells i");
    const row = event.target.closest?.("a.heat-row");
    if (row) show(tip, row, cell ? place(cell) : -1, event);
    else leave(tip);
  });
  document.addEventListener("scroll", () => leave(tip), true);
  document.addEventListener("focusin", ({ target }) => {
    if (target.matches("a.heat-row:focus-visible")) show(tip, target, -1);
    else if (target !== tip.row) leave(tip);
  });
  document.addEventListener("keydown", (event) => {
    const row = event.target.closest?.("a.heat-row");
    if (row && !event.ctrlKey && !event.metaKey && !event.altKey) step(tip, row, event);
  });
  document.addEventListener("click", (event) => {
    const row = event.target.closest?.("a.heat-row");
    if (!row || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const to = row.getAttribute("href");
    leave(tip);
    go(to);
  });
}

// The tip outlives what htmx swaps.
function makeTip() {
  const tip = document.createElement("div");
  tip.className = "heat-tip";
  tip.role = "status";
  tip.hidden = true;
  document.body.append(tip);
  return tip;
}

const place = (element) => [...element.parentElement.children].indexOf(element);

const rows = (row) => [...row.closest("[data-heat]").querySelectorAll("a.heat-row")];

// show names a row, or one of its cells, beside the pointer or under the row.
function show(tip, row, day, pointer) {
  if (tip.row !== row || tip.day !== day) {
    leave(tip);
    tip.row = row;
    tip.day = day;
    tip.url = row.getAttribute("href");
    tip.words = row.title;
    row.removeAttribute("title");
    const cell = row.querySelector(".heat-cells").children[day];
    cell?.classList.add("at");
    if (cell) row.setAttribute("href", dayOf(row, day, tip.url));
    tip.replaceChildren(words(row, day, tip.words));
    tip.hidden = false;
  }
  const box = (row.querySelector(".at") ?? row).getBoundingClientRect();
  const x = pointer ? pointer.clientX + 12 : box.left;
  const y = pointer ? pointer.clientY + 16 : box.bottom + 4;
  tip.style.left = `${Math.max(8, Math.min(x, innerWidth - tip.offsetWidth - 8))}px`;
  tip.style.top = `${Math.min(y, innerHeight - tip.offsetHeight - 8)}px`;
}

// leave gives the row back what was its own.
function leave(tip) {
  if (!tip.row) return;
  tip.row.querySelector(".at")?.classList.remove("at");
  tip.row.setAttribute("href", tip.url);
  tip.row.title = tip.words;
  tip.row = undefined;
  tip.hidden = true;
}

// words are those of the table: the same figures, read where they stand.
function words(row, day, whole) {
  if (day < 0) return whole;
  const map = row.closest("[data-heat]");
  const table = document.querySelector(`#${CSS.escape(map.dataset.heat)}-table table`);
  const heads = table.tHead.rows[0].cells;
  const cells = table.tBodies[0].rows[rows(row).indexOf(row)].cells;
  const at = cells.length - map.dataset.dates.split(" ").length + day;
  const text = (cell) => cell.textContent.trim().replace(/\s+/g, " ");
  const figure = text(cells[at]);
  const unit = figure === "–" ? "" : ` ${map.dataset.unit}`;
  return [text(cells[0]), text(cells[1]), text(heads[at]), `${figure}${unit}`.trim(), cells[at].title]
    .filter((part) => part && part !== "–")
    .join(" · ");
}

// dayOf is the address of a row with the days of a cell as its range.
function dayOf(row, day, url) {
  const { dates, step } = row.closest("[data-heat]").dataset;
  const from = dates.split(" ")[day];
  const to = new Date(Date.parse(`${from}T00:00:00Z`) + Number(step) * 86_400_000).toISOString().slice(0, 10);
  const address = new URL(url, location.origin);
  address.searchParams.delete("last");
  address.searchParams.set("from", from);
  address.searchParams.set("to", to);
  return address.pathname + address.search;
}

// step goes to the cell or the row beside: the tab key passes the thin rows.
function step(tip, row, event) {
  const across = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const down = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const days = row.querySelector(".heat-cells").children.length;
  const day = tip.row === row ? tip.day : -1;
  if (across) {
    event.preventDefault();
    show(tip, row, Math.max(-1, Math.min(day < 0 && across < 0 ? days - 1 : day + across, days - 1)));
  } else if (down) {
    const all = rows(row);
    const next = all[all.indexOf(row) + down];
    event.preventDefault();
    if (!next) return;
    next.focus();
    show(tip, next, day);
  } else if (event.key === "Escape") {
    show(tip, row, -1);
  }
}
