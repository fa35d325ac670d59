// Menus are details elements and open without script. This closes them on a
// click beside them and on Escape, keeps one open at a time, and goes through
// what they list by the arrow keys.
export function watchMenus() {
  document.addEventListener("click", (event) => {
    const inside = event.target.closest("details.menu");
    for (const menu of openMenus()) {
      if (menu !== inside) menu.open = false;
    }
    if (!event.target.closest(".search")) clearSearch();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeAll();
    if (event.key === "ArrowDown" || event.key === "ArrowUp") step(event);
  });
  document.addEventListener("toggle", (event) => {
    if (event.target.open) event.target.querySelector?.("[data-focus]")?.focus();
  }, true);
}

function closeAll() {
  for (const menu of openMenus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
  clearSearch();
}

function clearSearch() {
  const search = document.querySelector(".search");
  search?.querySelector(".found").replaceChildren();
  if (search?.contains(document.activeElement)) document.activeElement.blur();
}

// step moves the focus among the field and the links of a menu or the search.
function step(event) {
  const around = event.target.closest?.(".search, details.menu[open]");
  if (!around) return;
  const stops = [...around.querySelectorAll("summary, input[type=search], a, button")].filter((e) => e.checkVisibility());
  const next = stops[stops.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function openMenus() {
  return document.querySelectorAll("details.menu[open]");
}
