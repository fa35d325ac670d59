// Opens an address of this site as a click on a link would: by htmx where it
// is, with an entry in the history.
export function go(url) {
  if (!url?.startsWith("/")) return;
  const app = document.getElementById("app");
  const link = document.createElement("a");
  link.href = url;
  link.hidden = true;
  app.append(link);
  window.htmx?.process(link);
  link.click();
}
