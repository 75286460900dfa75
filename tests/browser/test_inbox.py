"""The inbox by keyboard in a real browser, without a script, and as the rules of access see it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests import factories
from tests.browser.axe import told, violations
from tests.factories import NOW
from tracker.models import InboxEntry, User

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True)]
OpenPage = Callable[..., Page]


@pytest.fixture
def reader(transactional_db: None) -> User:
    feed = factories.FeedFactory(name="Agency", failing=True)
    for number in range(3):
        factories.InboxEntryFactory(
            title=f"News {number}", feed=feed, arrived_at=NOW - timedelta(hours=number)
        )
    user: User = factories.UserFactory(username="reader", roles=("analyst",))
    return user


def states() -> list[str]:
    return list(InboxEntry.objects.order_by("title").values_list("state", flat=True))


def test_three_pieces_of_news_are_decided_on_by_keyboard(open_page: OpenPage, reader: User) -> None:
    page = open_page("/commitments/", reader)
    page.keyboard.press("g")
    page.keyboard.press("i")
    title = page.locator("#et")
    expect(title).to_have_text("News 0")
    page.keyboard.press("j")
    expect(title).to_have_text("News 1")
    page.keyboard.press("j")
    expect(title).to_have_text("News 2")
    expect(page.locator("[data-keylist] [aria-current]")).to_contain_text("News 2")
    page.keyboard.press("x")
    page.keyboard.type("Not about a duty.")
    page.keyboard.press("Enter")
    expect(title).to_have_text("News 1")
    assert states() == ["new", "new", "dismissed"]
    page.keyboard.press("u")
    expect(title).to_have_text("News 2")
    assert states() == ["new", "new", "new"]
    page.keyboard.press("z")
    page.keyboard.press("Enter")
    expect(page.locator(".sv-says")).to_contain_text("is put off")
    assert states() == ["new", "new", "snoozed"]
    page.keyboard.press("f")
    expect(page.locator("[name=title]")).to_have_value("News 1")


def test_without_a_script_a_link_and_two_buttons_do_the_same(open_page: OpenPage, reader: User) -> None:
    page = open_page("/inbox/", reader, script=False)
    page.get_by_role("link", name="News 2").click()
    expect(page.locator("#et")).to_have_text("News 2")
    page.fill("#reason", "Not about a duty.")
    page.get_by_role("button", name="Dismiss").click()
    assert states() == ["new", "new", "dismissed"]


def test_the_pages_keep_the_rules_of_access_on_a_phone(open_page: OpenPage, reader: User) -> None:
    capture = factories.CaptureFactory(asked_by=reader, done=True)
    page = open_page("/inbox/", reader)
    home = page.url.removesuffix("/inbox/")
    page.set_viewport_size({"width": 360, "height": 900})
    for address in ("/inbox/", "/feeds/", f"/captures/{capture.reference}/"):
        page.goto(home + address)
        found = violations(page)
        assert not found, told(found)
        wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wider) <= 0, address
