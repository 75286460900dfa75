"""The lean roll-up of short rows says exactly what the method's own says, for any portfolio."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as some

from tracker.assessment import DEFAULT, Band, Commitment, Confidence, Kind, Reason, ReasonCode, Result, Status
from tracker.assessment.rollup import roll_up
from tracker.models.choices import Doubt
from tracker.selectors.tallies import Row, roll_ups

DAY = date(2020, 2, 29)
SLUGS = {1: "first", 2: "second", 3: "never"}

rows = some.builds(
    Row,
    pk=some.just(0),
    agreement_id=some.sampled_from([1, 2]),
    code=some.just(""),
    kind=some.sampled_from([kind.value for kind in Kind]),
    weight=some.integers(1, 9),
    essential=some.integers(0, 1),
    due=some.none(),
    grace_days=some.just(0),
    status=some.sampled_from([None, *(status.value for status in Status)]),
    confidence=some.sampled_from([confidence.value for confidence in Confidence]),
    progress_pm=some.none() | some.integers(0, 1400),
    p_pm=some.integers(0, 1000),
    done=some.none(),
    doubt=some.sampled_from(["", *Doubt.values]),
    looked=some.integers(0, 1),
)


def duty(row: Row) -> Commitment:
    metric = row.kind == "METRIC"
    return Commitment(
        id=f"{SLUGS[row.agreement_id]}/{row.code}",
        kind=Kind(row.kind),
        obligors=(),
        starts_on=DAY,
        essential=bool(row.essential),
        weight=row.weight,
        baseline=10 if metric else None,
        target=0 if metric else None,
    )


def result(row: Row) -> Result:
    own = (Reason(ReasonCode.SELF_REPORTED_ONLY),) if row.doubt == Doubt.OBLIGOR_ONLY else ()
    return Result(
        status=Status(row.status),
        level=None,
        progress_pm=row.progress_pm,
        exceeds=False,
        fulfilled_on=None,
        late=False,
        material=False,
        for_mb=0,
        against_mb=0,
        net_mb=0,
        p_pm=row.p_pm,
        band=next(iter(Band)),
        confidence=Confidence(row.confidence),
        conflict_pm=0,
        flip_mb=0,
        origins_for=0,
        origins_against=0,
        used_for=(),
        used_against=(),
        excluded=(),
        reasons=own,
    )


@given(some.lists(rows, max_size=12))
def test_short_rows_say_what_whole_results_say(portfolio):
    portfolio = [row._replace(code=f"C-{place}") for place, row in enumerate(portfolio)]
    found = roll_ups(portfolio, SLUGS)
    for number, slug in SLUGS.items():
        own = [row for row in portfolio if row.agreement_id == number and row.status]
        duties = [duty(row) for row in own]
        results = {one.id: result(row) for one, row in zip(duties, own, strict=True)}
        assert found[number] == roll_up(duties, results, DEFAULT), slug
