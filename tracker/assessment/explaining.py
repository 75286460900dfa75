"""Why a result is what it is: builds the one tree that page, API and tests read, and decides nothing anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from .assessing import AsOf, Assessed, assess_in_full
from .breach import breach_findings, breach_of
from .directions import direction_of
from .enums import CheckCode, ExclusionCode, Kind
from .explanation import (
    BreachShown,
    Check,
    Direction,
    DutyState,
    Explanation,
    ReadingShown,
    SuspensionShown,
    Target,
)
from .inputs import Commitment, Finding
from .judging import Judgement
from .measure import expected_pm
from .outcome import Outcome
from .parameters import DEFAULT, Parameters


def explain(
    commitments: Sequence[Commitment],
    findings: Mapping[str, Sequence[Finding]],
    commitment_id: str,
    *,
    as_of: AsOf,
    known_by: date | None = None,
    parameters: Parameters = DEFAULT,
) -> Explanation:
    """Explain the result `assess` gives for one commitment with the same arguments.

    Raises InvalidInput as `assess` does.
    """
    assessed = assess_in_full(
        commitments,
        findings,
        as_of=as_of,
        known_by=known_by,
        parameters=parameters,
        wanted=[commitment_id],
    )
    return explanation_of(assessed[commitment_id])


def explanation_of(assessed: Assessed) -> Explanation:
    """The tree for a result already computed, from the outcome behind it."""
    outcome, verdict = assessed.outcome, assessed.outcome.verdict
    case = outcome.case
    commitment = case.commitment
    speaking_for = direction_of(case, verdict.side_for, True, verdict.reference, verdict.half_lives[0])
    speaking_against = direction_of(
        case, verdict.side_against, False, verdict.reference, verdict.half_lives[1]
    )
    heard = _heard(speaking_for) | _heard(speaking_against)
    live = {finding.id for finding in case.live}
    return Explanation(
        commitment_id=commitment.id,
        kind=commitment.kind,
        as_of=case.as_of,
        known_by=case.known_by,
        result=assessed.result,
        basis=outcome.basis,
        reference_on=date.fromordinal(verdict.reference),
        prior_mb=verdict.prior_mb,
        informed=Check(
            code=CheckCode.INFORMED,
            passed=verdict.informed,
            have=verdict.for_mb + verdict.against_mb,
            need=case.parameters.information_mb,
        ),
        checks=checks_of(verdict, case.parameters),
        speaking_for=speaking_for,
        speaking_against=speaking_against,
        visible=len(live | case.excluded.keys()),
        aside=tuple(sorted(live - heard - outcome.excluded.keys())),
        due_on=_due_on(outcome),
        cut_on=outcome.cut_on,
        target=_target(outcome) if commitment.kind is Kind.METRIC else None,
        state=_state(outcome),
        breach=_breach(assessed),
        suspension=SuspensionShown(
            grounds=assessed.suspension.grounds,
            invoked=assessed.suspension.invoked,
            effective_on=assessed.suspension.effective_on,
        ),
        parameters=case.parameters,
    )


def checks_of(verdict: Judgement, parameters: Parameters) -> tuple[Check, Check, Check]:
    """The three tests that only together establish anything."""
    strong = verdict.informed and abs(verdict.net_mb) >= parameters.established_mb
    return (
        Check(
            code=CheckCode.STRONG_ENOUGH,
            passed=strong,
            have=abs(verdict.net_mb),
            need=parameters.established_mb,
        ),
        Check(
            code=CheckCode.CORROBORATED,
            passed=verdict.gate,
            have=verdict.winner.live_origins,
            need=parameters.gate_origins,
            first_rate=verdict.winner.first_rate_present,
        ),
        Check(
            code=CheckCode.FREE_OF_CONFLICT,
            passed=not verdict.disputed,
            have=verdict.conflict_pm,
            need=parameters.disputed_conflict_pm,
        ),
    )


def _heard(direction: Direction) -> set[str]:
    return {one.finding_id for origin in direction.origins for one in origin.findings}


def _due_on(outcome: Outcome) -> date | None:
    case = outcome.case
    if case.commitment.kind.is_duty:
        return case.commitment.due_on
    return None if case.due is None else date.fromordinal(case.due)


def _target(outcome: Outcome) -> Target | None:
    case, commitment = outcome.case, outcome.case.commitment
    if commitment.baseline is None or commitment.target is None or not outcome.in_force:
        return None
    last = max(
        (r.finding.observed_to for r in outcome.readings if r.finding.id in outcome.window), default=None
    )
    return Target(
        baseline=commitment.baseline,
        target=commitment.target,
        met_from_pm=1000 - commitment.tolerance_pm,
        progress_pm=outcome.progress_pm or 0,
        expected_pm=None if last is None else expected_pm(commitment, last.toordinal()),
        anchor_on=outcome.anchor_on,
        last_anchor_on=last,
        window_days=case.parameters.window_days,
        readings=_readings(outcome),
    )


def _readings(outcome: Outcome) -> tuple[ReadingShown, ...]:
    spoke = {voice.id: True for voice in outcome.verdict.side_for.heard}
    spoke |= {voice.id: False for voice in outcome.verdict.side_against.heard}
    return tuple(
        ReadingShown(
            finding_id=reading.finding.id,
            origin=reading.finding.origin,
            observed_on=reading.finding.observed_to,
            value=reading.finding.value or 0,
            raw_pm=reading.raw_pm,
            expected_pm=expected_pm(outcome.case.commitment, reading.finding.observed_to.toordinal()),
            met=reading.met,
            on_schedule=reading.on_schedule,
            in_last_window=reading.finding.id in outcome.window,
            weight_mb=reading.weight_ub // 1000,
            speaks_for=spoke.get(reading.finding.id),
        )
        for reading in sorted(outcome.readings, key=lambda one: (one.finding.observed_to, one.finding.id))
    )


def _state(outcome: Outcome) -> DutyState | None:
    if outcome.state is None or outcome.state_on is None:
        return None
    overtaken = outcome.state_on.toordinal() - outcome.case.parameters.state_window_days
    left = ExclusionCode.EARLIER_STATE in outcome.excluded.values()
    return DutyState(
        speaks_for=outcome.state.leads_for,
        established_on=outcome.state_on,
        overtaken_until=date.fromordinal(overtaken) if left else None,
    )


def _breach(assessed: Assessed) -> BreachShown | None:
    outcome = assessed.outcome
    breach = breach_of(outcome) if assessed.result.status is outcome.status else None
    if breach is None:
        return None
    return BreachShown(
        material=breach.material,
        since=breach.since,
        finding_ids=tuple(sorted(finding.id for finding in breach_findings(outcome))),
    )
