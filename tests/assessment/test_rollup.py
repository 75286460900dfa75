"""Roll-ups: scores, coverage and the headline that holds first."""

from dataclasses import replace
from typing import Any

import pytest

from tests.assessment.examples import commitment, day, result
from tracker.assessment import (
    Commitment,
    Confidence,
    Headline,
    Kind,
    Reason,
    ReasonCode,
    Result,
    RollUp,
    Status,
    roll_up,
    score_pm,
)

pytestmark = pytest.mark.once

BLANK = result(commitment(), [], day(6, 1))


def rated(status: Status, **fields: Any) -> Result:
    return replace(BLANK, status=status, **({"confidence": Confidence.LOW, "progress_pm": 400} | fields))


def rolled(*statuses: Status, essential: bool = False, kind: Kind = Kind.ACT, **fields: Any) -> RollUp:
    commitments = [commitment(kind, id=f"c{place}", essential=essential) for place in range(len(statuses))]
    results = {f"c{place}": rated(status, **fields) for place, status in enumerate(statuses)}
    return roll_up(commitments, results)


ACT, DUTY = commitment(), commitment(Kind.CONTINUING)


@pytest.mark.parametrize(
    ("one", "given", "score"),
    [
        (ACT, rated(Status.FULFILLED), 1000),
        (DUTY, rated(Status.COMPLIANT, confidence=Confidence.NONE), 1000),
        (ACT, rated(Status.REVERSED), 0),
        (DUTY, rated(Status.BREACHED), 0),
        (ACT, rated(Status.BREACHED), 400),
        (ACT, rated(Status.OVERDUE, confidence=Confidence.NONE), None),
        (ACT, rated(Status.ON_TRACK), 400),
        (ACT, rated(Status.ON_TRACK, reasons=(Reason(ReasonCode.SELF_REPORTED_ONLY),)), None),
        (DUTY, rated(Status.AT_RISK, p_pm=300, progress_pm=None), 300),
        (DUTY, rated(Status.UNVERIFIED, p_pm=300), None),
        (ACT, rated(Status.PENDING), None),
        (ACT, rated(Status.SUSPENDED), None),
        (ACT, rated(Status.CLOSED), None),
    ],
)
def test_score_of_one(one: Commitment, given: Result, score: int | None) -> None:
    assert score_pm(one, given) == score


def test_scores_and_coverage_are_weighted_and_floored() -> None:
    commitments = [commitment(id="a", weight=3), commitment(id="b"), commitment(id="c", weight=3)]
    results = {
        "a": rated(Status.FULFILLED),
        "b": rated(Status.ON_TRACK, progress_pm=667),
        "c": rated(Status.UNVERIFIED),
    }
    given = roll_up(commitments, results)
    assert (given.implementation_pm, given.coverage_pm) == ((3 * 1000 + 667) // 4, 4 * 1000 // 7)
    assert (given.n, given.worst) == (3, Status.UNVERIFIED)
    assert given.counts == {Status.UNVERIFIED: 1, Status.ON_TRACK: 1, Status.FULFILLED: 1}


def test_a_standing_breach_covers_although_its_confidence_is_none() -> None:
    assert rolled(Status.BREACHED, confidence=Confidence.NONE).coverage_pm == 1000
    assert rolled(Status.OVERDUE, confidence=Confidence.NONE).coverage_pm == 0


def test_nothing_to_divide_by_is_null() -> None:
    assert (rolled(Status.PENDING).implementation_pm, rolled(Status.PENDING).coverage_pm) == (None, None)


@pytest.mark.parametrize(
    ("statuses", "fields", "headline"),
    [
        ((), {}, Headline.EMPTY),
        ((Status.REVERSED, Status.FULFILLED), {"essential": True}, Headline.IN_BREACH),
        ((Status.BREACHED, Status.FULFILLED), {}, Headline.CONCERNS),
        ((Status.OVERDUE,), {"essential": True}, Headline.CONCERNS),
        ((Status.CLOSED, Status.CLOSED), {}, Headline.CLOSED),
        ((Status.CLOSED, Status.FULFILLED), {}, Headline.COMPLETED),
        ((Status.PENDING, Status.CLOSED), {}, Headline.NOT_STARTED),
        ((Status.PENDING, Status.SUSPENDED), {}, Headline.SUSPENDED),
        ((Status.UNVERIFIED, Status.UNVERIFIED, Status.AT_RISK), {}, Headline.INSUFFICIENT_INFORMATION),
        ((Status.UNVERIFIED, Status.AT_RISK), {}, Headline.AT_RISK),
        ((Status.DISPUTED, Status.ON_TRACK), {}, Headline.AT_RISK),
        ((Status.COMPLIANT, Status.ON_TRACK), {}, Headline.ON_TRACK),
    ],
)
def test_the_first_headline_that_holds(
    statuses: tuple[Status, ...], fields: dict[str, Any], headline: Headline
) -> None:
    assert rolled(*statuses, **fields).headline is headline


def test_essential_breaches_are_listed_ascending() -> None:
    assert rolled(Status.BREACHED, Status.ON_TRACK, Status.REVERSED, essential=True).essential_breaches == (
        "c0",
        "c2",
    )
