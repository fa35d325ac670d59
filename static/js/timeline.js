// Tells what lies under the pointer or has the focus on a timeline, and lets
// arrows go from stretch to stretch; Enter opens its shots, as the link does.
const places = "[data-timeline] .part";

export function watchTimelines() {
  document.addEventListener("pointerover", ({ target, clientX }) => {
    const part = target.closest?.(places);
    if (part) tell(part, clientX);
    else hide();
  });
  document.addEventListener("focusin", ({ target }) => {
    const part = target.closest?.(places);
    if (part) tell(part);
    else hide();
  });
  document.addEventListener("htmx:beforeSwap", ({ detail }) => detail.target.contains(tip?.of ?? null) && hide());
  // What the focus is on may have been scrolled to, and its tip goes with the page.
  document.addEventListener("scroll", () => tip?.isFocused || hide(), { passive: true });
  document.addEventListener("keydown", (event) => {
    const part = event.target.closest?.(places);
    if (event.key === "Escape") hide();
    if (!part || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = neighbour(part, event.key);
    if (!next) return;
    event.preventDefault();
    for (const other of part.parentElement.querySelectorAll('a[tabindex="0"]')) other.setAttribute("tabindex", "-1");
    part.setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  });
}

function neighbour(part, key) {
  const along = [...part.parentElement.querySelectorAll("a.part")];
  const at = along.indexOf(part);
  switch (key) {
    case "ArrowRight":
      return along[at + 1];
    case "ArrowLeft":
      return along[at - 1];
    case "Home":
      return along[0];
    case "End":
      return along.at(-1);
    case "ArrowDown":
      return beside(part, 1);
    case "ArrowUp":
      return beside(part, -1);
  }
  return null;
}

// beside is the stretch of the next row that holds the middle of this one, or
// the nearest to it.
function beside(part, step) {
  const rows = [...part.closest("[data-timeline]").querySelectorAll("tbody svg[role=group]")];
  const middle = centre(part);
  for (let i = rows.indexOf(part.parentElement) + step; rows[i]; i += step) {
    const links = [...rows[i].querySelectorAll("a.part")];
    if (links.length) return links.reduce((best, one) => (Math.abs(centre(one) - middle) < Math.abs(centre(best) - middle) ? one : best));
  }
  return null;
}

function centre(part) {
  const { left, right } = part.getBoundingClientRect();
  return (left + right) / 2;
}

let tip = null;

function tell(part, x) {
  hide();
  const box = part.getBoundingClientRect();
  tip = document.createElement("div");
  tip.className = "tip";
  tip.of = part;
  tip.isFocused = x === undefined;
  tip.setAttribute("aria-hidden", "true"); // the part has these words as its name
  tip.textContent = part.getAttribute("aria-label");
  document.body.append(tip);
  const wide = document.documentElement.clientWidth;
  const left = Math.min(Math.max((x ?? centre(part)) - tip.offsetWidth / 2, 8), wide - tip.offsetWidth - 8);
  const over = box.top - tip.offsetHeight - 4;
  tip.style.left = `${left + scrollX}px`;
  tip.style.top = `${(over < 52 ? box.bottom + 4 : over) + scrollY}px`;
}

function hide() {
  tip?.remove();
  tip = null;
}
