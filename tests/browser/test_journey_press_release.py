"""A press release repeats a report: two people work, and the open page of the duty counts the origin once."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser import evidence
from tests.browser.evidence import DUTY, PRESS_RELEASE, UN_TEAM
from tests.browser.windows import Windows

OPERATIVES = "400 to 600 armed al-Qaeda operatives"
GUARANTEES = "the two extremist groups reportedly exchanged guarantees to honor their historic ties"


def standing(page: Page) -> tuple[str, str, str]:
    """Status, weight against and weight of the UN team on a page of the duty."""
    own = evidence.origin_in(page, UN_TEAM).first
    return (
        evidence.status_of(page),
        page.locator(".sv-tree > li > .r .w").first.inner_text(),
        own.locator("> .r .w").inner_text(),
    )


def propose(page: Page, words: str, credibility: str) -> str:
    evidence.mark(page, words)
    assert " ".join(page.get_by_label("The passage").input_value().split()) == words
    evidence.fill_finding(
        page,
        code="TAL-03",
        stance="CONTRADICTS",
        credibility=credibility,
        origin=UN_TEAM,
        observed_from="2020-02-29",
        observed_to="2020-05-15",
    )
    expect(page.locator("#fit")).to_contain_text(f"{UN_TEAM} has spoken on TAL-03 already")
    return evidence.submit_finding(page)


def test_a_press_release_about_a_report_adds_no_weight(windows: Windows) -> None:
    desk = windows.sign_in("analyst").new_page()
    evidence.file_report(
        desk,
        PRESS_RELEASE,
        title="Monitors: Taliban have not left al-Qaeda",
        source="Counter Extremism Project",
        published="2020-06-08",
    )
    shown = desk.get_by_role("article", name="Text of the document").inner_text()
    assert "[link removed]" not in shown
    assert "Unsubscribe" not in shown
    assert shown.count("\n\n") >= 9, "the mailing is read as its paragraphs"
    proposed = [propose(desk, OPERATIVES, "3"), propose(desk, GUARANTEES, "2")]
    expect(desk.locator(f"#{proposed[1]}")).to_contain_text("honor their historic ties")

    second = windows.sign_in("analyst2")
    open_pages = {day: second.new_page() for day in ("", "?as_of=2020-07-14")}
    before = {}
    for day, page in open_pages.items():
        page.goto(DUTY + day)
        page.evaluate("window.neverLoadedAnew = true")
        before[day] = standing(page)
    review = second.new_page()
    for reference in proposed:
        evidence.accept(review, reference, backfill=True)
        for page in open_pages.values():
            own = evidence.origin_in(page, UN_TEAM).first
            evidence.comes_true(
                own.get_by_text(reference).count, f"{reference} is on the open page {page.url}"
            )
        expect(review.get_by_text(f"{reference} is accepted")).to_be_visible()

    for day, page in open_pages.items():
        own = evidence.origin_in(page, UN_TEAM).first
        expect(own.locator("> .r")).to_contain_text("6 findings, counted once")
        for reference in proposed:
            line = own.locator("li", has_text=reference)
            expect(line).to_contain_text("same origin")
            expect(line.locator(".w")).to_have_text("–")
        assert standing(page) == before[day]
        assert page.evaluate("window.neverLoadedAnew"), "the page was loaded anew"
    assert before["?as_of=2020-07-14"][0] == "At risk"
