"""A ruling: an analyst proposes a status, a manager approves it, and it stands beside the computed one."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser import evidence
from tests.browser.evidence import DUTY
from tests.browser.windows import Windows

WHY = "Two governments confirmed the camps to us in confidence; none of that may be cited here."


def test_a_ruling_is_proposed_approved_and_shown_beside_the_computed_status(windows: Windows) -> None:
    desk = windows.open(DUTY, "analyst")
    computed = evidence.status_of(desk)
    desk.get_by_role("link", name="Propose a ruling").click()
    form = desk.get_by_role("form", name="Propose a ruling")
    form.get_by_label("Status").select_option("BREACHED")
    form.get_by_label("Justification").fill(WHY)
    form.get_by_role("button", name="Propose").click()
    expect(desk.locator(".sv-say[data-level=success]")).to_contain_text("A manager decides on it")
    reference = desk.url.rstrip("/").rpartition("/")[2]
    assert re.fullmatch(r"U-\w{6}|\w+-\w{6}", reference)
    expect(desk.get_by_role("button", name="Approve")).to_have_count(0)

    manager = windows.open("/rulings/", "manager")
    manager.get_by_role("link", name=reference).click()
    expect(manager.get_by_role("article")).to_contain_text(WHY)
    manager.get_by_role("button", name="Approve").click()
    expect(manager.locator(".sv-say[data-level=success]")).to_contain_text(
        "in force beside the computed status"
    )

    desk.goto(DUTY)
    assert evidence.status_of(desk) == computed
    expect(desk.locator("#verdict")).to_contain_text(re.compile(r"ruling\s+Breached\s+until"))


def test_whoever_proposed_a_ruling_cannot_approve_it(windows: Windows) -> None:
    """The admin of the demonstration is an analyst and a manager too, and may still not do both."""
    desk = windows.open("/rulings/new/?commitment=doha-2020/TAL-03", "admin")
    desk.get_by_label("Status").select_option("BREACHED")
    desk.get_by_label("Justification").fill(WHY)
    desk.get_by_role("button", name="Propose").click()
    expect(desk.get_by_role("main")).to_contain_text("somebody else must decide on it")
    expect(desk.get_by_role("button", name="Approve")).to_have_count(0)
