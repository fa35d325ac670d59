// Listens to what the server tells. EventSource comes back by itself after most
// losses, but not after an answer that is no stream, and it does not notice a
// line that went dead: the server sends a beat, and silence counts as a loss.
const silence = 40_000; // ms; the server beats every 15 s
const longest = 30_000; // between two attempts
const kinds = ["hello", "reset", "beat", "sync", "build", "failed"];

// listen calls on[kind](data) for each event after the one of that id, heard()
// for all of them, and lost() whenever the server cannot be heard. It gives
// functions to stop and to start again.
export function listen(url, { on, heard = () => {}, lost, after = "" }) {
  let source = null;
  let timer = 0;
  let failures = 0;

  const stop = () => {
    clearTimeout(timer);
    source?.close();
    source = null;
  };
  const fail = () => {
    stop();
    lost();
    timer = setTimeout(start, Math.min(longest, 1000 * 2 ** failures++));
  };
  const watch = () => {
    clearTimeout(timer);
    timer = setTimeout(fail, silence);
  };
  const start = () => {
    stop();
    source = new EventSource(after ? `${url}?after=${encodeURIComponent(after)}` : url);
    source.addEventListener("error", fail);
    for (const kind of kinds) {
      source.addEventListener(kind, (event) => {
        failures = 0;
        after = event.lastEventId || after;
        watch();
        heard();
        on[kind]?.(JSON.parse(event.data));
      });
    }
    watch();
  };
  start();
  return { start, stop };
}
