"""Which findings are seen, and which leave with a code before their kind is asked."""

from datetime import date
from typing import Any

import pytest

from tests.assessment.examples import commitment, day, excluded, finding, result
from tracker.assessment import Commitment, Finding, InvalidInput, Kind, Stance

pytestmark = pytest.mark.once

DUTY: Commitment = commitment(Kind.CONTINUING)
TODAY = day(6, 30)


@pytest.mark.parametrize(
    ("fields", "known_by", "seen"),
    [
        ({}, None, True),
        ({"seen": day(7, 1)}, day(12, 31), False),
        ({"published_on": day(7, 1)}, None, False),
        ({"published_on": day(7, 1)}, day(7, 1), True),
        ({"accepted_on": day(7, 1)}, None, False),
        ({"accepted_on": day(5, 1)}, day(5, 31), False),
        ({}, day(5, 31), False),
    ],
)
def test_a_finding_is_seen_once_observed_published_and_accepted(
    fields: dict[str, Any], known_by: date | None, seen: bool
) -> None:
    given = result(DUTY, [finding("f", **fields)], TODAY, known_by)
    assert (given.used_for == ("f",)) is seen
    assert excluded(given) == {}


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"superseded_on": day(6, 30), "stance": Stance.NEUTRAL}, "SUPERSEDED"),
        ({"stance": Stance.NEUTRAL, "seen": day(12, 1, 2023)}, "NEUTRAL"),
        ({"seen": day(12, 31, 2023), "grade": "E5"}, "BEFORE_START"),
        ({"grade": "E1"}, "NO_WEIGHT"),
        ({"grade": "A5"}, "NO_WEIGHT"),
        ({"superseded_on": day(7, 1)}, None),
        ({"seen": day(1, 1)}, None),
    ],
)
def test_the_first_rule_that_applies_gives_the_code(fields: dict[str, Any], code: str | None) -> None:
    given = result(DUTY, [finding("f", **fields)], TODAY)
    assert excluded(given) == ({} if code is None else {"f": code})


def test_two_different_findings_under_one_id_are_an_error_and_copies_are_not() -> None:
    one = finding("f")
    assert result(DUTY, [one, finding("f")], TODAY).for_mb == 700 * 1_000_000 // 1_000_000 - 57
    with pytest.raises(InvalidInput, match="share the id 'f'"):
        result(DUTY, [one, finding("f", grade="A1")], TODAY)


def test_before_its_start_nothing_is_weighed_not_even_the_prior() -> None:
    early: list[Finding] = [finding("f", seen=day(12, 1, 2023))]
    given = result(commitment(Kind.CONTINUING, prior_mb=500), early, day(12, 31, 2023))
    assert (given.status, given.p_pm, given.net_mb, given.flip_mb) == ("PENDING", 500, 0, 90)
    assert [tuple(one) for one in given.reasons] == [
        ("NOT_IN_FORCE", (day(1, 1),)),
        ("NO_EFFECTIVE_EVIDENCE", ()),
    ]
    assert excluded(given) == {"f": "BEFORE_START"}


@pytest.mark.parametrize(
    ("closed_on", "known_by", "status"),
    [(day(6, 30), None, "CLOSED"), (day(7, 1), None, "UNVERIFIED"), (day(6, 1), day(5, 31), "UNVERIFIED")],
)
def test_closing_counts_once_reached_and_known(closed_on: date, known_by: date | None, status: str) -> None:
    closed = commitment(Kind.CONTINUING, closed_on=closed_on, closed_reason="waived")
    given = result(closed, [], TODAY, known_by)
    assert given.status == status
    assert (given.level, given.progress_pm) == (None, None)


def test_closed_comes_before_not_in_force() -> None:
    closed = commitment(Kind.ACT, starts_on=day(12, 1), closed_on=day(2, 1))
    assert result(closed, [], TODAY).reasons[0] == ("CLOSED", (None,))
