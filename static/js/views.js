// Switches a chart to its table and back at once; the links do the same by the
// server, and give the address that is kept.
export function watchViews() {
  document.addEventListener(
    "click",
    (event) => {
      const link = event.target.closest?.("[data-views] a");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
      const views = link.parentElement;
      for (const other of views.children) other.removeAttribute("aria-current");
      link.setAttribute("aria-current", "true");
      document.getElementById(`${views.dataset.views}-box`).dataset.shown = link.dataset.view;
      history.replaceState(history.state, "", address(views.dataset.views, link.dataset.view));
    },
    true,
  );
}

// address is that of the page as it is now: the link knows only which tables
// were shown when it was made.
function address(id, view) {
  const url = new URL(location.href);
  const shown = url.searchParams.getAll("table").filter((other) => other !== id);
  url.searchParams.delete("table");
  for (const one of view === "table" ? [...shown, id] : shown) url.searchParams.append("table", one);
  return url;
}
