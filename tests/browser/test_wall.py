"""The wall screen in a real browser: renewed by itself, and still there when the line is cut."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests import factories
from tests.browser.axe import told, violations
from tests.web.sight import assessed
from tracker.models import User

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True)]
OpenPage = Callable[..., Page]
MINUTE = 61_000  # ms, and a little


@pytest.fixture
def reader(transactional_db: None) -> User:
    user: User = factories.UserFactory(username="reader", level=1, roles=("manager",))
    assessed(user, title="Leave the bases")
    return user


def test_it_renews_itself_and_keeps_the_last_page_when_the_line_is_cut(
    open_page: OpenPage, reader: User
) -> None:
    first = open_page("/vocabulary/", reader)
    page = first.context.new_page()  # its console may say that the line is cut
    page.clock.install()
    page.goto(first.url.replace("/vocabulary/", "/wall/"))
    expect(page.locator("#wall")).to_contain_text("Leave the bases")
    assert not violations(page), told(violations(page))
    assessed(reader, title="Release the prisoners")
    page.clock.fast_forward(MINUTE)
    expect(page.locator("#wall")).to_contain_text("Release the prisoners")
    cut = page.locator("[data-wall-cut]")
    expect(cut).to_be_hidden()
    page.context.set_offline(True)
    page.clock.fast_forward(MINUTE)
    expect(cut).to_contain_text("The line is cut")
    expect(page.locator("#wall")).to_contain_text("Release the prisoners")
    page.context.set_offline(False)
    page.clock.fast_forward(MINUTE)
    expect(cut).to_be_hidden()
