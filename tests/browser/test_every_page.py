"""Every page of the demonstration as each role: accessible, silent, within the window, without a script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from tests.browser.axe import told, violations
from tests.browser.windows import Windows

pytestmark = pytest.mark.once  # what a page looks like does not hang on the database

DUTY, TARGET, RULED = (f"/commitments/doha-2020/{code}/" for code in ("TAL-03", "USG-02", "USG-03"))
READING = (
    *("/", "/?as_of=2021-05-02", "/agreements/", "/agreements/doha-2020/"),
    *("/agreements/doha-2020/?as_of=2021-05-02", "/agreements/unscr-1988/", "/commitments/"),
    *("/commitments/?as_of=2021-09-01&q=forces", DUTY, TARGET, RULED, f"{DUTY}?as_of=2020-07-14"),
    *("/parties/", "/parties/taliban/", "/reports/", "{report}", "{finding}", "/rulings/", "{ruling}"),
    *("/replies/", "/origins/us-dod/", "/origins/us-dod/?as_of=2020-07-14"),
    *("/review/", "/sources/", "/sources/cep/", "/origins/", "/search/?q=al-Qaeda", "/changes/"),
    *("/vocabulary/", "/method/", "/jobs/", "/findings/", "/inbox/", "/inbox/?state=all", "/feeds/"),
    *(
        "/agreements/doha-2020/hindsight/",
        "/agreements/doha-2020/timeline/?as_of=2021-05-02",
        "/agreements/doha-2020/figures/?as_of=2021-05-02",
        "/agreements/doha-2020/text/",
        "/parties/taliban/record/?as_of=2021-05-02",
        "/commitments/?as_of=2020-07-14&known_by=2021-05-02",
        "/portfolios/",
    ),
    *(
        "/addresses/",
        "/saved-views/",
        "/tokens/",
        "/compare/",
        "/compare/?what=agreements&left=doha-2020&right=unscr-1988",
    ),
    "/compare/?what=days&of=agreement:doha-2020&left=2020-07-14&right=2021-05-02",
    *("/briefs/", "/briefs/new/?agreement=doha-2020"),
    *("/quality/", "/quality/?agreement=doha-2020", "/quality/robustness/?agreement=doha-2020"),
    "/what-if/?agreement=doha-2020&duty=doha-2020/TAL-01&v=1&number=gate_origins~3",
    *("/status/", "/notifications/", "/notifications/rules/", "/wall/"),
)
WRITING = (
    *("/reports/new/", "{report}edit/", "{report}findings/new/", f"{DUTY}coverage/", f"{DUTY}position/"),
    *("/origins/new/", "/origins/us-dod/merge/?into=us-lead-ig", "/origins/us-dod/split/"),
    *("/sources/new/", "/sources/cep/rate/?reliability=E&from_on=2020-01-01", "/commitments/record/"),
    *(
        "/rulings/new/?commitment=doha-2020/TAL-03",
        "/no-such-page/",
        "/status-pages/",
        "/status-pages/new/",
        "/feeds/new/",
        "/captures/",
        "/audit/",
    ),
)
# An overview, a list, a text, a page of evidence, a drawing, a form, the inbox, a page for everybody.
MAKES = (
    *("/", "/commitments/", "/agreements/doha-2020/text/", TARGET, "{report}findings/new/", "/inbox/"),
    *("/agreements/doha-2020/timeline/?as_of=2021-05-02", "/reports/new/", "/compare/", "/status/"),
)
REFERENCES = {
    "report": ("/reports/?q=monitoring", r"/reports/R-\w+/"),
    "finding": (DUTY, r"/findings/F-\w+/"),
    "ruling": ("/rulings/", r"/rulings/\w+-\w+/"),
}
CLEAN: set[str] = set()
SHOWN = """() => [
  innerWidth, document.documentElement.dataset.bsTheme, document.dir, location.pathname,
  document.querySelector("main").innerHTML.replace(/csrfmiddlewaretoken" value="\\w+/g, ""),
].join()"""
OVER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def pages(page: Page, wanted: tuple[str, ...]) -> list[str]:
    """The addresses, with the references that the demonstration gave."""
    found = {}
    for name, (address, shape) in REFERENCES.items():
        answer = page.request.get(address)
        match = re.search(shape, answer.text())
        assert match is not None, f"no {name} on {address}"
        found[name] = match[0]
    return [address.format(**found) for address in wanted]


def visit(page: Page, address: str) -> int:
    answer = page.goto(address)
    assert answer is not None
    assert answer.status < 500, address
    return answer.status


def assert_clean(page: Page, address: str, how: str) -> None:
    """Free of violations; what another role was shown alike, letter by letter, is not looked at twice."""
    key = page.evaluate(SHOWN)
    if key in CLEAN:
        return
    found = violations(page)
    assert not found, f"{address} {how}:\n{told(found)}"
    CLEAN.add(key)


def assert_fits(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate(OVER) <= 0, f"{address} is wider than {width} px"


def test_widths_and_themes(windows: Windows) -> None:
    """An analyst, who may open most."""
    windows.refusals_expected = True  # the page that is not there
    page = windows.open("/", "analyst")
    for address in pages(page, READING + WRITING):
        page.set_viewport_size({"width": 1280, "height": 900})
        visit(page, address)
        assert_clean(page, address, "at 1280 px")
        assert_fits(page, address, 768)
        assert_fits(page, address, 360)
        page.evaluate("document.documentElement.dataset.bsTheme = 'dark'")
        assert_clean(page, address, "at 360 px, dark")


@pytest.mark.parametrize("account", ["manager", "admin"])
def test_the_other_roles(windows: Windows, account: str) -> None:
    """What they see more or less than an analyst; a page they may not open says so and is clean too."""
    windows.refusals_expected = True
    page = windows.open("/", account)
    assert_clean(page, "/", f"as {account}")
    found = violations(page, "header")
    assert not found, told(found)
    reading = pages(page, READING)
    forbidden = []
    for address in [*reading, *pages(page, WRITING)]:
        if visit(page, address) == 403:
            forbidden.append(address)
        assert_clean(page, address, f"as {account}")
        assert_fits(page, address, 360)
        page.set_viewport_size({"width": 1280, "height": 900})
    assert not set(forbidden) & set(reading)
    assert bool(forbidden) == (account == "manager"), forbidden


def test_right_to_left(windows: Windows) -> None:
    """What axe looks at is the same in either direction: a page of each make is looked at."""
    windows.refusals_expected = True
    page = windows.open("/", "analyst", width=360, language="fa")
    looked_at = pages(page, MAKES)
    for address in pages(page, READING + WRITING):
        # Public pages know no cookie: the address says their language.
        visit(page, f"{address}?language=fa" if address == "/status/" else address)
        assert page.get_attribute("html", "dir") == "rtl", address
        assert page.evaluate(OVER) <= 0, f"{address} is wider than 360 px"
        if address in looked_at:
            assert_clean(page, address, "right to left")


def test_reading_without_a_script(windows: Windows) -> None:
    page = windows.open("/", "analyst", script=False)
    for address in pages(page, READING):
        assert visit(page, address) == 200
        assert page.get_by_role("heading", level=1).is_visible(), address
        assert page.locator("main").inner_text().count(" ") > 5, address


def test_the_door_is_clean_too(windows: Windows) -> None:
    page = windows.open("/login/", "")
    for width in (1280, 360):
        assert_fits(page, "/login/", width)
        assert_clean(page, "/login/", f"at {width} px")
