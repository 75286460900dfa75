// Asks the server about the person's unsent forms. The answer also says whether it can be reached, whether they are
// still signed in, and which token the next request must carry: signing in anew makes the one in the page void.
export const AWAY = "away", SIGNED_OUT = "signed-out", HERE = "here";

export const tokenOf = () => document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";

function renew(token) {
  if (!token || token === tokenOf()) return;
  document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((field) => { field.value = token; });
  if (document.body.hasAttribute("hx-headers")) document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
}
async function once(address, how) {
  const headers = { "HX-Request": "true", "X-CSRFToken": tokenOf(), ...(how.body ? { "Content-Type": "application/json" } : {}) };
  const answer = await fetch(address, { ...how, headers, credentials: "same-origin", redirect: "manual" });
  return { status: answer.status, said: await answer.json().catch(() => ({})) };
}
// One request to /drafts/…: { state, status, said }. A token that is void is renewed and the request made again.
export async function ask(address, how = {}) {
  try {
    let answer = await once(address, how);
    if (answer.status === 403) {
      renew((await once("/drafts/", {})).said.token);
      answer = await once(address, how);
    }
    if (answer.status === 401 || answer.status === 403) return { state: SIGNED_OUT, ...answer };
    if (answer.status === 0 || answer.status >= 500) return { state: AWAY, ...answer };
    renew(answer.said.token);
    return { state: HERE, ...answer };
  } catch {
    return { state: AWAY, status: 0, said: {} };
  }
}
// Waits until something may have changed: the line is back, the person looks at the page again, or the time is over.
export function moment(milliseconds) {
  return new Promise((done) => {
    const end = () => {
      clearTimeout(timer);
      for (const name of ["online", "focus"]) window.removeEventListener(name, end);
      done();
    };
    const timer = setTimeout(end, milliseconds);
    for (const name of ["online", "focus"]) window.addEventListener(name, end);
  });
}
// Says in the page's own words what happened; `name` is a data-attribute of #sv-say. A sentence about signing in
// brings a link that opens the login beside this page.
export function say(name) {
  const box = document.getElementById("sv-say");
  if (!box) return;
  box.textContent = name ? box.dataset[name] ?? "" : "";
  box.hidden = !box.textContent;
  if (name === "signedOut") {
    const link = document.createElement("a");
    Object.assign(link, { href: "/login/", target: "_blank", rel: "noopener", textContent: box.dataset.signIn });
    box.append(" ", link);
  }
}
