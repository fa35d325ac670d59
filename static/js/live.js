// Keeps an open page true: when the figures are new it fetches its own address
// and changes what differs, where it stands. A reader who is about to do
// something is not disturbed, and the page says when the server is lost.
import { morph } from "./morph.js";
import { listen } from "./stream.js";

const patience = 2000; // ms until a loss is told: a restart is quicker
const again = 1000; // ms until a busy reader is asked again

export function watchLive(settled) {
  const page = { wanted: false, asking: false, timer: 0, skew: 0, lostAt: 0, lostTimer: 0 };

  const refresh = async () => {
    clearTimeout(page.timer);
    if (!page.wanted || page.asking) return;
    if (isBusy()) {
      page.timer = setTimeout(refresh, again);
      return;
    }
    page.wanted = false;
    page.asking = true;
    try {
      if (!(await update(settled))) page.wanted = true; // the reader began something meanwhile
    } catch {
      // the server is gone, which the stream tells of; the next event asks again
    }
    page.asking = false;
    if (page.wanted) page.timer = setTimeout(refresh, again);
  };
  const renew = () => {
    page.wanted = true;
    refresh();
  };
  const beat = ({ at }) => {
    page.skew = Date.parse(at) - Date.now();
  };
  const stream = listen("/events", {
    after: app()?.dataset.at,
    on: {
      hello: beat,
      beat,
      build: renew,
      failed: renew,
      reset: (data) => {
        beat(data);
        renew();
      },
      sync: ({ at }) => {
        for (const place of ages()) place.dataset.age = at;
        tick(page.skew);
      },
    },
    heard: () => found(page),
    lost: () => lose(page),
  });
  document.addEventListener("visibilitychange", () => {
    // A browser keeps six lines to a server: pages that nobody sees take none.
    if (document.hidden) stream.stop();
    else stream.start();
  });
  document.addEventListener("live:later", ({ target, detail }) => later(target, detail.url, settled));
  setInterval(() => tick(page.skew), 15_000);
}

const app = () => document.getElementById("app");

// isBusy tells whether something would be torn from under the reader's hands.
function isBusy() {
  const focus = document.activeElement;
  return Boolean(
    document.querySelector("details.menu[open], dialog[open], .htmx-request, :active[data-chart], [data-chart] :active") ||
      !getSelection().isCollapsed ||
      focus?.matches("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]"),
  );
}

export async function fetchPage(url) {
  const answer = await fetch(url, { cache: "no-store", headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(answer.statusText);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

// update gives false where the reader has begun something or gone elsewhere
// since it asked.
async function update(settled) {
  const place = app();
  const url = location.href;
  const fresh = await fetchPage(url);
  if (location.href !== url || app() !== place) return true;
  if (isBusy()) return false;
  if (sheet(fresh) !== sheet(document)) {
    location.reload(); // another version of the program
    return true;
  }
  become(place, fresh, settled);
  document.title = fresh.title;
  return true;
}

// become makes a part of the page what it is in a fresh one.
export function become(part, fresh, settled) {
  morph(part, fresh.getElementById(part.id));
  window.htmx?.process(part);
  settled(part);
}

const sheet = (page) => page.querySelector("link[rel=stylesheet]")?.getAttribute("href");

// later renews a part that came after its page.
async function later(part, url, settled) {
  try {
    const fresh = await fetchPage(url);
    if (fresh.getElementById(part.id) && part.isConnected) become(part, fresh, settled);
  } catch {
    // it stays as it was
  }
}

// The age of the data goes on by itself.
const ages = () => document.querySelectorAll("[data-age]");

function tick(skew) {
  for (const place of ages()) {
    const words = `Synced ${age(Date.now() + skew - Date.parse(place.dataset.age))} ago`;
    if (place.firstChild?.data.trim() !== words) place.firstChild.data = `${words} `;
  }
}

function age(ms) {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return "under a minute";
  if (minutes < 120) return `${minutes} min`;
  return minutes < 2880 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} days`;
}

function lose(page) {
  page.lostAt ||= Date.now();
  page.lostTimer ||= setTimeout(() => {
    const since = new Date(page.lostAt).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    const told = document.createElement("p");
    told.className = "lost";
    told.id = "lost";
    told.role = "status";
    const head = document.createElement("b");
    head.textContent = `No connection since ${since}`;
    told.append(head, "The figures may be old. It comes back by itself.");
    document.body.append(told);
  }, patience);
}

function found(page) {
  clearTimeout(page.lostTimer);
  page.lostAt = page.lostTimer = 0;
  document.getElementById("lost")?.remove();
}
