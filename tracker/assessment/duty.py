"""Whether a lasting duty is kept, broken, or was broken and not mended; it knows no acts or readings."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from .case import Case
from .enums import Basis, ExclusionCode, ReasonCode, Stance, Status
from .inputs import Finding
from .judging import Judgement, judge
from .outcome import Outcome
from .results import Reason
from .weighing import Voice


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """The side established on the latest day that counts for it; `day` is that day's ordinal."""

    day: int
    judgement: Judgement

    @property
    def speaks_for(self) -> bool:
        """Whether compliance is the state."""
        return self.judgement.leads_for


class History:
    """A duty's findings in order of observation, and the windows of days looking back from each day."""

    def __init__(self, case: Case, findings: list[Finding]) -> None:
        self.case = case
        ordered = sorted(findings, key=lambda finding: finding.observed_to)
        self.sides = {
            True: case.voices((f for f in ordered if speaks_for_duty(f)), True),
            False: case.voices((f for f in ordered if not speaks_for_duty(f)), False),
        }
        self._days = {side: [voice.observed for voice in voices] for side, voices in self.sides.items()}

    def _window(self, side: bool, day: int) -> list[Voice]:
        days = self._days[side]
        first = bisect_right(days, day - self.case.parameters.state_window_days)
        return self.sides[side][first : bisect_right(days, day)]

    def _seen_on(self, side: bool, day: int) -> bool:
        days = self._days[side]
        place = bisect_left(days, day)
        return place < len(days) and days[place] == day

    def established_days(self) -> Iterator[State]:
        """The days that count for the side they establish, the latest first."""
        commitment, parameters = self.case.commitment, self.case.parameters
        for day in sorted({*self._days[True], *self._days[False]}, reverse=True):
            judgement = judge(
                self._window(True, day),
                self._window(False, day),
                reference=day,
                half_lives=self.case.scale.half_lives,
                prior_mb=commitment.prior_mb,
                parameters=parameters,
            )
            if judgement.established and self._seen_on(judgement.leads_for, day):
                yield State(day, judgement)

    def left_behind(self, state: State) -> list[Voice]:
        """The voices of the other side that the state has overtaken."""
        last = state.day - self.case.parameters.state_window_days
        return [voice for voice in self.sides[not state.speaks_for] if voice.observed <= last]


def speaks_for_duty(finding: Finding) -> bool:
    """For a lasting duty only full support speaks for compliance; partial compliance counts against."""
    return finding.stance is Stance.SUPPORTS


def assess_duty(case: Case) -> Outcome:
    """The status of a CONTINUING or PROHIBITION duty in force and not closed, before conditionality."""
    end_on = case.commitment.due_on
    excluded = dict(case.excluded)
    findings = []
    for finding in case.live:
        if end_on is not None and (finding.observed_from or finding.observed_to) > end_on:
            excluded[finding.id] = ExclusionCode.AFTER_END
        else:
            findings.append(finding)
    history = History(case, findings)
    reasons: list[Reason] = []
    days = history.established_days()
    state = next(days, None)
    if state is not None:
        left = history.left_behind(state)
        excluded |= dict.fromkeys((voice.id for voice in left), ExclusionCode.EARLIER_STATE)
        if left and any(earlier.speaks_for is not state.speaks_for for earlier in days):
            ceased, ended = ReasonCode.EARLIER_BREACH_CEASED, ReasonCode.EARLIER_COMPLIANCE_ENDED
            reasons.append(Reason(ceased if state.speaks_for else ended))
    counted = [finding for finding in findings if finding.id not in excluded]
    verdict = case.judge(
        [finding for finding in counted if speaks_for_duty(finding)],
        [finding for finding in counted if not speaks_for_duty(finding)],
        reference=min(case.as_of, end_on or case.as_of).toordinal(),
    )
    ended_on = end_on if end_on is not None and case.as_of > end_on else None
    status, why = _conclude(state, verdict, ended_on, case.parameters.stale_half_lives)
    reasons += why
    if ended_on is not None:
        reasons.append(Reason(ReasonCode.PERIOD_ENDED, (ended_on,)))
    return Outcome(
        case=case,
        status=status,
        basis=Basis.REFERENCE_DAY,
        verdict=verdict,
        reasons=tuple(reasons),
        done_on=ended_on if status is Status.FULFILLED else None,
        excluded=excluded,
        state=None if state is None else state.judgement,
        state_on=None if state is None else date.fromordinal(state.day),
    )


def _conclude(
    state: State | None, verdict: Judgement, ended_on: date | None, stale_half_lives: int
) -> tuple[Status, list[Reason]]:
    """The first rule that holds."""
    if state is not None and not state.speaks_for and not verdict.established_for:
        # A breach once established stands until compliance is established.
        if verdict.established_against:
            return Status.BREACHED, []
        return Status.BREACHED, [Reason(ReasonCode.BREACH_NOT_CEASED, (date.fromordinal(state.day),))]
    stale = verdict.winner_is_older_than(stale_half_lives)
    if not verdict.informed or (stale and not (verdict.established_against or verdict.disputed)):
        return Status.UNVERIFIED, []
    if verdict.established_for:
        return (Status.COMPLIANT if ended_on is None else Status.FULFILLED), []
    if verdict.established_against:
        return Status.BREACHED, []
    if verdict.disputed:
        return Status.DISPUTED, []
    if ended_on is not None or not verdict.leaning:
        return Status.UNVERIFIED, [Reason(ReasonCode.INCONCLUSIVE)]
    return (Status.ON_TRACK if verdict.leans_for else Status.AT_RISK), []
