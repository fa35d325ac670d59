// Menus are details elements and open without script. This closes them on a
// click beside them and on Escape, and keeps one open at a time.
export function watchMenus() {
  document.addEventListener("click", (event) => {
    const inside = event.target.closest("details.menu");
    for (const menu of openMenus()) {
      if (menu !== inside) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of openMenus()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}

function openMenus() {
  return document.querySelectorAll("details.menu[open]");
}
