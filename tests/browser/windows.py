"""Opens windows of a browser on the running product, signed in as one of its accounts; it must not test."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from tests.browser.product import Product

PASSWORD = "servanda-demo"  # of every account of the demonstration, as the documentation says
PATIENCE = 90_000  # milliseconds; a green test never waits that long
REFUSED = re.compile(r"status of 4\d\d|Status Error Code 4\d\d")


class Windows:
    """The windows of one test. `heard` is what their consoles said.

    A browser notes each refused request there; with `refusals_expected` those notes are passed over.
    """

    def __init__(self, chromium: Browser, product: Product) -> None:
        self.chromium, self.product = chromium, product
        self.contexts: list[BrowserContext] = []
        self.heard: list[str] = []
        self.refusals_expected = False

    def of(
        self,
        account: str = "",
        *,
        width: int = 1280,
        theme: str = "light",
        language: str = "en",
        script: bool = True,
        **more: Any,
    ) -> BrowserContext:
        """A new window of an account, already signed in; of nobody without one."""
        url = self.product.url
        window = self.chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=theme,
            java_script_enabled=script,
            base_url=url,
            locale="en-GB",
            **more,
        )
        window.set_default_timeout(PATIENCE)
        window.on("console", self._hear)
        window.on("weberror", lambda problem: self.heard.append(str(problem.error)))
        cookies = [{"name": "django_language", "value": language, "url": url}]
        if account:
            cookies.append({"name": "sessionid", "value": self.product.sessions[account], "url": url})
        window.add_cookies(cookies)
        self.contexts.append(window)
        return window

    def sign_in(self, account: str) -> BrowserContext:
        """A new window in which the person has signed in by the form, as people do."""
        window = self.of()
        page = window.new_page()
        page.goto("/")
        page.get_by_label("Username").fill(account)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("heading", level=1)).not_to_have_text("Sign in")
        page.close()
        return window

    def open(self, address: str, account: str = "analyst", **how: Any) -> Page:
        """A page of the product in a window of its own."""
        page = self.of(account, **how).new_page()
        page.goto(address)
        return page

    def _hear(self, message: ConsoleMessage) -> None:
        if not (self.refusals_expected and REFUSED.search(message.text)):
            self.heard.append(f"{message.text} ({message.location['url']})")

    def close(self) -> None:
        """Close them all."""
        for window in self.contexts:
            window.close()
        self.contexts = []
