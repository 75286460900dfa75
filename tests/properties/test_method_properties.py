"""What holds of the method for any evidence: order, repetition, invisibility, and what a breach takes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.assessment import (
    DEFAULT,
    Band,
    Commitment,
    Confidence,
    Credibility,
    Finding,
    Interest,
    Kind,
    Profile,
    ReasonCode,
    Reliability,
    Result,
    Stance,
    Status,
    assess,
    canonical_json,
    explain,
    inputs_digest,
    roll_up,
)
from tracker.assessment.judging import band_of, probability_pm
from tracker.assessment.weighing import Scale, base_mb

pytestmark = pytest.mark.once

START = date(2024, 1, 1)
TODAY = date(2024, 12, 1)
days = st.integers(-40, 335).map(lambda number: START + timedelta(days=number))
some_days = st.none() | days


# Mostly evidence that weighs: what is graded useless leaves before any rule is tried.
GOOD_LETTERS = [Reliability.A, Reliability.B, Reliability.B, Reliability.C] * 2
GOOD_DIGITS = [Credibility.CONFIRMED, Credibility.PROBABLE, Credibility.PROBABLE, Credibility.POSSIBLE] * 2


def findings_of(ids: st.SearchStrategy[str]) -> st.SearchStrategy[Finding]:
    return st.builds(
        Finding,
        id=ids,
        origin=st.sampled_from("opqrs"),
        stance=st.sampled_from([*Stance, Stance.SUPPORTS, Stance.CONTRADICTS, Stance.CONTRADICTS]),
        reliability=st.sampled_from([*Reliability, *GOOD_LETTERS]),
        credibility=st.sampled_from([*Credibility, *GOOD_DIGITS]),
        interest=st.sampled_from([*Interest, Interest.IND, Interest.IND]),
        observed_to=days,
        published_on=days,
        accepted_on=some_days,
        event_on=some_days,
        observed_from=some_days,
        value=st.none() | st.integers(-20, 120),
        extent=st.sampled_from([1, 2]),
        severity=st.sampled_from([1, 2]),
        reversal=st.sampled_from([False, False, True]),
        repudiation=st.sampled_from([False, False, True]),
        superseded_on=st.sampled_from([None, None, None, TODAY]),
    )


evidence = st.lists(
    findings_of(st.integers(0, 40).map(lambda number: f"e{number}")),
    max_size=12,
    unique_by=lambda one: one.id,
)


def commitments_of(kinds: Sequence[Kind] = tuple(Kind), **fixed: Any) -> st.SearchStrategy[Commitment]:
    given_fields: dict[str, Any] = {
        "id": st.just("c"),
        "kind": st.sampled_from(kinds),
        "obligors": st.just(("P",)),
        "starts_on": st.just(START),
        "due_on": st.none() | st.integers(1, 400).map(lambda number: START + timedelta(days=number)),
        "grace_days": st.sampled_from([0, 14]),
        "essential": st.booleans(),
        "baseline": st.just(100),
        "target": st.just(0),
        "tolerance_pm": st.sampled_from([0, 50]),
        "profile": st.sampled_from(Profile),
        "sustain": st.booleans(),
        "prior_mb": st.sampled_from([0, 0, 120, -150]),
        "half_life_days": st.sampled_from([None, (0, 0), (60, 90)]),
    }
    return st.builds(Commitment, **(given_fields | fixed))


def assessed(one: Commitment, findings: Sequence[Finding], known_by: date | None = None) -> Result:
    return assess([one], {"c": findings}, as_of=TODAY, known_by=known_by)["c"]


@given(commitments_of(), evidence, st.randoms(use_true_random=False))
def test_order_of_arrival_changes_nothing(one: Commitment, findings: list[Finding], chance: Any) -> None:
    turned = list(findings)
    chance.shuffle(turned)
    assert canonical_json(assessed(one, turned)) == canonical_json(assessed(one, findings))
    assert inputs_digest([one], {"c": turned}, "c", TODAY) == inputs_digest(
        [one], {"c": findings}, "c", TODAY
    )


@given(commitments_of(), evidence, findings_of(st.just("late")), st.integers(1, 100))
def test_an_invisible_finding_changes_nothing_at_all(
    one: Commitment, findings: list[Finding], late: Finding, by: int
) -> None:
    before = assessed(one, findings)
    unseen = [
        replace(late, observed_to=TODAY + timedelta(days=by)),
        replace(late, published_on=TODAY + timedelta(days=by)),
        replace(late, accepted_on=TODAY + timedelta(days=by)),
    ]
    for hidden in unseen:
        assert assessed(one, [*findings, hidden]) == before


@given(commitments_of(), evidence, st.integers(1, 300))
def test_what_becomes_known_later_changes_no_earlier_day(
    one: Commitment, findings: list[Finding], ago: int
) -> None:
    known_by = TODAY - timedelta(days=ago)
    known_then = [finding for finding in findings if finding.known_on <= known_by]
    assert assessed(one, findings, known_by) == assessed(one, known_then, known_by)


@given(commitments_of(), evidence, st.data())
def test_a_repost_changes_no_weight(one: Commitment, findings: list[Finding], data: st.DataObject) -> None:
    if not findings:
        return
    said = data.draw(st.sampled_from(findings))
    lower = [letter for letter in Reliability if letter >= said.reliability]
    relay = replace(said, id=said.id + "!", reliability=data.draw(st.sampled_from(lower)))
    scale = Scale(one, DEFAULT)
    for side in (True, False):
        # A relay no longer credible is another kind of voice: it may add what its origin left unsaid.
        same_kind = scale.is_credible(relay, side) is scale.is_credible(said, side)
        if base_mb(relay, DEFAULT) > base_mb(said, DEFAULT) or not same_kind:
            relay = replace(said, id=said.id + "!!")
    before, after = assessed(one, findings), assessed(one, [*findings, relay])
    assert (after.for_mb, after.against_mb, after.status) == (
        before.for_mb,
        before.against_mb,
        before.status,
    )


DUTIES = (Kind.CONTINUING, Kind.PROHIBITION)


@given(
    evidence,
    findings_of(st.just("more")),
    commitments_of(DUTIES),
)
def test_more_support_never_lowers_a_duty_by_more_than_1_mb(
    findings: list[Finding], more: Finding, one: Commitment
) -> None:
    support = replace(more, stance=Stance.SUPPORTS)
    before, after = assessed(one, findings), assessed(one, [*findings, support])
    assert after.net_mb >= before.net_mb - 1


@given(commitments_of(), evidence)
def test_a_breach_takes_confidence_or_stands_from_before(one: Commitment, findings: list[Finding]) -> None:
    result = assessed(one, findings)
    if result.status is Status.BREACHED:
        sure = result.confidence in (Confidence.MODERATE, Confidence.HIGH)
        assert sure or result.has(ReasonCode.BREACH_NOT_CEASED)


@given(commitments_of(), evidence)
def test_figures_keep_to_their_tables(one: Commitment, findings: list[Finding]) -> None:
    result = assessed(one, findings)
    table = {probability_pm(net, DEFAULT) for net in range(-2000, 2001)}
    assert result.p_pm in table
    assert result.p_pm == probability_pm(result.net_mb, DEFAULT)
    assert result.band is band_of(result.p_pm, DEFAULT)
    assert 0 < result.p_pm < 1000
    assert result.progress_pm is None or 0 <= result.progress_pm <= 1000
    assert result.level in (None, 0, 1, 2, 3)
    assert list(result.used_for) == sorted(result.used_for)
    assert [key for key, _ in result.excluded] == sorted(key for key, _ in result.excluded)


@given(commitments_of(), evidence)
def test_the_same_question_has_the_same_answer_and_its_tree_adds_up(
    one: Commitment, findings: list[Finding]
) -> None:
    first, second = assessed(one, findings), assessed(one, findings)
    assert canonical_json(first) == canonical_json(second)
    tree = explain([one], {"c": findings}, "c", as_of=TODAY)
    assert tree.result == first
    for side, total, used in (
        (tree.speaking_for, first.for_mb, first.used_for),
        (tree.speaking_against, first.against_mb, first.used_against),
    ):
        assert sum(f.contributed_mb for origin in side.origins for f in origin.findings) == total
        assert side.used == used


def linked(keys: str = "abc") -> st.SearchStrategy[list[Commitment]]:
    ids = st.lists(st.sampled_from([*keys, "absent"]), max_size=2).map(tuple)
    each = [
        commitments_of(
            id=st.just(key),
            obligors=st.sampled_from([("P",), ("Q",), ("P", "Q")]),
            humanitarian=st.booleans(),
            reciprocal=ids,
            prerequisites=ids,
            suspension_invoked_on=some_days,
            closed_on=st.none() | some_days,
        )
        for key in keys
    ]
    return st.tuples(*each).map(list)


@given(linked(), st.tuples(evidence, evidence, evidence))
def test_links_in_circles_have_one_answer_each(
    commitments: list[Commitment], rows: tuple[list[Finding], ...]
) -> None:
    findings = dict(zip("abc", rows, strict=True))
    whole = assess(commitments, findings, as_of=TODAY)
    assert assess(commitments[::-1], findings, as_of=TODAY) == whole
    for key in "abc":
        assert assess(commitments, findings, as_of=TODAY, wanted=[key]) == {key: whole[key]}
    total = roll_up(commitments, whole)
    assert sum(total.counts.values()) == total.n == 3
    assert total.worst is min(total.counts, key=lambda status: status.rank)


@given(st.integers(-5000, 5000))
def test_probability_rises_with_the_weight_and_mirrors(net_mb: int) -> None:
    here, there = probability_pm(net_mb, DEFAULT), probability_pm(net_mb + 1, DEFAULT)
    assert here <= there
    assert here + probability_pm(-net_mb, DEFAULT) == 1000
    assert band_of(here, DEFAULT) in Band
