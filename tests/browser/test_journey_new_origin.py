"""Somebody new knows something of these days: the open page of the duty shows another status and why."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from tests.browser import evidence
from tests.browser.evidence import DUTY
from tests.browser.windows import Windows

ORIGIN = "Observers on the ground in Khost"
TEXT = """Situation in the south-east

Our observers saw two training camps of al-Qaeda in use this week, with about sixty men.

Local authorities did not answer our questions."""


def test_a_new_origin_changes_the_status_on_the_open_page(windows: Windows) -> None:
    # A day before today where the server stands is not after today in Kabul, and the other way round.
    seen_on = (timezone.now() - timedelta(days=2)).date().isoformat()
    desk = windows.open("/", "analyst")
    evidence.file_report(
        desk,
        TEXT,
        title="Situation in the south-east",
        source="United Nations press service",
        published=seen_on,
    )
    evidence.mark(desk, "saw two training camps of al-Qaeda in use this week")
    evidence.fill_finding(
        desk,
        code="TAL-03",
        stance="CONTRADICTS",
        credibility="2",
        origin=ORIGIN,
        statement="two camps in use",
        observed_from=seen_on,
        observed_to=seen_on,
    )
    expect(desk.locator("#fit")).to_contain_text("This name is not in the register.")
    desk.get_by_label("It is not in the register: enter it").check()
    reference = evidence.submit_finding(desk)

    page = windows.open(DUTY, "manager")
    assert evidence.status_of(page) == "Unverified"
    page.evaluate("window.neverLoadedAnew = true")
    review = windows.open("/review/", "analyst2")
    evidence.accept(review, reference)
    evidence.comes_true(lambda: evidence.status_of(page) == "At risk", "the new status is on the open page")
    own = evidence.origin_in(page, ORIGIN)
    expect(own).to_contain_text(reference)
    expect(own.locator(".w").first).not_to_have_text("0")
    expect(page.get_by_role("list", name="Reasons")).to_contain_text("CORROBORATION_MISSING")
    assert page.evaluate("window.neverLoadedAnew"), "the page was loaded anew"
    expect(page.locator("#history")).to_contain_text(reference)
