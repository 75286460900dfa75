"""What people do with a document in the browser: file it, mark a passage, propose, accept; no tests."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.servers import wait_until

DATA = Path(__file__).parent / "data"
# Our own words in the shape of a real mailing: lines broken by hand, words run together, links taken out.
PRESS_RELEASE = (DATA / "mailing.txt").read_text(encoding="utf-8")
UN_TEAM = "UN Monitoring Team, 1988 sanctions"
DUTY = "/commitments/doha-2020/TAL-03/"

# The first place of some words in the text that is read, however the lines break, as a range.
FIND = r"""(words) => {
  const text = document.querySelector("article[data-reader]");
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const places = [];
  while (walker.nextNode())
    for (let at = 0; at < walker.currentNode.length; at++) places.push([walker.currentNode, at]);
  const all = places.map(([node, at]) => node.data[at]).join("");
  const found = all.match(new RegExp(words.split(" ").join("\\s+")));
  if (!found) return null;
  const at = found.index, end = at + found[0].length - 1;
  const range = document.createRange();
  range.setStart(places[at][0], places[at][1]);
  range.setEnd(places[end][0], places[end][1] + 1);
  range.startContainer.parentElement.scrollIntoView({block: "center", behavior: "instant"});
  const rects = [...range.getClientRects()].filter((rect) => rect.width > 1);
  const [first, last] = [rects[0], rects[rects.length - 1]];
  return [first.left + 0.5, first.top + first.height / 2, last.right - 0.5, last.top + last.height / 2];
}"""


def file_report(page: Page, text: str, **said: str) -> str:
    """Log a report by its form; the reference it got."""
    page.goto("/reports/new/")
    page.get_by_label("Title").fill(said["title"])
    page.get_by_label("Source", exact=True).fill(said["source"])
    page.get_by_label("Published", exact=True).fill(said["published"])
    page.get_by_label("Text", exact=True).fill(text)
    page.get_by_role("button", name="File the report").click()
    page.wait_for_url("**/reports/R-*/")
    return page.url.rstrip("/").rpartition("/")[2]


def mark(page: Page, words: str) -> None:
    """Mark words in the text with the mouse, and ask for the form of a finding."""
    drag(page, words)
    page.locator("[data-passage-use]").click()
    expect(page.locator("[data-passage-form]")).to_be_visible()


def drag(page: Page, words: str) -> None:
    """Mark words in the text with the mouse, once they stand still."""
    place = _settled(page, words)
    page.mouse.move(place[0], place[1])
    page.mouse.down()
    page.mouse.move(place[2], place[3], steps=4)
    page.mouse.up()
    marked = " ".join(page.evaluate("getSelection().toString()").split())
    assert marked == words, f"the mouse marked “{marked}”, not “{words}”"


def _settled(page: Page, words: str) -> list[float]:
    """Where the words begin and end on the screen, once they stand still: over two frames, fonts loaded."""
    page.wait_for_load_state("load")
    places: list[Any] = []

    def still() -> bool:
        page.evaluate(
            "document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame("
            "() => requestAnimationFrame(() => done(true)))))"
        )
        places.append(page.evaluate(FIND, words))
        assert places[-1] is not None, f"“{words}” is not in the text"
        return len(places) > 1 and places[-1] == places[-2]

    wait_until(still, seconds=15, what=f"“{words}” stands still", every=0)
    found: list[float] = places[-1]
    return found


def choose_duty(page: Page, code: str, agreement: str = "doha-2020") -> None:
    """Look for a duty by its code and take it."""
    page.get_by_label("Another duty, by its code or a word of its title").press_sequentially(code, delay=5)
    page.locator(f"input[name=commitment][value='{agreement}/{code}']").check()


def choose(page: Page, name: str, value: str) -> None:
    """One of a row of choices, by its value."""
    page.locator(f"input[name={name}][value='{value}']").check()


def fill_finding(page: Page, *, code: str, stance: str, credibility: str, **said: str) -> None:
    """Fill in the form of a finding that is open on the page."""
    choose_duty(page, code)
    choose(page, "stance", stance)
    if "origin" in said:
        page.get_by_role("combobox", name="Who knows this first-hand?").fill(said["origin"])
        page.get_by_role("combobox", name="Who knows this first-hand?").press("Tab")
    choose(page, "credibility", credibility)
    page.get_by_label("In short").fill(said.get("statement", ""))
    page.get_by_label("Observed from").fill(said["observed_from"])
    page.get_by_label("Observed to").fill(said["observed_to"])


def submit_finding(page: Page) -> str:
    """Send the finding to review; its reference."""
    with page.expect_navigation(url=re.compile(r"\?said=")):
        page.get_by_role("button", name="Submit for review").click()
    return page.url.rpartition("#")[2]


def accept(page: Page, reference: str, *, backfill: bool = False) -> float:
    """Accept a finding in the review queue; the moment of the click (monotonic seconds)."""
    page.goto(f"/review/?finding={reference}")
    if backfill:
        page.get_by_label("Public knowledge from its publication").check()
    button = page.get_by_role("button", name="Accept")
    clicked = time.monotonic()
    button.click(no_wait_after=True)
    return clicked


def origin_in(page: Page, name: str) -> Locator:
    """An origin in the tree of reasons of a commitment's page, with all its findings."""
    return page.locator(".sv-tree > li > ul > li").filter(has=page.locator("b", has_text=name))


def status_of(page: Page) -> str:
    """The status on a commitment's page."""
    return page.locator("#verdict .sv-verdict > div").first.locator(".sv-st").first.inner_text().strip()


def comes_true(condition: Any, what: str) -> None:
    """Wait for a condition of an open page; how fast it comes is measured in tests/bench."""
    wait_until(condition, seconds=20, what=what, every=0.05)
