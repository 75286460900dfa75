"""Kinds of silence: records by place, each with its meaning, and the days nobody is on record for."""

from datetime import date

import pytest

from tests import factories
from tracker.models.choices import CoverageOutcome
from tracker.web.commitments.silences import ICONS, MEANINGS, gaps, places

MAY = (date(2020, 5, 1), date(2020, 5, 31))


def days(*pairs):
    return [(date(2020, 5, first), date(2020, 5, last)) for first, last in pairs]


@pytest.mark.parametrize(
    ("periods", "missing"),
    [
        ([], [(1, 31)]),
        ([(1, 31)], []),
        ([(5, 10)], [(1, 4), (11, 31)]),
        ([(5, 10), (8, 20)], [(1, 4), (21, 31)]),
        ([(20, 25), (1, 9), (10, 12)], [(13, 19), (26, 31)]),
        ([(1, 1), (31, 31)], [(2, 30)]),
    ],
)
def test_gaps_are_the_days_no_record_covers(periods, missing):
    assert gaps(days(*periods), *MAY) == days(*missing)


def test_records_before_and_after_the_span_leave_no_gap_of_their_own():
    around = [(date(2020, 4, 1), date(2020, 5, 2)), (date(2020, 5, 30), date(2020, 6, 9))]
    assert gaps(around, *MAY) == days((3, 29))
    assert gaps([(date(2020, 6, 1), date(2020, 6, 2))], *MAY) == days((1, 31))
    assert gaps([], None, MAY[1]) == []


def test_every_outcome_has_an_icon_and_a_meaning_of_its_own():
    assert set(ICONS) == set(MEANINGS) == set(CoverageOutcome)
    assert len(set(ICONS.values())) == len(set(map(str, MEANINGS.values()))) == len(CoverageOutcome)


@pytest.mark.django_db
def test_each_place_has_its_own_silence_however_it_is_written():
    duty = factories.CommitmentFactory()
    records = [
        factories.CoverageFactory(commitment=duty, place=place, from_on=MAY[0], to_on=MAY[1])
        for place in ("Khost", "khost", "")
    ]
    found = places(records, date(2020, 4, 1), MAY[1])
    assert [(place.name, len(place.looks)) for place in found] == [("", 1), ("Khost", 2)]
    assert found[1].gaps == [(date(2020, 4, 1), date(2020, 4, 30))]
