// Choices are remembered by the server in a cookie, so that a page comes in its
// colours and measures at once. This only spares the reload.
export function watchChoices(changed) {
  document.addEventListener("submit", async (event) => {
    const kind = event.target.dataset.remember;
    if (!kind) return;
    event.preventDefault();
    const body = new URLSearchParams(new FormData(event.target));
    body.set(kind, event.target.querySelector(`[name="${kind}"]`).value);
    const answer = await fetch(event.target.action, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
    });
    if (!answer.ok) return;
    apply(kind, await answer.json());
    changed();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", changed);
}

function apply(kind, answer) {
  const root = document.documentElement;
  if (answer[kind]) root.dataset[kind] = answer[kind];
  else delete root.dataset[kind];
  for (const button of document.querySelectorAll(`[data-remember="${kind}"] [name="${kind}"]`)) {
    button.value = answer.next;
    const word = button.querySelector("span");
    if (word) word.textContent = answer.word;
    else button.title = answer.word;
    if (button.ariaLabel) button.ariaLabel = answer.word;
  }
}
