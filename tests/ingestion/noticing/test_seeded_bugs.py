"""The tables would notice: each mistake one could make in noticing turns a row of them red."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.ingestion.noticing import test_days, test_figures
from tracker.assessment.enums import Bound
from tracker.ingestion.noticing import calendars, figure_words, figures, periods, pieces, quantities
from tracker.ingestion.noticing.calendars import Span
from tracker.ingestion.noticing.results import Doubt
from tracker.ingestion.noticing.vocabulary import Phrases

pytestmark = pytest.mark.once


def precision_of_the_first(first: Span, second: Span) -> Span:
    return replace(first, to_on=second.to_on, single=False)


def any_day_of_a_year(piece: Any, published_on: Any) -> Span | None:
    return calendars.span_of(piece.in_year(published_on.year))


def without_a_doubt(*args: Any, doubt: Doubt = Doubt.NONE) -> Any:
    return calendars.Piece(calendar=args[0], year=args[1], month=args[2], day=args[3])


def day(text: str) -> Any:
    return lambda: test_days.test_a_day_as_it_is_written(
        *next(row for row in test_days.ROWS if row[1] == text)
    )


def figure(text: str) -> Any:
    row = next(row for row in test_figures.ONE if row[0] == text)
    return lambda: test_figures.test_a_figure_as_it_is_written(*row)


def none(text: str) -> Any:
    return lambda: test_figures.test_a_number_that_counts_nothing_is_no_figure(text)


AT_LEAST = Phrases({("more", "than"): (Bound.AT_LEAST, False)})
BUGS: list[tuple[str, Any, str, Any, Any]] = [
    ("early is a third", calendars, "PARTS_OF_YEAR", {"early": (1, 4)}, day("early 2020")),
    (
        "late in a month is its last week",
        calendars,
        "PARTS_OF_MONTH",
        {"late": (24, 0)},
        day("late March 2020"),
    ),
    ("a part is no doubt", calendars, "ROUGH", frozenset(), day("late 2020")),
    (
        "the first day decides how exactly",
        periods,
        "_merged",
        precision_of_the_first,
        day("held throughout 2019 and early 2020."),
    ),
    ("a day without a year may lie ahead", periods, "last_before", any_day_of_a_year, day("on 12 September")),
    ("day and month are told apart by hope", pieces, "_checked", without_a_doubt, day("03/04/2020")),
    ("more than is at least", figure_words, "BEFORE", AT_LEAST, figure("more than 2,000")),
    (
        "a change is a range",
        figures,
        "_changes",
        lambda *_: False,
        lambda: test_figures.test_figures_side_by_side("rose from 400 to 600", ["400", "600"]),
    ),
    ("how long is how many", figures, "_spans_time", lambda *_: False, figure("it took over 135 days")),
    ("a reference counts", quantities, "_only_names", lambda *_: False, none("resolution 2513 (2020)")),
    ("an ordinal counts", quantities, "_odd_ending", lambda *_: False, none("at its 8742nd meeting")),
    ("a unit ends at its first word", quantities, "UNIT_REACH", 1, figure("14 listed members of the")),
]


@pytest.mark.parametrize(
    ("module", "name", "wrong", "witness"), [bug[1:] for bug in BUGS], ids=[bug[0] for bug in BUGS]
)
def test_a_row_notices(
    module: Any, name: str, wrong: Any, witness: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    witness()
    monkeypatch.setattr(module, name, wrong)
    with pytest.raises((AssertionError, ValueError)):
        witness()
