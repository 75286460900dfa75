"""Suspension and prerequisites: what other commitments' results do to one."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from tests.assessment.examples import against, codes, commitment, day, excluded, finding, reason
from tracker.assessment import Commitment, Finding, Kind, Result, assess

pytestmark = pytest.mark.once

TODAY = day(6, 30)
BREACH = [against("x", seen=day(3, 1), grade="A1")]


def theirs(**fields: Any) -> Commitment:
    return commitment(Kind.PROHIBITION, **({"id": "theirs", "obligors": ("Q",), "essential": True} | fields))


def ours(**fields: Any) -> Commitment:
    return commitment(Kind.CONTINUING, **({"id": "ours", "reciprocal": ("theirs",)} | fields))


def assessed(
    one: Commitment,
    other: Commitment,
    findings: Sequence[Finding] = (),
    others: Sequence[Finding] = BREACH,
    as_of: date = TODAY,
) -> Result:
    return assess([one, other], {one.id: findings, other.id: others}, as_of=as_of)[one.id]


INVOKED = {"suspension_invoked_on": day(4, 1)}


def test_a_material_breach_once_invoked_suspends() -> None:
    given = assessed(ours(**INVOKED), theirs())
    assert (given.status, given.level) == ("SUSPENDED", None)
    assert reason(given, "SUSPENDED_BY") == ("theirs",)


def test_a_ground_not_invoked_only_allows_it() -> None:
    given = assessed(ours(), theirs())
    assert (given.status, codes(given)[0]) == ("UNVERIFIED", "SUSPENSION_AVAILABLE_NOT_INVOKED")
    later = assessed(ours(suspension_invoked_on=day(7, 1)), theirs())
    assert codes(later)[0] == "SUSPENSION_AVAILABLE_NOT_INVOKED"


@pytest.mark.parametrize("fields", [{}, INVOKED])
def test_a_humanitarian_duty_is_never_suspended(fields: dict[str, Any]) -> None:
    given = assessed(ours(humanitarian=True, **fields), theirs())
    assert (given.status, codes(given)[0]) == ("UNVERIFIED", "SUSPENSION_BARRED_HUMANITARIAN")


@pytest.mark.parametrize(
    ("other", "others"),
    [
        (theirs(essential=False), BREACH),
        (theirs(), [against("x", seen=day(3, 1), grade="A1", severity=1)]),
        (theirs(), []),
        (theirs(id="somebody"), BREACH),
    ],
)
def test_without_a_material_breach_an_invocation_is_unsupported(
    other: Commitment, others: Sequence[Finding]
) -> None:
    given = assessed(ours(**INVOKED), other, others=others)
    assert (given.status, codes(given)[0]) == ("UNVERIFIED", "SUSPENSION_UNSUPPORTED")


def test_what_burdens_the_obligor_for_suspended_days_leaves() -> None:
    findings = [against("a", seen=day(3, 31), grade="C3"), against("b", seen=day(4, 1), grade="A1")]
    given = assessed(ours(**INVOKED), theirs(), findings)
    assert (excluded(given), given.used_against) == ({"b": "AFTER_SUSPENSION"}, ("a",))
    supports = assessed(ours(**INVOKED), theirs(), [finding("a", seen=day(5, 1))])
    assert supports.used_for == ("a",)


def test_a_suspension_takes_effect_no_earlier_than_the_breach() -> None:
    findings = [against("a", seen=day(4, 15), grade="C3"), against("b", seen=day(5, 1), grade="C3")]
    given = assessed(ours(**INVOKED), theirs(), findings, [against("x", seen=day(5, 1), grade="A1")])
    assert excluded(given) == {"b": "AFTER_SUSPENSION"}


def test_a_breach_of_ones_own_before_it_stays_a_breach() -> None:
    given = assessed(ours(**INVOKED), theirs(), [against("a", seen=day(3, 1), grade="A1")])
    assert given.status == "BREACHED"
    assert {"SUSPENDED_BY", "SUSPENSION_UNSUPPORTED"}.isdisjoint(codes(given))


def test_mutual_grounds_are_judged_each_alone_first() -> None:
    one = ours(essential=True, **INVOKED)
    other = theirs(reciprocal=("ours",), suspension_invoked_on=day(4, 1))
    findings = {"ours": [against("a", seen=day(3, 1), grade="A1")], "theirs": BREACH}
    given = assess([one, other], findings, as_of=TODAY)
    assert {key: str(each.status) for key, each in given.items()} == {
        "ours": "BREACHED",
        "theirs": "BREACHED",
    }


def waiting(*prerequisites: str, **fields: Any) -> Commitment:
    return commitment(Kind.CONTINUING, id="waiting", prerequisites=prerequisites, **fields)


def test_a_prerequisite_owed_by_others_excuses() -> None:
    given = assessed(waiting("theirs"), theirs(), [finding("a", grade="A1")])
    assert (given.status, reason(given, "PREREQUISITE_UNMET")) == ("PENDING", ("theirs",))
    assert given.confidence == "MODERATE"


def test_a_prerequisite_of_ones_own_excuses_nothing() -> None:
    given = assessed(waiting("theirs"), theirs(obligors=("P", "Q")))
    assert (given.status, reason(given, "PREREQUISITE_OWN")) == ("UNVERIFIED", ("theirs",))


def test_a_met_prerequisite_says_nothing() -> None:
    given = assessed(waiting("theirs"), theirs(), others=[finding("x", grade="A1"), finding("y", grade="A1")])
    assert given.status == "UNVERIFIED"
    assert "PREREQUISITE_UNMET" not in codes(given)


def test_unmet_ones_come_first_and_ids_ascend() -> None:
    given = assessed(waiting("z", "absent", "theirs"), theirs(obligors=("P",)))
    assert [tuple(one) for one in given.reasons[:2]] == [
        ("PREREQUISITE_UNMET", ("absent", "z")),
        ("PREREQUISITE_OWN", ("theirs",)),
    ]


def test_a_breach_that_waits_is_pending_and_no_longer_material() -> None:
    given = assessed(waiting("theirs", essential=True), theirs(), [against("a", grade="A1")])
    assert (given.status, given.material) == ("PENDING", False)
    assert {"MATERIAL_BREACH", "BREACH_NOT_MATERIAL"}.isdisjoint(codes(given))


def test_wanted_results_equal_those_of_the_whole_and_links_of_links_change_nothing() -> None:
    one, other = ours(**INVOKED), theirs(reciprocal=("third",), prerequisites=("third",))
    third = commitment(Kind.PROHIBITION, id="third", obligors=("Q",), essential=True)
    findings = {"theirs": BREACH, "third": BREACH}
    whole = assess([one, other, third], findings, as_of=TODAY)
    assert assess([one, other, third], findings, as_of=TODAY, wanted=["ours"]) == {"ours": whole["ours"]}
    assert assess([one, other], findings, as_of=TODAY, wanted=["ours"]) == {"ours": whole["ours"]}
