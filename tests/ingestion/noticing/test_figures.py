"""Figures as people write them: how they are bounded, what they count."""

from datetime import date
from decimal import Decimal

import pytest

from tests.ingestion.noticing.figures_table import NONE, ONE, SEVERAL
from tracker.assessment.enums import Bound
from tracker.ingestion.noticing import Figure, notice

pytestmark = pytest.mark.once


def figures(text: str) -> list[Figure]:
    found = notice(text, 0, len(text), published_on=date(2020, 6, 8)).figures
    return sorted(found, key=lambda one: one.start)


def number(written: str) -> Decimal | None:
    return Decimal(written) if written else None


@pytest.mark.parametrize(
    ("text", "bound", "low", "high", "unit", "words", "strict"), ONE, ids=[row[0] for row in ONE]
)
def test_a_figure_as_it_is_written(
    text: str, bound: str, low: str, high: str, unit: str, words: str, strict: bool
) -> None:
    (figure,) = figures(text)
    assert (figure.bound, figure.low, figure.high) == (Bound(bound), number(low), number(high))
    assert (figure.unit, figure.strict) == (unit, strict)
    assert figure.words == words == text[figure.start : figure.end]
    assert "E" not in str(figure.low or figure.high)


@pytest.mark.parametrize(("text", "told"), SEVERAL)
def test_figures_side_by_side(text: str, told: list[str]) -> None:
    shown = [
        f"{one.low}–{one.high}"
        if one.bound is Bound.RANGE
        else str(one.low if one.high is None else one.high)
        for one in figures(text)
    ]
    assert shown == told


@pytest.mark.parametrize("text", NONE)
def test_a_number_that_counts_nothing_is_no_figure(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize("row", ONE, ids=[row[0] for row in ONE])
def test_a_figure_fits_what_a_finding_holds(row: tuple[str, ...]) -> None:
    """The same pairing as the constraint `finding_bound_fits_values`."""
    (figure,) = figures(row[0])
    told = (figure.low is not None, figure.high is not None)
    assert told == {Bound.AT_MOST: (False, True), Bound.RANGE: (True, True)}.get(figure.bound, (True, False))
    if figure.low is not None and figure.high is not None:
        assert figure.low < figure.high
