// Makes a part of the page like another one by the fewest changes, so that what
// stays the same keeps its place, its focus, its selection and its scroll. What
// has come later than its page is not taken back for the sign that it will come:
// it is told of by an event, with the address that it came from.
export function morph(from, to) {
  if (from.isEqualNode(to)) return;
  if (isLater(to) && !isLater(from)) {
    const detail = { url: to.getAttribute("hx-get") };
    from.dispatchEvent(new CustomEvent("live:later", { bubbles: true, detail }));
    return;
  }
  attributes(from, to);
  if (isDrawn(from) || from.dataset?.keep !== undefined) return;
  children(from, to);
}

// A canvas inside a chart is drawn by a script that sees to it itself.
const isDrawn = (element) => element.dataset?.chart !== undefined;

const isLater = (element) => element.matches(".later[hx-get]");

// What a reader has opened, typed or chosen is the reader's.
function mine(element, name) {
  if (name === "open") return element.matches("details, dialog");
  if (name === "value" || name === "checked") return element === document.activeElement;
  return isDrawn(element) && (name === "style" || name.startsWith("_"));
}

function attributes(from, to) {
  for (const { name, value } of to.attributes) {
    if (!mine(from, name) && from.getAttribute(name) !== value) from.setAttribute(name, value);
  }
  for (const { name } of [...from.attributes]) {
    if (!to.hasAttribute(name) && !mine(from, name)) from.removeAttribute(name);
  }
}

function children(from, to) {
  const keyed = new Map();
  for (const child of from.children) {
    if (child.id) keyed.set(child.id, child);
  }
  let place = from.firstChild;
  for (const wanted of [...to.childNodes]) {
    const match = find(place, wanted, keyed);
    if (!match) {
      from.insertBefore(document.importNode(wanted, true), place);
      continue;
    }
    if (match === place) place = place.nextSibling;
    else from.insertBefore(match, place);
    if (match.nodeType === Node.ELEMENT_NODE) morph(match, wanted);
    else if (match.data !== wanted.data) match.data = wanted.data;
  }
  while (place) {
    const gone = place;
    place = place.nextSibling;
    gone.remove();
  }
}

// find gives the node that can become the wanted one: that with its id, else
// the one at its place, if it is of its kind and has no id of its own.
function find(place, wanted, keyed) {
  if (wanted.id) {
    const known = keyed.get(wanted.id);
    keyed.delete(wanted.id);
    return known?.nodeName === wanted.nodeName ? known : null;
  }
  return place?.nodeName === wanted.nodeName && !place.id ? place : null;
}
