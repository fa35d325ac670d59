// The bar at the top grows with its chips: what stays under it, as the head of a
// table, has to know how high it is.
const measured = new ResizeObserver(([{ target }]) => {
  document.documentElement.style.setProperty("--bar-now", `${target.offsetHeight}px`);
});

// watchBar measures the bar that the page has now.
export function watchBar() {
  measured.disconnect();
  const bar = document.querySelector(".top");
  if (bar) measured.observe(bar);
}
