"""A first-time manager opens the overview and answers four questions, each with two clicks at most."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.windows import Windows

pytestmark = pytest.mark.once  # what a page says does not hang on the database
DAY = "2021-09-01"  # the day after the last soldier left: nothing is quiet


@pytest.fixture
def overview(windows: Windows) -> Page:
    """The overview of that day, with nothing pressed yet."""
    return windows.open(f"/?as_of={DAY}", "manager")


def section(page: Page, question: str) -> Locator:
    """The part of the page that a question heads."""
    return page.get_by_role("region", name=question)


def test_which_duties_are_breached_and_on_whose_word(overview: Page) -> None:
    broken = section(overview, "What is broken, and on whose word?")
    row = broken.get_by_role("row").filter(has_text="USG-07")
    expect(row).to_contain_text("Breached")
    expect(row).to_contain_text("Afghan National Security Council")
    row.get_by_role("link").first.click()
    against = overview.locator(".sv-tree")
    expect(against.first).to_contain_text("Afghan National Security Council")
    against.get_by_role("link", name=re.compile(r"^F-")).first.click()
    expect(overview).to_have_url(re.compile(r"/findings/F-\w{6}/"))
    expect(overview.locator("blockquote").first).to_be_visible()


def test_what_changed_this_month(overview: Page) -> None:
    changed = section(overview, "What changed, and why?")
    expect(changed.get_by_role("link", name="30 days")).to_have_attribute("aria-current", "true")
    last = changed.get_by_role("listitem").filter(has_text="USG-01")
    expect(last).to_contain_text("31 Aug 2021")
    expect(last).to_contain_text(re.compile(r"Breached.*Fulfilled\s*late", re.DOTALL))
    changed.get_by_role("link", name="All changes").click()
    expect(overview.get_by_role("heading", level=1)).to_contain_text("hange")
    expect(overview.get_by_role("listitem").filter(has_text="USG-01").first).to_contain_text("31 Aug 2021")


def test_what_is_overdue_and_for_how_long(overview: Page) -> None:
    late = section(overview, "What is late, and by how much?")
    row = late.get_by_role("row").filter(has_text="TAL-04")
    expect(row).to_contain_text("29 Feb 2020")
    expect(row.get_by_role("cell", name="550", exact=True)).to_be_visible()
    row.get_by_role("link").first.click()
    expect(overview.get_by_role("heading", level=1)).to_contain_text("Send a clear message")
    expect(overview.locator(".sv-verdict")).to_contain_text("Overdue")


def test_what_we_do_not_know(overview: Page) -> None:
    unknown = section(overview, "What do we not know?")
    row = unknown.get_by_role("row").filter(has_text="Nobody looked")
    expect(row.get_by_role("link", name="TAL-06")).to_be_visible()
    expect(unknown.get_by_role("row").filter(has_text="Hidden text")).to_contain_text("2 parts")
    row.get_by_role("link", name="TAL-06").click()
    expect(overview.locator(".sv-verdict")).to_contain_text("Unverified")
