"""A real Chromium on real pages: the assets as they are built, the policy as it is sent."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.product import Product
from tests.browser.windows import PATIENCE, Windows
from tests.chromium import ARGUMENTS
from tracker.config.launch.assets import build
from tracker.models import User

# Playwright keeps a loop in this thread; the tests use the database beside it, one after the other.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
ROOT = Path(settings.BASE_DIR)
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def assets() -> Path:
    """The page assets, built as for production."""
    folder = Path(settings.DATA_DIR) / "assets"
    build(root=ROOT, out=folder)  # installs the page packages first where a fresh clone has none
    return folder


@pytest.fixture(scope="session")
def chromium(chromium_path: str) -> Iterator[Browser]:
    """One browser for the run."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=list(ARGUMENTS))
        yield browser
        browser.close()


def signed_in(user: User) -> str:
    """The key of a new session of this person."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)


@pytest.fixture
def open_page(assets: Path, chromium: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """Opens an address as a person, in a window of its own; fails the test on any message of the console."""
    windows, heard = [], []

    def open_at(
        address: str,
        user: User | None = None,
        *,
        width: int = 1280,
        theme: str = "light",
        language: str = "en",
        script: bool = True,
    ) -> Page:
        window = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=theme, java_script_enabled=script
        )
        windows.append(window)
        cookies = [{"name": "django_language", "value": language, "url": live_server.url}]
        if user is not None:
            cookies.append({"name": "sessionid", "value": signed_in(user), "url": live_server.url})
        window.add_cookies(cookies)
        page = window.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.goto(live_server.url + address)
        page.evaluate("document.fonts.ready.then(() => true)")
        return page

    yield open_at
    for window in windows:
        window.close()
    assert not heard, "The console said: " + "; ".join(heard)


@pytest.fixture(scope="session")
def running_product(assets: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The demonstration, loaded once, served by the processes of production."""
    address = settings.DATABASE_URL or ""
    product = Product(tmp_path_factory.mktemp("product"), postgres=address)
    try:
        yield product.load(assets).start()
    finally:
        product.stop()


@pytest.fixture
def product(running_product: Product) -> Product:
    """The running product with the demonstration as it was loaded."""
    running_product.restore()
    return running_product


@pytest.fixture
def windows(chromium: Browser, product: Product) -> Iterator[Windows]:
    """Windows on the product, each a person's own; the test fails on any message of a console."""
    opened = Windows(chromium, product)
    yield opened
    opened.close()
    assert not opened.heard, "The console said: " + "; ".join(opened.heard)
