// The what-if panel asks anew while one types or slides, and the whole page
// follows: its address, and the links that carry it.
import { become, fetchPage } from "./live.js";

const pause = 150; // ms without a key until it asks

export function watchWhatIf(settled) {
  const asked = { timer: 0, latest: 0 };
  document.addEventListener("input", ({ target }) => {
    const form = target.closest("form[data-what-if]");
    if (!form) return;
    pair(target, form);
    clearTimeout(asked.timer);
    asked.timer = setTimeout(() => ask(form, asked, settled), pause);
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-what-if]")) return;
    event.preventDefault();
    ask(event.target, asked, settled);
  }, true);
}

// A slider writes into the field that it is for, and the other way round.
function pair(input, form) {
  if (input.dataset.for) {
    form.elements[input.dataset.for].value = input.value;
    return;
  }
  const slider = form.querySelector(`[data-for="${CSS.escape(input.name)}"]`);
  if (slider && input.value !== "") slider.value = input.value.replaceAll(",", "");
}

async function ask(form, asked, settled) {
  clearTimeout(asked.timer);
  const mine = ++asked.latest;
  const said = [...new FormData(form)].filter(([, value]) => value !== "");
  const url = `${form.getAttribute("action")}?${new URLSearchParams(said)}`;
  try {
    const fresh = await fetchPage(url);
    if (mine !== asked.latest || !form.isConnected) return;
    history.replaceState(history.state, "", url);
    become(document.getElementById("app"), fresh, settled);
  } catch {
    // the server is gone, which the stream tells of
  }
}
