"""Bounded figures become one integer; relative deadlines become days."""

import pytest

from tests.assessment.examples import day
from tracker.assessment import Bound, InvalidInput, add_days, add_months, resolve_deadline, worst_bound

pytestmark = pytest.mark.once

DOWN, UP, LEVEL = {"baseline": 100, "target": 0}, {"baseline": 0, "target": 100}, {"baseline": 5, "target": 5}


@pytest.mark.parametrize(
    ("bound", "figures", "down", "up", "level"),
    [
        (Bound.EXACT, {"value": 40}, 40, 40, 40),
        (Bound.ABOUT, {"value": 40}, 40, 40, 40),
        (Bound.AT_MOST, {"value": 40}, 40, None, None),
        (Bound.AT_LEAST, {"value": 40}, None, 40, None),
        (Bound.RANGE, {"low": 4, "high": 9}, 9, 4, 9),
        (Bound.RANGE, {"low": 1, "high": 6}, 6, 1, 1),
        (Bound.RANGE, {"low": 4, "high": None}, None, 4, None),
        (Bound.RANGE, {"low": None, "high": 9}, 9, None, None),
        (Bound.RANGE, {"low": 7, "high": 7}, 7, 7, 7),
    ],
)
def test_the_end_least_favourable_to_the_obligor_counts(
    bound: Bound, figures: dict[str, int], down: int | None, up: int | None, level: int | None
) -> None:
    assert worst_bound(bound, **figures, **DOWN) == down
    assert worst_bound(bound, **figures, **UP) == up
    assert worst_bound(bound, **figures, **LEVEL) == level


@pytest.mark.parametrize(
    ("bound", "figures", "field"),
    [
        (Bound.EXACT, {}, "value"),
        (Bound.AT_MOST, {}, "value"),
        (Bound.RANGE, {}, "low"),
        (Bound.RANGE, {"low": 9, "high": 4}, "high"),
    ],
)
def test_a_figure_that_is_none_is_refused(bound: Bound, figures: dict[str, int], field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        worst_bound(bound, **figures, **DOWN)
    assert caught.value.field == field


def test_deadlines_count_from_day_0() -> None:
    signature = day(2, 29, 2020)
    assert resolve_deadline(signature, days=135) == day(7, 13, 2020)
    assert resolve_deadline(signature, months=14) == day(4, 29, 2021)
    assert resolve_deadline(None, days=3) is None
    assert resolve_deadline(day(1, 31), months=1, days=1) == day(3, 1)


def test_months_clamp_to_the_months_end() -> None:
    assert add_months(day(1, 31), 1) == day(2, 29)
    assert add_months(day(2, 29), 12) == day(2, 28, 2025)
    assert add_months(day(1, 31), -2) == day(11, 30, 2023)


@pytest.mark.parametrize("count", [10_000_000, -10_000_000])
def test_the_calendar_has_ends(count: int) -> None:
    with pytest.raises(InvalidInput, match="leaves the calendar"):
        add_days(day(1, 1), count)
    with pytest.raises(InvalidInput, match="leaves the calendar"):
        add_months(day(1, 1), count)
