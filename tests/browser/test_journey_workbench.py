"""From a file to two findings that wait for review: few presses, no wait that a person would notice."""

from __future__ import annotations

import re
import time

from playwright.sync_api import Page, expect

from tests.browser import evidence
from tests.browser.evidence import UN_TEAM
from tests.browser.windows import Windows

MOST_PRESSES, MOST_SECONDS = 12, 60
PATIENCE = 90_000  # milliseconds: a child of the worker reads the file
COUNTED = "In April 2020 the monitors counted 400 to 600 armed al-Qaeda operatives in Afghanistan"
GUARANTEES = "the two groups exchanged guarantees to honor their historic ties"
RELEASE = f"""<!doctype html><html lang="en"><head>
<title>Monitors: Taliban have not left al-Qaeda</title></head><body><article>
<h1>Monitors: Taliban have not left al-Qaeda</h1>
<p>A report made public last week says that the Taliban went on consulting with al-Qaeda while they
negotiated with the United States about the withdrawal of its troops from Afghanistan. It comes from the team
that watches the sanctions of the Security Council against the Taliban.</p>
<p>{COUNTED}. They stood in twelve provinces, and some of them trained others in the use of
explosives, as the team heard from several member states that shared what they know.</p>
<p>It adds that {GUARANTEES}. The agreement had asked for the very opposite: nobody was to use the soil of
Afghanistan against the security of the United States and its allies.</p></article></body></html>"""
# Every press of the mouse, whatever comes of it; keys that were struck besides choices are not pressed by it.
COUNT = """addEventListener("pointerdown", () => {
  sessionStorage.setItem("pressed", Number(sessionStorage.getItem("pressed") ?? 0) + 1);
}, true)"""


def pressed(page: Page) -> int:
    return int(page.evaluate("sessionStorage.getItem('pressed') ?? 0"))


def take(page: Page, name: str, value: str) -> None:
    """Choose one of a row with the mouse."""
    choice = page.locator(f"[name={name}][value='{value}']")
    page.locator("[data-passage-form] label").filter(has=choice).click()


def file_release(page: Page) -> None:
    """Choose the file, say who published it and when, and file it."""
    page.goto("/reports/new/")
    with page.expect_file_chooser() as chooser:
        page.locator("input[type=file][name=uploads]").click()
    chooser.value.set_files({"name": "release.html", "mimeType": "text/html", "buffer": RELEASE.encode()})
    page.get_by_label("Source", exact=True).fill("Counter Extremism Project")
    page.get_by_label("Published", exact=True).fill("2020-06-08")
    expect(page.locator("[data-uploads-list]")).to_contain_text("is read", timeout=PATIENCE)
    page.get_by_role("button", name="File the report").click()
    page.wait_for_url("**/reports/R-*/")
    expect(page.get_by_role("article", name="Text of the document")).to_contain_text(
        GUARANTEES, timeout=PATIENCE
    )


def test_a_press_release_becomes_two_findings_in_a_minute_and_twelve_presses(windows: Windows) -> None:
    window = windows.of("analyst")
    window.add_init_script(COUNT)
    page = window.new_page()
    began = time.monotonic()
    file_release(page)

    evidence.mark(page, COUNTED)
    form = page.locator("[data-passage-form]")
    expect(page.get_by_label("Observed from")).to_have_value("2020-04-01")
    expect(page.get_by_label("Observed to")).to_have_value("2020-04-30")
    expect(form.locator(".sv-sugg li").first).to_contain_text("al-Qaeda")
    take(page, "commitment", "doha-2020/TAL-03")
    take(page, "stance", "CONTRADICTS")
    take(page, "credibility", "3")
    page.get_by_role("combobox", name="Who knows this first-hand?").fill(UN_TEAM)
    page.get_by_role("button", name="Submit and mark the next passage").click()
    said = form.get_by_role("status").filter(has_text="waits for review")
    first = re.search(r"F-\w{6}", said.inner_text())
    assert first is not None

    # What is known of the source stands there already; what is marked goes straight into the form.
    expect(page.get_by_role("combobox", name="Who knows this first-hand?")).to_have_value(UN_TEAM)
    evidence.drag(page, GUARANTEES)
    expect(page.get_by_label("The passage")).to_have_value(re.compile(GUARANTEES.replace(" ", r"\s+")))
    take(page, "commitment", "doha-2020/TAL-03")
    take(page, "stance", "CONTRADICTS")
    expect(page.locator("#fit")).to_contain_text("counted once")
    second = evidence.submit_finding(page)
    took = time.monotonic() - began

    print(f"two findings: {pressed(page)} presses, {took:.1f} s")
    assert {first[0], second} == {one.get_attribute("id") for one in page.locator(".sv-cite[id]").all()}, (
        "both are cited in the text"
    )
    assert pressed(page) <= MOST_PRESSES
    assert took < MOST_SECONDS
