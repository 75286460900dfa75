"""What one finding weighs: ceilings, interest, the factors of duties, and age."""

import pytest

from tests.assessment.examples import against, commitment, day, finding, result
from tracker.assessment import DEFAULT, Interest, Kind, Stance
from tracker.assessment.weighing import Scale, base_mb, decay_ppm

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("grade", "mb"),
    [("A1", 1000), ("B1", 700), ("A2", 700), ("C3", 400), ("D1", 150), ("A4", 150), ("E1", 0), ("A5", 0)]
    + [("F1", 250), ("A6", 250), ("F4", 150), ("D6", 150)],
)
def test_the_ceiling_is_the_lower_of_the_two(grade: str, mb: int) -> None:
    assert base_mb(finding("f", grade=grade), DEFAULT) == mb


@pytest.mark.parametrize(
    ("interest", "speaks_for", "mb", "credible", "first_rate"),
    [
        (Interest.IND, True, 1000, True, True),
        (Interest.OBL, True, 250, False, False),
        (Interest.OBL, False, 1000, True, True),
        (Interest.CTR, True, 1000, True, True),
        (Interest.CTR, False, 500, True, False),
    ],
)
def test_interest_decides_what_is_credible(
    interest: Interest, speaks_for: bool, mb: int, credible: bool, first_rate: bool
) -> None:
    voice = Scale(commitment(), DEFAULT).voice(finding("f", grade="A1", interest=interest), speaks_for)
    assert (voice.base_mb, voice.credible, voice.first_rate) == (mb, credible, first_rate)


def test_factors_of_duties_come_after_interest_and_leave_credibility_alone() -> None:
    straddling = finding(
        "f", Stance.PARTIAL, grade="A1", observed_from=day(12, 1, 2023), interest=Interest.CTR
    )
    voice = Scale(commitment(Kind.PROHIBITION), DEFAULT).voice(straddling, False)
    assert (voice.base_mb, voice.unaged_ub) == (500, 125_000)
    assert voice.credible


def test_no_violation_seen_counts_half_only_under_a_prohibition() -> None:
    seen = finding("f", grade="A1")
    assert result(commitment(Kind.PROHIBITION), [seen], day(6, 1)).for_mb == 500
    assert result(commitment(Kind.CONTINUING), [seen], day(6, 1)).for_mb == 1000


def test_partial_compliance_with_a_duty_counts_against_at_half_weight() -> None:
    given = result(commitment(Kind.CONTINUING), [finding("f", Stance.PARTIAL, grade="A1")], day(6, 1))
    assert (given.for_mb, given.against_mb) == (0, 500)


def test_the_start_itself_is_not_straddled_by_a_finding_that_begins_on_it() -> None:
    begins = against("f", observed_from=day(1, 1))
    assert result(commitment(Kind.CONTINUING), [begins], day(6, 1)).against_mb == 700


@pytest.mark.parametrize(
    ("age", "half_life", "ppm"),
    [
        (0, 180, 1_000_000),
        (-5, 180, 1_000_000),
        (900, 0, 1_000_000),
        (900, -1, 1_000_000),
        (90, 180, 750_000),
        (180, 180, 500_000),
        (181, 180, 498_611),
        (270, 180, 375_000),
        (19 * 7, 7, 1),
        (20 * 7, 7, 0),
    ],
)
def test_age_halves_in_straight_lines(age: int, half_life: int, ppm: int) -> None:
    assert decay_ppm(age, half_life, DEFAULT.most_halvings) == ppm


def test_a_commitments_own_half_lives_replace_those_of_its_kind() -> None:
    seen = [finding("f", seen=day(1, 1), grade="A1")]
    ageless = result(commitment(Kind.CONTINUING, half_life_days=(0, 0)), seen, day(6, 29))
    aged = result(commitment(Kind.CONTINUING), seen, day(6, 29))
    assert (ageless.for_mb, aged.for_mb) == (1000, 500)
