"""Somebody writes while the line is cut, the session ends and the server dies: not a word is lost.

The page says what happened, keeps the words and sends them when it can; uploads go on where they stopped.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.product import Product
from tests.browser.windows import PASSWORD, Windows

WORDS = "Between 400 and 600 men remain, the monitors say on 3 June 2020."
MORE = "They name twelve provinces."
# A browser notes each request that a cut line or an ended session breaks; that is what is tried here.
BROKEN = re.compile(r"net::ERR_|status of (401|403|5\d\d)|Failed to fetch")


@pytest.fixture
def desk(windows: Windows) -> Iterator[Page]:
    """The form of a new report, begun by an analyst and kept on the server."""
    page = windows.sign_in("analyst").new_page()
    page.goto("/reports/new/")
    page.get_by_label("Title").fill("Monitors: men remain")
    page.get_by_label("Source", exact=True).fill("Counter Extremism Project")
    page.get_by_label("Published", exact=True).fill("2020-06-08")
    page.get_by_label("Text", exact=True).fill(WORDS)
    expect(page.locator("[data-draft-note]")).to_contain_text("kept on the server")
    yield page
    windows.heard[:] = [said for said in windows.heard if not BROKEN.search(said)]


def file(page: Page) -> None:
    page.get_by_role("button", name="File the report").click()


def is_filed(page: Page) -> None:
    page.wait_for_url("**/reports/R-*/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Monitors: men remain")
    text = page.get_by_role("article", name="Text of the document")
    expect(text).to_contain_text(WORDS)
    expect(text).to_contain_text(MORE)


def has_no_draft(page: Page) -> None:
    page.goto("/reports/new/")
    expect(page.get_by_label("Text", exact=True)).to_have_value("")
    assert page.evaluate("fetch('/drafts/').then((a) => a.json()).then((a) => Object.keys(a.drafts))") == []


def test_the_line_is_cut_while_one_writes_and_sends(desk: Page) -> None:
    desk.context.set_offline(True)
    desk.get_by_label("Text", exact=True).fill(f"{WORDS} {MORE}")
    file(desk)
    expect(desk.locator("#sv-say")).to_contain_text("kept in this browser and is sent as soon as it can be")
    desk.context.set_offline(False)
    is_filed(desk)
    has_no_draft(desk)


def test_the_session_ends_while_one_writes(desk: Page) -> None:
    other = desk.context.new_page()
    other.goto("/")
    other.locator("summary[aria-label^='Menu of']").click()
    other.get_by_role("button", name="Sign out").click()
    other.wait_for_url("**/login/**")
    desk.get_by_label("Text", exact=True).fill(f"{WORDS} {MORE}")
    file(desk)
    expect(desk.locator("#sv-say")).to_contain_text("You are signed out")
    expect(desk.get_by_role("link", name="Sign in beside this page")).to_be_visible()
    other.get_by_label("Username").fill("analyst")
    other.get_by_label("Password", exact=True).fill(PASSWORD)
    other.get_by_role("button", name="Sign in").click()
    other.wait_for_url("**/")
    is_filed(desk)


def test_the_server_dies_while_one_sends_and_comes_back(desk: Page, product: Product) -> None:
    product.kill_web()
    desk.get_by_label("Text", exact=True).fill(f"{WORDS} {MORE}")
    file(desk)
    expect(desk.locator("#sv-say")).to_contain_text("The server cannot be reached")
    product.start_web()
    is_filed(desk)


def test_the_browser_crashes_and_another_machine_goes_on(desk: Page, windows: Windows) -> None:
    again = desk.context.new_page()  # as after a crash: the same browser, nothing of the page left
    desk.close()
    again.goto("/reports/new/")
    expect(again.get_by_label("Text", exact=True)).to_have_value(WORDS)
    expect(again.locator("[data-draft-note]")).to_contain_text("This is your draft of")
    elsewhere = windows.sign_in("analyst").new_page()
    elsewhere.goto("/reports/new/")
    expect(elsewhere.get_by_label("Text", exact=True)).to_have_value(WORDS)
    elsewhere.get_by_label("Text", exact=True).fill(f"{WORDS} {MORE}")
    file(elsewhere)
    is_filed(elsewhere)


def test_a_file_goes_on_after_a_cut_line_and_after_a_reload(desk: Page, tmp_path: Path) -> None:
    scan = tmp_path / "scan.bin"
    scan.write_bytes(bytes(range(256)) * 20 * 1024)  # three pieces
    sent: list[int] = []
    line = desk.locator(".sv-files li")

    def after_the_first(route: Route) -> None:
        if route.request.method == "PATCH":
            sent.append(int(route.request.headers["upload-offset"]))
            if sent[-1]:
                route.abort()
                return
        route.continue_()

    desk.route("**/uploads/*/", after_the_first)
    desk.get_by_label("Files").set_input_files(scan)
    expect(line).to_contain_text("The line is broken at")
    desk.reload()
    expect(line).to_contain_text("choose the same file again and it goes on")
    desk.unroute("**/uploads/*/")
    desk.on(
        "requestfinished", lambda one: one.method == "PATCH" and goes_on.append(one.headers["upload-offset"])
    )
    goes_on: list[str] = []
    desk.get_by_label("Files").set_input_files(scan)
    expect(line.get_by_role("checkbox")).to_be_checked()
    assert line.count() == 1
    assert goes_on[0] == str(2 * 1024 * 1024), "the first piece was not sent again"
    file(desk)
    desk.wait_for_url("**/reports/R-*/")
    expect(desk.get_by_role("link", name="scan.bin")).to_be_visible()
    digest = hashlib.sha256(scan.read_bytes()).hexdigest()
    assert desk.request.get(f"{desk.url}originals/{digest}/").body() == scan.read_bytes()
