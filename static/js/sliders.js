// A slider writes into the field that it is for, as typing would.
export function watchSliders() {
  document.addEventListener("input", (event) => {
    const from = event.target;
    if (from.dataset?.for) {
      document.getElementById(from.dataset.for).value = from.value;
      return;
    }
    const slider = from.id && document.querySelector(`input[data-for="${CSS.escape(from.id)}"]`);
    if (slider && from.value !== "") slider.value = from.value.replace(/[, ]/g, "");
  }, true);
}
