// '/' goes to the search, 'f' and 'r' open the filters and the range, 'g' and a
// letter go to a page of the navigation, '?' lists the keys.
const patience = 1200; // ms in which the letter must follow

export function watchKeys() {
  let since = -Infinity;
  document.addEventListener("keydown", (event) => {
    if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "?") {
      open("keys");
      return;
    }
    if (event.key === "g") {
      since = event.timeStamp;
      return;
    }
    const target = find(event.key, event.timeStamp - since < patience);
    since = -Infinity;
    if (!target || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    if (target.matches("input")) target.focus();
    else target.click();
  });
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) open(opener.dataset.opens);
    else if (event.target.matches("dialog")) event.target.close(); // the ground beside it
  });
  showOpeners(document);
}

// showOpeners shows the buttons that do nothing without script.
export function showOpeners(root) {
  for (const button of root.querySelectorAll("[data-opens][hidden]")) button.hidden = false;
}

function open(id) {
  const dialog = document.getElementById(id);
  if (dialog && !dialog.open) dialog.showModal();
}

function find(key, afterG) {
  if (!/^[a-z/]$/.test(key)) return null;
  return document.querySelector(afterG ? `[data-go="${key}"]` : `[data-key="${key}"]`);
}

function typing(element) {
  return element.matches?.("input, select, textarea, [contenteditable]");
}
