// '/' goes to the search field, 'g' and a letter to a page of the navigation.
const patience = 1200; // ms in which the letter must follow

export function watchKeys() {
  let since = -Infinity;
  document.addEventListener("keydown", (event) => {
    if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "g") {
      since = event.timeStamp;
      return;
    }
    const target = find(event.key, event.timeStamp - since < patience);
    since = -Infinity;
    if (!target) return;
    event.preventDefault();
    if (target.matches("a")) target.click();
    else target.focus();
  });
}

function find(key, afterG) {
  if (!/^[a-z/]$/.test(key)) return null;
  return document.querySelector(afterG ? `[data-go="${key}"]` : `[data-key="${key}"]`);
}

function typing(element) {
  return element.matches?.("input, select, textarea, [contenteditable]");
}
