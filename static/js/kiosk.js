// A screen on the wall. It asks for its board again and again, at once when the
// server tells of something new, and goes on by itself after any loss. Once a
// second it looks what is due; there is no other timer, so that nothing piles
// up in a page that is open for months.
import { morph } from "./morph.js";
import { listen } from "./stream.js";

const board = document.getElementById("board");
const lost = document.getElementById("lost");
const { boardUrl, eventsUrl, rotate } = document.body.dataset;

const calm = 20; // s between questions while all is well
const patience = 8; // s without an answer, after a loss was noticed, until it is shown
const wander = 120; // s between two steps against burn-in
const steps = 9;

const state = {
  skew: Number(board.dataset.now) - Date.now(), // the server's clock is the plant's
  broken: 0, // when the first sign of a loss came; 0 while all is well
  attempts: 0,
  due: calm, // s until the next question
  asking: false,
  again: false, // something new came meanwhile
  page: 0,
  turn: Number(rotate),
  step: 0,
  drift: wander,
};

const pages = () => board.querySelectorAll(".k-page");
const now = () => Date.now() + state.skew;

// A text is only written where it is another one.
function say(selector, text) {
  const place = document.querySelector(selector);
  if (place && place.textContent !== text) place.textContent = text;
}

async function ask() {
  if (state.asking) {
    state.again = true;
    return;
  }
  state.asking = true;
  state.again = false;
  try {
    const answer = await fetch(boardUrl, { cache: "no-store", signal: AbortSignal.timeout(15_000) });
    if (!answer.ok) throw new Error(answer.statusText);
    show(await answer.text());
  } catch {
    failed();
  }
  state.asking = false;
  if (state.again) ask();
}

function show(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("board");
  if (!fresh) throw new Error("no board");
  if (fresh.dataset.assets !== board.dataset.assets) {
    location.reload(); // a new version of the program
    return;
  }
  morph(board, fresh);
  state.skew = Number(board.dataset.now) - Date.now();
  state.broken = state.attempts = 0;
  state.due = calm;
  turnTo(state.page);
  look();
}

function failed() {
  state.broken ||= Date.now();
  state.attempts++;
  state.due = Math.min(30, 2 ** state.attempts);
}

// turnTo shows one page of tiles.
function turnTo(page) {
  const all = pages();
  state.page = all.length ? page % all.length : 0;
  all.forEach((section, i) => section.toggleAttribute("hidden", i !== state.page));
  say("#k-page", `page ${state.page + 1} of ${Math.max(1, all.length)}`);
}

// look says what is known now: live, or since when not.
function look() {
  const cut = state.broken > 0 && Date.now() - state.broken > patience * 1000;
  const stale = cut || board.dataset.stale !== undefined;
  document.body.classList.toggle("is-stale", stale);
  lost.toggleAttribute("hidden", !stale);
  if (!stale) return;
  const { asof, asofText, since } = board.dataset;
  say("#k-lost-since", asof ? `No signal since ${since}` : "No signal yet");
  const minutes = Math.max(0, Math.floor((now() - Number(asof)) / 60_000));
  const words = [
    asof ? age(minutes) : "nothing was mirrored",
    cut ? "reconnecting by itself" : "the sources send nothing new",
    "grey figures are the last known",
  ];
  say("#k-lost-why", words.join(" · "));
  say("#k-last", asof ? `Last message ${asofText}` : "");
  say("#k-attempt", cut ? `Attempt ${state.attempts}, ${state.asking ? "now" : `next in ${Math.max(0, state.due)} s`}` : "");
}

function age(minutes) {
  if (minutes < 120) return `${minutes} min`;
  return minutes < 2880 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} days`;
}

const clocks = new Map(); // zone → formatter
function clock() {
  const { zone } = board.dataset;
  if (!clocks.has(zone)) {
    clocks.clear();
    clocks.set(zone, new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }));
  }
  say("#k-clock", clocks.get(zone).format(now()));
}

function tick() {
  clock();
  if (--state.due <= 0 && !state.asking) ask();
  if (--state.turn <= 0) {
    state.turn = Number(rotate);
    turnTo(state.page + 1);
  }
  if (--state.drift <= 0) {
    state.drift = wander;
    state.step = (state.step + 1) % steps;
    document.body.dataset.step = state.step;
  }
  look();
}

// A screen that sleeps shows nothing; not every browser can be asked.
async function stayAwake() {
  try {
    if (document.visibilityState === "visible") await navigator.wakeLock?.request("screen");
  } catch {
    // the operating system decides
  }
}

function broken() {
  if (state.broken) return;
  state.broken = Date.now();
  state.due = Math.min(state.due, 2);
}

listen(eventsUrl, { on: { hello: ask, reset: ask, build: ask, failed: ask }, lost: broken });
turnTo(0);
clock();
look();
stayAwake();
document.addEventListener("visibilitychange", stayAwake);
setInterval(tick, 1000);
