"""Deadline rules: what can be read, on which day it falls, and the sentence for what cannot."""

from datetime import date

import pytest

from tracker.services import deadlines
from tracker.services.deadlines import BadDeadlineRule

ANCHORS = {"signature": date(2020, 2, 29), "talks-begin": None, "Announcement": date(2020, 3, 10)}


@pytest.mark.parametrize(
    ("rule", "day"),
    [
        ("", None),
        ("   ", None),
        ("2020-03-10", date(2020, 3, 10)),
        (" 2020-03-10 ", date(2020, 3, 10)),
        ("signature + 135 days", date(2020, 7, 13)),
        ("signature+135days", date(2020, 7, 13)),
        ("signature + 1 day", date(2020, 3, 1)),
        ("signature + 0 days", date(2020, 2, 29)),
        ("14 months after signature", date(2021, 4, 29)),
        ("14 MONTHS After Signature", date(2021, 4, 29)),
        ("1 year after signature", date(2021, 2, 28)),
        ("2 weeks after signature", date(2020, 3, 14)),
        ("3 months after 2020-03-10", date(2020, 6, 10)),
        ("2020-03-10 + 3 months", date(2020, 6, 10)),
        ("1 month after 2020-01-31", date(2020, 2, 29)),
        ("10 days after announcement", date(2020, 3, 20)),
        ("3 weeks after talks-begin", None),
    ],
)
def test_a_rule_falls_on_a_day(rule: str, day: date | None) -> None:
    assert deadlines.resolve(deadlines.parse(rule), ANCHORS) == day


@pytest.mark.parametrize(
    ("rule", "position", "words"),
    [
        ("2020-02-30", 1, "this day does not exist"),
        ("3 months after 2020-02-30", 16, "this day does not exist"),
        ("signature + -3 days", 13, "a whole number, 0 or more"),
        ("signature + 3.5 days", 13, "a whole number"),
        ("signature - 3 days", 11, "“+” and a length of time"),
        ("signature", 10, "“+” and a length of time"),
        ("signature + 135", 16, "days, weeks, months or years"),
        ("signature + 135 fortnights", 17, "days, weeks, months or years"),
        ("14 months before signature", 11, "“after” is expected"),
        ("14 months after", 16, "a day such as 2020-03-10 or the code of an anchor"),
        ("signature + 135 days or so", 22, "the rule should end here"),
        ("2020-03-10 at noon", 12, "“+” and a length of time"),
        ("signature + 999999999999 days", 13, "the number is too large"),
        ("soon!", 5, "“+” and a length of time"),
        ("به زودی", 1, "a day such as 2020-03-10"),
        ("١٤ months after signature", 1, "a day such as 2020-03-10"),
        ("+ 3 days", 1, "a day such as 2020-03-10"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place_and_examples(
    rule: str, position: int, words: str
) -> None:
    with pytest.raises(BadDeadlineRule) as refused:
        deadlines.parse(rule)
    assert refused.value.position == position
    assert refused.value.field == "deadline_rule"
    sentence = refused.value.sentence
    assert words in sentence
    assert f"at character {position}:" in sentence
    assert "`signature + 135 days`" in sentence
    assert "`14 months after signature`" in sentence


def test_an_unknown_anchor_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(
        BadDeadlineRule, match=r"at character 17: .*“signing”; it has: Announcement, sig"
    ) as no:
        deadlines.resolve(deadlines.parse("14 months after signing"), ANCHORS)
    assert no.value.position == 17


def test_without_any_anchor_the_sentence_says_what_to_do() -> None:
    with pytest.raises(BadDeadlineRule, match="nor any other; add it first"):
        deadlines.resolve(deadlines.parse("signature + 1 day"), {})


def test_a_day_past_the_calendar_is_refused() -> None:
    with pytest.raises(BadDeadlineRule, match="after the year 9999"):
        deadlines.resolve(deadlines.parse("99999 years after signature"), ANCHORS)
