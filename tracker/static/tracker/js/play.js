// Plays a page through the months: each step fetches the same page of the next month and swaps the regions that tell its
// day. The bar (data-play: the days) keeps its place and its focus. Pausing loads the page of the day reached, so that
// everything on it is of one day. Arrows step, the space key plays and pauses while the focus is in the bar.
// Who wants less motion gets a step a press. Without a script the links do it.
import htmx from "./htmx.js";

const REGIONS = [".sv-time", ".sv-head", '[aria-labelledby="s-led"]', '[aria-labelledby="s-heat"]'];
const EACH = 1200; // milliseconds a month stays, at least
const bar = () => document.querySelector("[data-play]");
const still = matchMedia("(prefers-reduced-motion: reduce)");
let playing = false;

function address(day, known) {
  const url = new URL(location.href);
  url.searchParams.set("as_of", day);
  if (known) url.searchParams.set("known_by", known);
  else url.searchParams.delete("known_by");
  url.hash = "play";
  return url;
}

function next(box) {
  return box.dataset.play.split(" ").find((day) => day > box.dataset.day);
}

async function fetched(url) {
  const answer = await fetch(url, { credentials: "same-origin" });
  if (!answer.ok || answer.redirected) throw new Error(`The month answered ${answer.status}.`);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

function swap(page) {
  for (const region of REGIONS) {
    const old = document.querySelector(region), fresh = page.querySelector(region);
    if (!old || !fresh) continue;
    const taken = document.importNode(fresh, true);
    old.replaceWith(taken);
    htmx.process(taken);
  }
}

function say(box, words) {
  box.querySelector("[data-play-say]").textContent = words;
}

function show(box, page) {
  const fresh = page.querySelector("[data-play]");
  box.dataset.day = fresh.dataset.day;
  const shown = box.querySelector("time"), day = fresh.querySelector("time");
  shown.replaceWith(document.importNode(day, true));
  const word = page.querySelector(".sv-head .word")?.textContent.trim() ?? "";
  say(box, `${day.textContent.trim()} ${word}`);
}

function begin(box) {
  const button = box.querySelector("[data-play-toggle]");
  playing = true;
  button.setAttribute("aria-pressed", "true");
  button.querySelector("span").textContent = box.dataset.playing;
  document.documentElement.classList.add("sv-plays");
  run(box);
}

async function run(box) {
  while (playing) {
    const day = next(box);
    if (!day) return end(box);
    const url = address(day, box.dataset.known), least = new Promise((done) => setTimeout(done, EACH));
    try {
      const page = await fetched(url);
      if (!playing) return;
      swap(page);
      show(box, page);
      history.replaceState(history.state, "", url);
    } catch {
      playing = false;
      document.documentElement.classList.remove("sv-plays");
      say(box, box.dataset.failed);
      box.querySelector("[data-play-say]").classList.remove("visually-hidden");
      return;
    }
    await least;
  }
}

// The rest of the page is still of the day it was loaded for: load it for the day reached.
function end(box) {
  playing = false;
  history.replaceState(history.state, "", address(box.dataset.day, box.dataset.known));
  location.reload();
}

function toggle(box) {
  if (playing) return end(box);
  if (still.matches) {
    const day = next(box) ?? box.dataset.play.split(" ")[0];
    return location.assign(address(day, box.dataset.known));
  }
  if (!next(box)) { // at its end it begins anew
    box.dataset.day = "";
  }
  begin(box);
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-play-toggle]")) toggle(bar());
});
document.addEventListener("keydown", (event) => {
  const box = event.target.closest?.("[data-play]");
  if (!box || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.key === " " && !event.target.closest("button")) {
    event.preventDefault();
    toggle(box);
  }
  const turned = document.documentElement.dir === "rtl" ? -1 : 1;
  const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!way) return;
  event.preventDefault();
  const link = box.querySelector(`[data-step="${way * turned}"]`);
  if (playing) end(box);
  else link?.click();
});
document.addEventListener("visibilitychange", () => { if (document.hidden && playing) end(bar()); });
// Following the fragment takes the focus away, so it comes after.
addEventListener("load", () => {
  if (location.hash === "#play") bar()?.querySelector("[data-play-toggle]")?.focus();
});
