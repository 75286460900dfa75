"""A manager tries a duty on other evidence and hands the address on; it is worked out for who opens it."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.windows import Windows

DUTY = "/commitments/doha-2020/TAL-01/"


def test_a_copy_is_tried_from_the_evidence_and_handed_on(windows: Windows) -> None:
    desk = windows.open(DUTY, "manager")
    desk.get_by_role("link", name="What if it were not there?").first.click()
    outcome = desk.locator("[aria-labelledby=s-outcome]")
    expect(outcome).to_contain_text(re.compile(r"\d status(es)? would change"))
    copy = desk.locator("[aria-labelledby=s-copy]")
    expect(copy.get_by_role("listitem")).to_have_count(1)
    row = desk.get_by_role("row").filter(has=desk.get_by_role("button", name="Grade so")).first
    row.get_by_label("Reliability of").select_option("E")
    row.get_by_role("button", name="Grade so").click()
    expect(copy.get_by_role("listitem")).to_have_count(2)
    expect(desk).to_have_url(re.compile(r"grade=F-\w{6}~E\d"))

    other = windows.open(re.sub(r"^https?://[^/]+", "", desk.url), "analyst")
    expect(other.locator("[aria-labelledby=s-copy]").get_by_role("listitem")).to_have_count(2)
    expect(other.locator("[aria-labelledby=s-outcome] h2")).to_have_text(outcome.locator("h2").inner_text())

    copy.get_by_role("link", name="Take back").first.click()
    expect(desk.locator("[aria-labelledby=s-copy]").get_by_role("listitem")).to_have_count(1)
    desk.get_by_role("link", name="Throw the copy away").click()
    expect(desk.get_by_role("heading", name="Nothing is other yet")).to_be_visible()
