"""Sensitivity, what-if and the next changes: the same method on other facts."""

from datetime import timedelta
from typing import Any

import pytest

from tests.assessment.examples import against, commitment, day, finding, result
from tracker.assessment import (
    DEFAULT,
    Credibility,
    InvalidInput,
    Kind,
    ProspectCode,
    Reliability,
    assess,
    next_changes,
    sensitivity,
    what_if,
)

pytestmark = pytest.mark.once

DUTY = commitment(Kind.PROHIBITION)
TODAY = day(6, 1)
ONE, TWO, RELAY = (
    against("a", grade="A2"),
    against("b", grade="B2"),
    against("c", grade="C3", origin="origin-a"),
)
GIVEN = {"c": [ONE, TWO, RELAY]}


def test_sensitivity_tells_which_origin_carries_the_status() -> None:
    given = sensitivity([DUTY], GIVEN, "c", as_of=TODAY)
    assert given.result == result(DUTY, GIVEN["c"], TODAY)
    assert given.carried_by == ("origin-a", "origin-b")
    first = given.origins[0]
    assert (first.origin, first.finding_ids, first.contributed_mb) == ("origin-a", ("a", "c"), 700)
    assert first.result == result(DUTY, [TWO], TODAY)
    assert given.left_out == 0


def test_a_third_origin_takes_the_weight_off_each() -> None:
    given = sensitivity([DUTY], {"c": [*GIVEN["c"], against("d")]}, "c", as_of=TODAY)
    assert given.carried_by == ()


def test_sensitivity_reaches_the_ground_of_a_suspension() -> None:
    other = commitment(Kind.PROHIBITION, id="other", obligors=("Q",), essential=True)
    one = commitment(Kind.CONTINUING, reciprocal=("other",), suspension_invoked_on=day(3, 1))
    findings = {"other": [against("x", seen=day(2, 1), grade="A1")], "c": []}
    given = sensitivity([one, other], findings, "c", as_of=TODAY)
    assert (given.result.status, given.carried_by) == ("SUSPENDED", ("origin-x",))


def test_an_origin_not_yet_heard_is_not_tried() -> None:
    later = against("later", published_on=day(7, 1))
    given = sensitivity([DUTY], {"c": [ONE, later]}, "c", as_of=TODAY)
    assert [one.origin for one in given.origins] == ["origin-a"]


def test_only_so_many_origins_are_tried_the_heaviest_first() -> None:
    given = sensitivity([DUTY], {"c": [against("z", grade="C3"), ONE]}, "c", as_of=TODAY, most=1)
    assert ([one.origin for one in given.origins], given.left_out) == (["origin-a"], 1)


def test_what_if_adds_removes_and_re_rates() -> None:
    changed = what_if(
        [DUTY],
        GIVEN,
        as_of=TODAY,
        added={"c": [finding("n", grade="A1")]},
        removed={"c": ["b"]},
        rerated={"c": {"a": (Reliability.C, Credibility.POSSIBLE)}},
    )["c"]
    assert changed.before == result(DUTY, GIVEN["c"], TODAY)
    after = [finding("n", grade="A1"), against("a", grade="C3"), RELAY]
    assert changed.after == result(DUTY, after, TODAY)
    assert (changed.status_changes, changed.anything_changes) == (True, True)
    assert [one.id for one in GIVEN["c"]] == ["a", "b", "c"]


def test_what_if_with_nothing_changes_nothing() -> None:
    changed = what_if([DUTY], GIVEN, as_of=TODAY)["c"]
    assert (changed.status_changes, changed.anything_changes) == (False, False)


def test_what_if_with_other_numbers() -> None:
    from dataclasses import replace

    stricter = replace(DEFAULT, name="trial", established_mb=1200)
    changed = what_if([DUTY], GIVEN, as_of=TODAY, new_parameters=stricter)["c"]
    assert (changed.before.status, changed.after.status) == ("BREACHED", "AT_RISK")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"removed": {"c": ["zz"]}}, "removed"),
        ({"removed": {"zz": []}}, "removed"),
        ({"rerated": {"c": {"zz": (Reliability.A, Credibility.CONFIRMED)}}}, "rerated"),
        ({"added": {"zz": []}}, "added"),
        ({"added": {"c": [against("a", grade="A1")]}}, "findings of c"),
        ({"wanted": ["zz"]}, "wanted"),
    ],
)
def test_what_is_not_there_is_refused(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        what_if([DUTY], GIVEN, as_of=TODAY, **changes)
    assert caught.value.field == field


def test_next_changes_try_one_more_source_each_way_and_a_quiet_year() -> None:
    given = {one.code: one for one in next_changes([DUTY], {"c": [ONE]}, "c", as_of=TODAY)}
    worse = given[ProspectCode.SOURCE_REPORTS_VIOLATION]
    assert worse.finding is not None
    assert worse.result == result(DUTY, [ONE, worse.finding], TODAY)
    assert (worse.result.status, worse.status_changes) == ("BREACHED", True)
    quiet = given[ProspectCode.NOTHING_NEW]
    assert quiet.as_of == TODAY + timedelta(days=365)
    assert quiet.result == assess([DUTY], {"c": [ONE]}, as_of=quiet.as_of, known_by=TODAY)["c"]
    assert ProspectCode.DUE_DAY_PASSES not in given


def test_the_due_day_passing_is_tried_while_it_is_ahead() -> None:
    due = commitment(due_on=day(6, 10), grace_days=5)
    (passing,) = [
        one for one in next_changes([due], {}, "c", as_of=TODAY) if one.code is ProspectCode.DUE_DAY_PASSES
    ]
    assert (passing.as_of, passing.result.status, passing.status_changes) == (day(6, 16), "OVERDUE", True)
    after = next_changes([due], {}, "c", as_of=day(6, 16))
    assert ProspectCode.DUE_DAY_PASSES not in {one.code for one in after}


def test_a_quiet_year_lets_in_nothing_not_known_today() -> None:
    later = against("a", seen=day(5, 1), grade="A1", published_on=day(8, 1))
    quiet = next_changes([DUTY], {"c": [later]}, "c", as_of=TODAY)[-1]
    assert quiet.result.used_against == ()


@pytest.mark.parametrize(
    ("one", "status"),
    [
        (commitment(due_on=day(7, 1)), "AT_RISK"),
        (commitment(due_on=day(5, 1)), "OVERDUE"),
        (commitment(Kind.METRIC, due_on=day(12, 1)), "AT_RISK"),
    ],
)
def test_one_more_source_speaks_in_the_way_that_counts(one: Any, status: str) -> None:
    worse, better = next_changes([one], {}, "c", as_of=TODAY)[:2]
    assert worse.result.status == status
    assert worse.result.against_mb == 700
    assert better.result.for_mb == 700


def test_an_unknown_commitment_is_refused() -> None:
    with pytest.raises(InvalidInput):
        next_changes([DUTY], {}, "zz", as_of=TODAY)
