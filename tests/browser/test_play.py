"""An agreement played through its months in a real browser: its parts change, the bar keeps its place."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.windows import Windows

pytestmark = pytest.mark.once  # what a script does does not hang on the database
ADDRESS = "/agreements/doha-2020/?as_of="


def statuses(page: Page) -> str:
    """What the ledger says now."""
    return page.locator('[aria-labelledby="s-led"]').inner_text()


def test_it_plays_to_the_last_month_and_pauses_on_the_day_reached(windows: Windows) -> None:
    page = windows.open(f"{ADDRESS}2021-03-31", "manager")
    before = statuses(page)
    play = page.get_by_role("button", name="Play")
    play.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Pause")).to_be_focused()
    expect(page).to_have_url(re.compile(r"as_of=2021-0[4-9]"))
    assert statuses(page) != before
    expect(page.locator(".sv-ruler [aria-current]")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Play")).to_be_focused()
    reached = re.search(r"as_of=(\d{4}-\d\d-\d\d)", page.url)
    assert reached is not None
    assert page.locator("#as_of").input_value() == reached[1]
    expect(page.locator("html")).not_to_have_class(re.compile("sv-plays"))


def test_arrows_step_and_links_do_without_a_script(windows: Windows) -> None:
    page = windows.open(f"{ADDRESS}2021-04-30", "manager")
    page.get_by_role("button", name="Play").focus()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("as_of=2021-05-31"))
    plain = windows.open(f"{ADDRESS}2021-05-31", "manager", script=False)
    expect(plain.get_by_role("button", name="Play")).to_be_hidden()
    plain.get_by_role("link", name="Month before").click()
    expect(plain).to_have_url(re.compile("as_of=2021-04-30"))


def test_who_wants_less_motion_gets_a_step_a_press(windows: Windows) -> None:
    page = windows.of("manager", reduced_motion="reduce").new_page()
    page.goto(f"{ADDRESS}2021-04-30")
    page.get_by_role("button", name="Play").click()
    expect(page).to_have_url(re.compile("as_of=2021-05-31"))
    expect(page.get_by_role("button", name="Play")).to_be_focused()
