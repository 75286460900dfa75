"""The frame of every page in a real browser: reachable, readable, and as wide as the window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import told, violations
from tests.factories.people import UserFactory
from tracker.models import User

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True)]
OpenPage = Callable[..., Page]


@pytest.fixture
def reader(transactional_db: None) -> User:
    return UserFactory(username="reader")


def test_the_theme_is_kept(open_page: OpenPage, reader: User) -> None:
    page = open_page("/vocabulary/", reader)
    page.click("[data-theme-toggle]")
    page.reload()
    assert page.get_attribute("html", "data-bs-theme") == "dark"


def test_keys(open_page: OpenPage, reader: User) -> None:
    page = open_page("/vocabulary/", reader)
    page.keyboard.press("?")
    expect(page.locator("#sv-keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#sv-keys")).to_be_hidden()
    page.keyboard.press("/")
    page.keyboard.type("g ?")
    assert page.input_value("[data-search]") == "g ?", "letters belong to the field that is being filled in"
    expect(page.locator("#sv-keys")).to_be_hidden()


def test_single_keys_can_be_switched_off(open_page: OpenPage, reader: User) -> None:
    page = open_page("/vocabulary/", reader)
    page.click("[data-keys-open]")
    page.uncheck("[data-keys-switch]")
    page.click("[data-keys-close]")
    page.keyboard.press("?")
    expect(page.locator("#sv-keys")).to_be_hidden()
    page.reload()
    page.keyboard.press("?")
    expect(page.locator("#sv-keys")).to_be_hidden()


def test_a_menu_opens_and_closes(open_page: OpenPage, reader: User) -> None:
    page = open_page("/vocabulary/", reader)
    page.click("summary:has(.who)")
    expect(page.get_by_role("link", name="What the statuses mean")).to_be_visible()
    found = violations(page)
    assert not found, told(found)
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="What the statuses mean")).to_be_hidden()


def test_the_language_can_be_changed_without_a_script(open_page: OpenPage, reader: User) -> None:
    page = open_page("/vocabulary/", reader, script=False)
    page.click("summary[aria-label=Language]")
    page.click("button[lang=fa]")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert page.url.endswith("/vocabulary/")


def test_the_fonts_and_shapes_are_our_own(open_page: OpenPage, reader: User) -> None:
    page = open_page("/vocabulary/", reader)
    assert page.evaluate("document.fonts.check('15px \"Plex Sans\"')")
    drawn = page.evaluate("document.querySelector('svg.sv-glyph use').getBBox().width")
    assert drawn > 0
    hosts = page.evaluate("performance.getEntriesByType('resource').map((entry) => new URL(entry.name).host)")
    assert set(hosts) == {page.evaluate("location.host")}
