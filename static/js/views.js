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
      history.replaceState(history.state, "", link.href);
    },
    true,
  );
}
