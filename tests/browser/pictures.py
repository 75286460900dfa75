"""Takes the pictures of the documentation from the demonstration: `make pictures`; it compares nothing."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests import chromium, servers
from tests.browser import evidence
from tests.browser.product import Product
from tests.browser.windows import Windows
from tracker.config.launch.assets import build

FOLDER = servers.ROOT / "docs" / "pictures"
PAGES = {
    "overview": "/?as_of=2021-09-01",
    "agreement": "/agreements/doha-2020/?as_of=2021-05-02",
    "party": "/parties/taliban/?as_of=2021-05-02",
    "commitment": f"{evidence.DUTY}?as_of=2021-05-02",
    "commitments": "/commitments/?as_of=2021-05-02",
}

DAYS = ("2020-07-14", "2021-05-02", "2021-09-01")  # the story of the demonstration in three pictures of each
STORY = {
    "overview": ("/", ""),
    "timeline": ("/agreements/doha-2020/timeline/", "section:has(#s-time)"),
    "figures": ("/agreements/doha-2020/figures/", "section:has(#s-figures)"),
    "months": ("/agreements/doha-2020/", "section:has(#s-heat)"),
    "hanging": ("/agreements/doha-2020/", "section:has(#s-rec)"),
    "record": ("/parties/united-states/record/", "section:has(#s-record)"),
}


def story(windows: Windows) -> None:
    """The same parts of the dashboards on each of the three days."""
    for name, (address, part) in STORY.items():
        for day in DAYS:
            page = windows.open(f"{address}?as_of={day}", "manager")
            page.wait_for_load_state("networkidle")
            if not part:
                take(page, f"{name}-{day}")
                continue
            page.evaluate("document.fonts.ready.then(() => true)")
            page.wait_for_timeout(400)  # milliseconds; the drawings move into place
            page.locator(part).screenshot(path=FOLDER / f"{name}-{day}.png")


def take(page: Page, name: str) -> None:
    """One picture, as high as the page but no higher than can be looked at."""
    page.evaluate("document.fonts.ready.then(() => true)")
    page.wait_for_timeout(400)  # milliseconds; the drawings move into place
    height = min(page.evaluate("document.documentElement.scrollHeight"), 1800)
    page.screenshot(
        path=FOLDER / f"{name}.png", full_page=True, clip={"x": 0, "y": 0, "width": 1280, "height": height}
    )


def reader_and_review(windows: Windows) -> None:
    """A press release with one passage cited and another being proposed; then the queue with the first."""
    page = windows.open("/", "analyst")
    evidence.file_report(
        page,
        evidence.PRESS_RELEASE,
        title="UN report: Taliban keep their ties to al-Qaeda",
        source="Counter Extremism Project",
        published="2020-06-08",
    )
    dates = {"observed_from": "2020-02-29", "observed_to": "2020-05-15"}
    said = {"code": "TAL-03", "stance": "CONTRADICTS", "origin": evidence.UN_TEAM, **dates}
    evidence.mark(page, "400 to 600 armed al-Qaeda operatives")
    evidence.fill_finding(page, credibility="3", statement="400 to 600 armed operatives", **said)
    reference = evidence.submit_finding(page)
    evidence.mark(page, "exchanged guarantees to honor their historic ties")
    evidence.fill_finding(page, credibility="2", statement="guarantees exchanged", **said)
    page.wait_for_selector("#fit .sv-callout")
    page.set_viewport_size({"width": 1280, "height": 1600})  # so that the form stands beside the text whole
    page.evaluate("scrollTo(0, 0)")
    take(page, "reader")
    take(windows.open(f"/review/?finding={reference}", "analyst2"), "review")


def main() -> None:
    """Start the product on the demonstration, take every picture, stop it."""
    home = Path(tempfile.mkdtemp(prefix="servanda-pictures-"))
    os.environ.setdefault("SERVANDA_TEST_KEPT", str(home))  # where the demonstration is loaded to
    build(root=servers.ROOT, out=home / "assets")
    FOLDER.mkdir(parents=True, exist_ok=True)
    product = Product(home / "product")
    try:
        product.load(home / "assets").start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium.find(), args=list(chromium.ARGUMENTS)
            )
            windows = Windows(browser, product)
            for name, address in PAGES.items():
                take(windows.open(address, "analyst"), name)
            story(windows)
            reader_and_review(windows)
            browser.close()
    finally:
        product.stop()
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()
