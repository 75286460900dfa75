"""Days and periods as people write them, in three calendars."""

from datetime import date

import pytest

from tests.ingestion.noticing.days_table import GREGORIAN, LUNAR_HIJRI, NONE, SOLAR_HIJRI
from tracker.ingestion.noticing import Calendar, Day, Doubt, notice
from tracker.models.choices import Precision

pytestmark = pytest.mark.once

PUBLISHED_ON = date(2020, 6, 8)
ROWS = [
    (calendar, *row)
    for calendar, table in (
        (Calendar.GREGORIAN, GREGORIAN),
        (Calendar.SOLAR_HIJRI, SOLAR_HIJRI),
        (Calendar.LUNAR_HIJRI, LUNAR_HIJRI),
    )
    for row in table
]


def days(text: str, published_on: date | None = PUBLISHED_ON) -> tuple[Day, ...]:
    return notice(text, 0, len(text), published_on=published_on).days


@pytest.mark.parametrize(
    ("calendar", "text", "from_on", "to_on", "precision", "words", "doubt"),
    ROWS,
    ids=[row[1] for row in ROWS],
)
def test_a_day_as_it_is_written(
    calendar: Calendar, text: str, from_on: str, to_on: str, precision: str, words: str, doubt: str
) -> None:
    (day,) = days(text)
    assert (day.from_on, day.to_on) == (
        date.fromisoformat(from_on) if from_on else None,
        date.fromisoformat(to_on),
    )
    assert (day.precision, day.calendar, day.doubt) == (precision, calendar, doubt)
    assert (
        day.words.removeprefix("the ")
        == words.removeprefix("the ")
        == text[day.start : day.end].removeprefix("the ")
    )
    assert day.precision in Precision.values


@pytest.mark.parametrize("text", NONE)
def test_no_day_where_there_is_none(text: str) -> None:
    assert days(text) == ()


@pytest.mark.parametrize("text", ["last week", "since February", "on 4 March", "on Monday", "10 days ago"])
def test_without_a_day_of_publication_what_hangs_on_it_is_not_guessed(text: str) -> None:
    assert days(text, None) == ()


def test_the_same_day_in_three_calendars() -> None:
    found = days("10 Hut 1398, 5 Rajab 1441, 29 February 2020")
    assert {day.to_on for day in found} == {date(2020, 2, 29)}
    assert {day.calendar for day in found} == set(Calendar)


def test_a_period_that_begins_after_publication_has_not_been_going_on_since() -> None:
    (day,) = days("since August 2020")
    assert (day.words, day.to_on) == ("August 2020", date(2020, 8, 31))


def test_every_doubt_has_its_row() -> None:
    told = {row[-1] for row in ROWS}
    assert told == {doubt.value for doubt in Doubt}
