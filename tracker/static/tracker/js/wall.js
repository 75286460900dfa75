// The wall screen asks for itself again and again (htmx, `load delay`). When no answer comes, the last good page stays, a
// sentence says since when, and it is asked for again after a while: nobody stands there to press a button.
import htmx from "./htmx.js";

const AGAIN = 30000;
const cut = () => document.querySelector("[data-wall-cut]");

function missed(event) {
  const wall = document.getElementById("wall"), box = cut();
  if (!wall || !box || event.detail.elt !== wall) return;
  const words = box.firstElementChild, signedOut = event.detail.xhr?.status === 401;
  const at = new Date(wall.dataset.wallAt).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  words.textContent = (signedOut ? words.dataset.signedOut : words.dataset.words).replace("{time}", at);
  box.hidden = false;
  setTimeout(() => htmx.ajax("GET", wall.getAttribute("hx-get"), { source: wall, target: wall, swap: "outerHTML" }), AGAIN);
}
for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) document.addEventListener(name, missed);
document.addEventListener("htmx:afterSwap", () => { if (cut() && document.getElementById("wall")) cut().hidden = true; });
