"""What both directions say: information, gate, dispute, confidence, probability and its words."""

from typing import Any

import pytest

from tests.assessment.examples import against, codes, commitment, day, finding, result
from tracker.assessment import DEFAULT, Band, Confidence, Finding, Interest, Kind, Result
from tracker.assessment.judging import band_of, distance_to_flip_mb, probability_pm

pytestmark = pytest.mark.once


def judged(*findings: Finding, **fields: Any) -> Result:
    return result(commitment(Kind.CONTINUING, half_life_days=(0, 0), **fields), findings, day(6, 1))


@pytest.mark.parametrize(
    ("net_mb", "p_pm"),
    [
        (0, 500),
        (1, 501),
        (600, 799),
        (602, 800),
        (-600, 201),
        (90, 552),
        (1000, 909),
        (2000, 990),
        (99_999, 990),
    ]
    + [(-2000, 10), (-99_999, 10)],
)
def test_probability(net_mb: int, p_pm: int) -> None:
    assert probability_pm(net_mb, DEFAULT) == p_pm


@pytest.mark.parametrize(
    ("p_pm", "band"),
    [(10, Band.ALMOST_NO_CHANCE), (49, Band.ALMOST_NO_CHANCE), (50, Band.VERY_UNLIKELY), (200, Band.UNLIKELY)]
    + [(450, Band.ROUGHLY_EVEN), (549, Band.ROUGHLY_EVEN), (550, Band.LIKELY), (800, Band.VERY_LIKELY)]
    + [(949, Band.VERY_LIKELY), (950, Band.ALMOST_CERTAIN)],
)
def test_words_begin_at_their_limit(p_pm: int, band: Band) -> None:
    assert band_of(p_pm, DEFAULT) is band


@pytest.mark.parametrize(
    ("net_mb", "flip_mb"), [(0, 90), (89, 1), (90, 0), (345, 255), (346, 254), (-700, 100), (5000, 4400)]
)
def test_distance_to_the_next_threshold(net_mb: int, flip_mb: int) -> None:
    assert distance_to_flip_mb(net_mb, DEFAULT) == flip_mb


def test_below_100_mb_nothing_is_known_but_the_prior_still_shows() -> None:
    given = judged(finding("a", grade="D4", interest=Interest.OBL), prior_mb=700)
    assert (given.status, given.confidence, given.conflict_pm) == ("UNVERIFIED", Confidence.NONE, 0)
    assert (given.net_mb, given.p_pm, codes(given)) == (737, 845, ["NO_EFFECTIVE_EVIDENCE"])


def test_one_good_origin_is_heavy_but_not_corroborated() -> None:
    given = judged(finding("a", grade="B2"))
    assert (given.status, given.confidence) == ("ON_TRACK", Confidence.LOW)
    assert "CORROBORATION_MISSING" in codes(given)


def test_a_first_rate_finding_corroborates_alone() -> None:
    given = judged(finding("a", grade="A1"))
    assert (given.status, given.confidence) == ("COMPLIANT", Confidence.MODERATE)


def test_two_good_origins_or_three_of_any_credible_grade_give_high_confidence() -> None:
    assert judged(finding("a"), finding("b")).confidence is Confidence.HIGH
    fair = [finding(name, grade="C3") for name in "abc"]
    assert judged(*fair[:2]).confidence is Confidence.MODERATE
    assert judged(*fair).confidence is Confidence.HIGH


def test_old_evidence_does_not_give_high_confidence() -> None:
    duty = commitment(Kind.CONTINUING, half_life_days=(10, 10), prior_mb=600)
    seen = [finding("a", seen=day(6, 1)), finding("b", seen=day(6, 1))]
    assert result(duty, seen, day(6, 11)).confidence is Confidence.HIGH
    assert result(duty, seen, day(6, 12)).confidence is Confidence.MODERATE


def test_conflict_is_a_status_of_its_own_from_half_on() -> None:
    disputed = judged(finding("a", grade="A1"), against("b", grade="A1"), against("c", grade="C3"))
    assert (disputed.status, disputed.confidence) == ("DISPUTED", Confidence.LOW)
    assert (disputed.conflict_pm, "CONFLICT" in codes(disputed)) == (877, True)


def test_a_light_second_side_makes_no_dispute() -> None:
    given = judged(*[finding(name, grade="D1") for name in "abc"], against("x", grade="C3"))
    assert (given.for_mb, given.against_mb, given.status) == (300, 400, "AT_RISK")


def test_only_the_obligor_says_so() -> None:
    own = [finding(name, grade="A1", interest=Interest.OBL) for name in "ab"]
    assert "SELF_REPORTED_ONLY" in codes(judged(*own))
    assert "SELF_REPORTED_ONLY" not in codes(judged(*own, finding("c", grade="D4")))


def test_only_the_counterparty_says_so() -> None:
    accusers = [against(name, grade="A1", interest=Interest.CTR) for name in "ab"]
    assert "ACCUSER_ONLY" in codes(judged(*accusers))
    assert "ACCUSER_ONLY" not in codes(judged(*accusers, against("c", grade="D4")))


def test_stale_names_the_age_from_one_half_life_on() -> None:
    duty = commitment(Kind.CONTINUING, half_life_days=(10, 10))
    seen = [finding("a", seen=day(6, 1), grade="A1")]
    assert "STALE" not in codes(result(duty, seen, day(6, 11)))
    assert "STALE" in codes(result(duty, seen, day(6, 12)))
