"""The reason tree adds up to the result it explains, in every published case."""

from collections.abc import Iterator
from datetime import date

import pytest

from tests.assessment.examples import against, cases, commitment, day, finding
from tracker.assessment import (
    Basis,
    CheckCode,
    Commitment,
    Explanation,
    FactorCode,
    Finding,
    Interest,
    Kind,
    Stance,
    explain,
)
from tracker.assessment.assessing import assess_in_full
from tracker.assessment.explaining import explanation_of
from tracker.assessment.wire import own_day, read_case

pytestmark = pytest.mark.once


def explained(
    one: Commitment, findings: list[Finding], as_of: date, known_by: date | None = None
) -> Explanation:
    return explain([one], {one.id: findings}, one.id, as_of=as_of, known_by=known_by)


def every_explanation() -> Iterator[tuple[str, Explanation]]:
    for given, _ in cases():
        case = read_case(given)
        days = {one.id: own_day(case.as_of, one) for one in case.commitments}
        whole = assess_in_full(case.commitments, case.findings, as_of=days, known_by=case.known_by)
        for key, assessed in whole.items():
            yield f"{case.case} {key}", explanation_of(assessed)


def test_every_tree_adds_up_to_its_result() -> None:
    count = 0
    for name, tree in every_explanation():
        count += 1
        result = tree.result
        for side, total, used in (
            (tree.speaking_for, result.for_mb, result.used_for),
            (tree.speaking_against, result.against_mb, result.used_against),
        ):
            shares = [one.contributed_mb for origin in side.origins for one in origin.findings]
            assert sum(shares) == side.total_mb == total, name
            assert sum(origin.contributed_mb for origin in side.origins) == total, name
            assert all(share >= 0 for share in shares), name
            assert side.used == used, name
        assert tree.prior_mb + result.for_mb - result.against_mb == result.net_mb, name
        assert tree.speaking_for.live_origins == result.origins_for, name
        assert tree.speaking_against.live_origins == result.origins_against, name
    assert count == 967


def test_every_finding_seen_is_somewhere_in_the_tree() -> None:
    for name, tree in every_explanation():
        heard = {
            one.finding_id
            for side in (tree.speaking_for, tree.speaking_against)
            for origin in side.origins
            for one in origin.findings
        }
        excluded = {one.finding_id for one in tree.result.excluded}
        assert len(heard | excluded | set(tree.aside)) == tree.visible, name
        assert heard.isdisjoint(tree.aside), name
        assert excluded.isdisjoint(tree.aside), name


def test_every_weight_is_its_ceiling_times_its_factors() -> None:
    own = {FactorCode.SELF_PRAISE, FactorCode.COUNTERPARTY, FactorCode.STRADDLES_START}
    own |= {FactorCode.NO_VIOLATION_SEEN, FactorCode.PARTIAL, FactorCode.AGE}
    for name, tree in every_explanation():
        for side in (tree.speaking_for, tree.speaking_against):
            for one in (one for origin in side.origins for one in origin.findings):
                weight = one.ceiling_mb * 1000
                for factor in one.factors:
                    if factor.code in own:
                        weight = weight * factor.ppm // 1_000_000
                assert weight // 1000 == one.weight_mb, name


def test_checks_agree_with_what_was_established() -> None:
    for name, tree in every_explanation():
        strong, corroborated, calm = tree.checks
        assert [one.code for one in tree.checks] == [
            CheckCode.STRONG_ENOUGH,
            CheckCode.CORROBORATED,
            CheckCode.FREE_OF_CONFLICT,
        ]
        established = strong.passed and corroborated.passed and calm.passed
        if tree.result.status in ("COMPLIANT", "FULFILLED"):
            assert established, name
        if tree.basis is Basis.NOTHING:
            assert not established, name
        assert tree.informed.passed is (tree.result.confidence != "NONE") or tree.basis is Basis.NOTHING, name


def test_an_origin_is_counted_once_with_its_relays_below_it() -> None:
    heavy = against("f1", grade="B2", origin="UN")
    relays = [against("f2", grade="B3", origin="UN"), against("f3", grade="C3", origin="UN")]
    (origin,) = explained(commitment(Kind.PROHIBITION), [*relays, heavy], day(6, 1)).speaking_against.origins
    assert (origin.origin, origin.counted_once, origin.contributed_mb, origin.live) == ("UN", 3, 700, True)
    assert [(one.finding_id, one.kept, one.contributed_mb) for one in origin.findings] == [
        ("f1", True, 700),
        ("f2", False, 0),
        ("f3", False, 0),
    ]


def test_factors_in_their_order_with_their_arguments() -> None:
    first = finding("a", seen=day(6, 1), grade="A1")
    praise = finding(
        "b", seen=day(3, 3), grade="A1", interest=Interest.OBL, observed_from=day(12, 1, 2023), origin="z"
    )
    second = finding("c", seen=day(3, 3), grade="A1")
    tree = explained(commitment(Kind.PROHIBITION), [first, praise, second], day(6, 1))
    shown = {
        one.finding_id: [
            (factor.code, factor.ppm, factor.age_days, factor.origins_before) for factor in one.factors
        ]
        for origin in tree.speaking_for.origins
        for one in origin.findings
    }
    assert shown == {
        "a": [("NO_VIOLATION_SEEN", 500_000, None, None)],
        "c": [
            ("NO_VIOLATION_SEEN", 500_000, None, None),
            ("AGE", 750_000, 90, None),
            ("ORIGINS_BEFORE", 700_000, None, 1),
        ],
        "b": [
            ("SELF_PRAISE", 250_000, None, None),
            ("STRADDLES_START", 500_000, None, None),
            ("NO_VIOLATION_SEEN", 500_000, None, None),
            ("AGE", 750_000, 90, None),
        ],
    }


def test_weak_findings_show_the_cap() -> None:
    tree = explained(commitment(Kind.CONTINUING), [finding(n, grade="F1") for n in "ab"], day(6, 1))
    assert tree.result.for_mb == 300
    codes = [f.code for origin in tree.speaking_for.origins for one in origin.findings for f in one.factors]
    assert codes == ["WEAK_CAP", "ORIGINS_BEFORE", "WEAK_CAP"]


def test_the_verdict_shown_is_the_one_explained() -> None:
    due = commitment(due_on=day(3, 1))
    done = finding("a", seen=day(2, 1), grade="A1")
    undone = against("x", seen=day(4, 1), grade="A1", reversal=True)
    assert explained(due, [done], day(6, 1)).basis is Basis.NOW
    tree = explained(due, [done, undone], day(6, 1))
    assert (tree.basis, tree.aside, tree.cut_on) == (Basis.REVERSAL, ("a",), None)
    missed = explained(due, [against("b", seen=day(4, 1), grade="A1")], day(6, 1))
    assert (missed.basis, missed.due_on) == (Basis.TIMELY, day(3, 1))
    assert missed.breach is not None
    assert (missed.breach.material, missed.breach.since, missed.breach.finding_ids) == (
        False,
        day(4, 1),
        ("b",),
    )


def test_a_breach_that_stands_names_its_day_and_its_findings() -> None:
    tree = explained(commitment(Kind.CONTINUING, essential=True), [against("a", grade="A1")], day(6, 1, 2030))
    assert tree.state is not None
    assert (tree.state.speaks_for, tree.state.established_on) == (False, day(6, 1))
    assert tree.breach is not None
    assert (tree.breach.material, tree.breach.finding_ids) == (True, ("a",))


def test_a_metric_shows_its_readings_and_its_target() -> None:
    one = commitment(Kind.METRIC, due_on=day(4, 10), tolerance_pm=20)
    readings = [
        finding("a", seen=day(2, 20), grade="A1", value=60),
        finding("b", Stance.CONTRADICTS, seen=day(2, 25), grade="A1", value=50, interest=Interest.OBL),
    ]
    tree = explained(one, readings, day(3, 1))
    assert tree.target is not None
    assert (tree.target.met_from_pm, tree.target.progress_pm, tree.target.expected_pm) == (980, 500, 550)
    assert (tree.basis, tree.target.anchor_on) == (Basis.SCHEDULE, day(2, 25))
    assert [
        (r.finding_id, r.raw_pm, r.expected_pm, r.on_schedule, r.speaks_for) for r in tree.target.readings
    ] == [
        ("a", 400, 500, False, False),
        ("b", 500, 550, False, False),
    ]


def test_the_reference_day_and_thresholds_are_told() -> None:
    ended = commitment(Kind.CONTINUING, due_on=day(5, 1))
    tree = explained(ended, [finding("a", seen=day(4, 1))], day(6, 1))
    assert (tree.reference_on, tree.as_of, tree.speaking_for.half_life_days) == (day(5, 1), day(6, 1), 180)
    assert [(one.have, one.need) for one in tree.checks] == [(641, 600), (1, 2), (0, 500)]
    assert tree.parameters.name == "CT-LO/1"
