// The theme is remembered by the server in a cookie, so that a page comes in
// its colours at once. This only spares the reload.
export function watchTheme(changed) {
  document.addEventListener("submit", async (event) => {
    const button = event.target.querySelector("[data-theme-switch]");
    if (!button) return;
    event.preventDefault();
    const body = new URLSearchParams(new FormData(event.target));
    body.set("theme", button.value);
    const answer = await fetch(event.target.action, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
    });
    if (!answer.ok) return;
    apply(button, await answer.json());
    changed();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", changed);
}

function apply(button, { theme, next, word }) {
  const root = document.documentElement;
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
  button.value = next;
  button.querySelector("span").textContent = word;
}
