"""What a product must not take is answered in a sentence, and nothing that was typed is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser import evidence
from tests.browser.windows import Windows

PERSIAN_TITLE = "گزارش کابل"
PERSIAN = "ناظران ما در کابل دو اردوگاه القاعده را دیدند.\n\nمقام‌های محلی به پرسش‌های ما پاسخ ندادند."
ARABIC = "معسكران للقاعدة قيد الاستخدام"


@pytest.fixture
def desk(windows: Windows) -> Page:
    """A window of the analyst in which refusals are expected."""
    windows.refusals_expected = True
    return windows.open("/", "analyst")


def report(desk: Page, text: str = "Two camps were seen in use.", title: str = "Situation report") -> str:
    return evidence.file_report(
        desk, text, title=title, source="United Nations press service", published="2026-01-05"
    )


def test_nobody_accepts_their_own_finding(windows: Windows, desk: Page) -> None:
    waiting = windows.product.ask("waiting", "1")[0]["finding"]
    desk.goto(f"/review/?finding={waiting}")
    expect(desk.get_by_role("article")).to_contain_text("somebody else must review it")
    expect(desk.get_by_role("button", name="Accept")).to_have_count(0)
    form = desk.locator("form.sv-decide")
    answer = desk.context.request.post(
        f"/review/{waiting}/",
        form={
            "csrfmiddlewaretoken": form.locator("[name=csrfmiddlewaretoken]").input_value(),
            "version": form.locator("[name=version]").input_value(),
            "action": "accept",
        },
    )
    assert answer.status == 400
    assert "You proposed this finding, so somebody else must" in answer.text()
    desk.goto(f"/findings/{waiting}/")
    expect(desk.get_by_text("submitted").first).to_be_visible()


def test_a_day_that_is_none_is_named_and_the_text_stays(desk: Page) -> None:
    desk.goto("/reports/new/")
    desk.evaluate("document.querySelector('[name=published_on]').type = 'text'")
    desk.get_by_label("Title").fill("Situation report")
    desk.get_by_label("Source", exact=True).fill("United Nations press service")
    desk.get_by_label("Published", exact=True).fill("2020-02-30")
    desk.get_by_label("Text", exact=True).fill("Words that took an hour.")
    desk.get_by_role("button", name="File the report").click()
    expect(desk.locator("#problems")).to_contain_text("That is not a day of the calendar.")
    expect(desk.get_by_label("Text", exact=True)).to_have_value("Words that took an hour.")


def test_an_empty_form_is_answered_field_by_field(desk: Page) -> None:
    desk.goto("/reports/new/")
    desk.evaluate("document.querySelector('main form').noValidate = true")
    desk.get_by_role("button", name="File the report").click()
    for field in ("Title", "Source", "Published"):
        expect(desk.locator("#problems")).to_contain_text(field)
    desk.locator("#problems a").first.click()
    expect(desk.get_by_label("Title")).to_be_focused()


def test_fifty_megabytes_are_refused_and_stay_in_the_form(desk: Page) -> None:
    desk.goto("/reports/new/")
    desk.get_by_label("Title").fill("All of it at once")
    desk.get_by_label("Source", exact=True).fill("United Nations press service")
    desk.get_by_label("Published", exact=True).fill("2026-01-05")
    # Hidden, because a browser needs half a minute to lay out so many lines.
    desk.evaluate(
        "() => { const text = document.querySelector('[name=text]');"
        " text.hidden = true; text.value = 'word '.repeat(10_000_000); }"
    )
    # The browser takes ten seconds to take and send it, and several times that on a busy machine.
    long, refused = 240_000, "At most 5 MB of text can be pasted"
    desk.get_by_role("button", name="File the report").click(no_wait_after=True, timeout=long)
    expect(desk.locator("#problems")).to_contain_text(refused, timeout=long)
    assert desk.evaluate("document.querySelector('[name=text]').value.length") == 50_000_000
    expect(desk.get_by_label("Title")).to_have_value("All of it at once")
    desk.evaluate("document.querySelector('[name=text]').value = ''")


def test_an_unknown_duty_is_named(desk: Page) -> None:
    report(desk)
    evidence.mark(desk, "Two camps were seen")
    desk.get_by_label("Another duty, by its code or a word of its title").press_sequentially("TAL-99")
    expect(desk.locator("#duties")).to_contain_text("No duty matches")
    evidence.choose(desk, "stance", "CONTRADICTS")
    evidence.choose(desk, "credibility", "2")
    desk.get_by_label("Observed to").fill("2026-01-04")
    desk.get_by_role("button", name="Submit for review").click()
    expect(desk.locator("#finding-form .sv-faults")).to_contain_text("No duty has the code “TAL-99”.")
    expect(desk.get_by_label("The passage")).to_have_value("Two camps were seen")


def test_text_that_runs_right_to_left_comes_back_as_it_was(desk: Page) -> None:
    report(desk, PERSIAN, PERSIAN_TITLE)
    expect(desk.get_by_role("heading", level=1)).to_have_text(PERSIAN_TITLE)
    evidence.mark(desk, "دو اردوگاه القاعده را دیدند")
    expect(desk.get_by_label("The passage")).to_have_value("دو اردوگاه القاعده را دیدند")
    evidence.fill_finding(
        desk,
        code="TAL-03",
        stance="CONTRADICTS",
        credibility="2",
        origin=evidence.UN_TEAM,
        statement=ARABIC,
        observed_from="2026-01-01",
        observed_to="2026-01-04",
    )
    reference = evidence.submit_finding(desk)
    desk.goto(f"/findings/{reference}/")
    heading = desk.get_by_role("heading", level=1)
    expect(heading).to_have_text(ARABIC)
    assert heading.evaluate("(one) => getComputedStyle(one).direction") == "rtl"
    expect(desk.locator("blockquote mark")).to_have_text("دو اردوگاه القاعده را دیدند")


def test_a_stale_edit_shows_both_texts_and_can_be_saved_over(windows: Windows, desk: Page) -> None:
    reference = report(desk)
    desk.goto(f"/reports/{reference}/edit/")
    other = windows.open(f"/reports/{reference}/edit/", "analyst2")
    other.get_by_label("Title").fill("As the other one has it")
    other.get_by_role("button", name="Save").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("As the other one has it")
    desk.get_by_label("Title").fill("As I have it")
    desk.get_by_role("button", name="Save").click()
    both = desk.locator(".sv-faults")
    expect(both).to_contain_text("As the other one has it")
    expect(both).to_contain_text("As I have it")
    expect(desk.get_by_label("Title")).to_have_value("As I have it")
    desk.get_by_role("button", name="Save").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("As I have it")
