"""Whether a one-off act was done, undone, done again or missed; it knows nothing of readings or duties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from .case import Case
from .enums import Basis, ExclusionCode, ReasonCode, Stance, Status
from .inputs import Finding
from .judging import Judgement
from .outcome import Outcome
from .results import Reason


def event_day(finding: Finding) -> date:
    """The day the act happened, as far as the finding says."""
    return finding.event_on or finding.observed_to


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """The supports with an event day from `day` on, against the non-performance seen from then on."""

    day: int
    supports: tuple[Finding, ...]
    opposing: tuple[Finding, ...]
    judgement: Judgement


@dataclass(frozen=True, slots=True, eq=False)
class Performance:
    """An established performance: its cut and the least event day at which it is established."""

    cut: Cut
    done_on: date


class Act:
    """The live findings of an ACT by the part they play, and the judgements asked of them."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.due = case.due
        self.past_due = self.due is not None and case.today > self.due
        self.supports: list[Finding] = []
        self.partials: list[Finding] = []
        self.reversals: list[Finding] = []
        self.repudiations: list[Finding] = []
        self.failures: list[Finding] = []
        self.excluded = dict(case.excluded)
        for finding in case.live:
            self._sort(finding)

    def _sort(self, finding: Finding) -> None:
        after_due = self.due is not None and finding.observed_to.toordinal() > self.due
        if finding.stance is Stance.SUPPORTS:
            self.supports.append(finding)
        elif finding.stance is Stance.PARTIAL:
            self.partials.append(finding)
            if after_due:
                self.failures.append(finding)
        elif finding.reversal:
            self.reversals.append(finding)
        elif after_due:
            self.failures.append(finding)
        elif finding.repudiation:
            # Once the due day has passed the act itself is judged, and the announcement no longer counts.
            if not self.past_due:
                self.repudiations.append(finding)
        else:
            self.excluded[finding.id] = ExclusionCode.NOT_YET_DUE

    def cut_at(self, day: int) -> Cut:
        """Judge what speaks of `day` (ordinal) and after."""
        supports = tuple(f for f in self.supports if event_day(f).toordinal() >= day)
        opposing = [f for f in self.failures if f.observed_to.toordinal() >= day]
        opposing += self.repudiations
        return Cut(day, supports, tuple(opposing), self.case.judge(supports, opposing))

    def now(self) -> Cut:
        """The best cut: established for first, then the largest net weight, the earliest on ties."""
        days = sorted({event_day(f).toordinal() for f in self.supports})
        cuts = [self.cut_at(day) for day in days or [self.case.commitment.starts_on.toordinal()]]
        return max(cuts, key=lambda cut: (cut.judgement.established_for, cut.judgement.net_mb, -cut.day))

    def timely(self) -> Judgement:
        """What was done by the due day, against all the non-performance."""
        assert self.due is not None
        supports = [f for f in self.supports if event_day(f).toordinal() <= self.due]
        return self.case.judge(supports, self.failures)

    def performance(self, cut: Cut) -> Performance:
        """The done day of an established cut."""
        for day in sorted({event_day(f) for f in cut.supports}):
            so_far = [f for f in cut.supports if event_day(f) <= day]
            if self.case.judge(so_far, cut.opposing).established_for:
                return Performance(cut, day)
        raise AssertionError("an established cut is established on its last event day")

    def reversal(self, findings: Sequence[Finding]) -> Judgement:
        """What the reversal findings say, alone and without a prior."""
        return self.case.judge((), findings, prior_mb=0)

    def reversals_from(self, day: date) -> list[Finding]:
        """The reversal findings observed on or after a day."""
        return [f for f in self.reversals if f.observed_to >= day]

    def undone_on(self, findings: Sequence[Finding]) -> date:
        """The least day up to which these reversal findings establish the reversal."""
        for day in sorted({f.observed_to for f in findings}):
            if self.reversal([f for f in findings if f.observed_to <= day]).established_against:
                return day
        raise AssertionError("an established reversal is established on its last day")

    def credible_partials(self) -> list[Finding]:
        """The PARTIALs that are credible when they speak for the obligor."""
        return [f for f in self.partials if self.case.scale.is_credible(f, True)]

    def progress_pm(self, now: Judgement) -> int:
        """How far it got short of being done, in per mille."""
        parameters = self.case.parameters
        steps = [parameters.partial_progress_pm[f.extent - 1] for f in self.credible_partials()]
        if now.leans_for:
            steps.append(parameters.leaning_progress_pm)
        return max(steps, default=0)

    def is_late(self, done_on: date) -> bool:
        """Whether the done day lies after the due day."""
        return self.due is not None and done_on.toordinal() > self.due


def assess_act(case: Case) -> Outcome:
    """The status of an ACT in force and not closed, before conditionality."""
    act = Act(case)
    now = act.now()
    if now.judgement.established_for:
        return _done(act, act.performance(now))
    if act.past_due:
        return _missed(act, now)
    return _ahead(act, now)


def _done(act: Act, performance: Performance) -> Outcome:
    """FULFILLED or REVERSED: what was done may be undone, and done again."""
    reperformed = False
    while True:
        findings = act.reversals_from(performance.done_on)
        reversal = act.reversal(findings)
        outcome = Outcome(
            case=act.case,
            status=Status.FULFILLED,
            basis=Basis.NOW,
            verdict=performance.cut.judgement,
            progress_pm=1000,
            done_on=performance.done_on,
            late=act.is_late(performance.done_on),
            excluded=act.excluded,
            cut_on=date.fromordinal(performance.cut.day),
        )
        if not reversal.established_against:
            return replace(outcome, reasons=_done_reasons(performance, reperformed, reversal))
        again = act.cut_at(act.undone_on(findings).toordinal() + 1)
        if not again.judgement.established_for:
            reasons = (Reason(ReasonCode.REVERSAL_ESTABLISHED),)
            return replace(
                outcome,
                status=Status.REVERSED,
                basis=Basis.REVERSAL,
                progress_pm=0,
                verdict=reversal,
                reasons=reasons,
                cut_on=None,
            )
        performance, reperformed = act.performance(again), True


def _done_reasons(performance: Performance, reperformed: bool, reversal: Judgement) -> tuple[Reason, ...]:
    reasons = []
    if reperformed:
        reasons.append(Reason(ReasonCode.REPERFORMED, (performance.done_on,)))
    if reversal.informed:
        reasons.append(Reason(ReasonCode.REVERSAL_REPORTED, (reversal.against_mb,)))
    return tuple(reasons)


def _missed(act: Act, now: Cut) -> Outcome:
    """BREACHED, DISPUTED or OVERDUE: the due day has passed and performance is not established."""
    assert act.due is not None
    timely = act.timely()
    reasons = []
    verdict, status, cut_on = now.judgement, Status.OVERDUE, date.fromordinal(now.day)
    if timely.established_against:
        status, verdict = Status.BREACHED, timely
        if any(event_day(f).toordinal() > act.due for f in act.supports):
            reasons.append(Reason(ReasonCode.LATE_PERFORMANCE_REPORTED, (now.judgement.for_mb,)))
    elif now.judgement.disputed:
        status = Status.DISPUTED
    elif timely.disputed:
        status, verdict = Status.DISPUTED, timely
    reasons.append(Reason(ReasonCode.DEADLINE_PASSED, (date.fromordinal(act.due),)))
    return Outcome(
        case=act.case,
        status=status,
        basis=Basis.NOW if verdict is now.judgement else Basis.TIMELY,
        verdict=verdict,
        reasons=tuple(reasons),
        progress_pm=act.progress_pm(now.judgement),
        excluded=act.excluded,
        cut_on=cut_on if verdict is now.judgement else None,
    )


def _ahead(act: Act, now: Cut) -> Outcome:
    """DISPUTED, AT_RISK, ON_TRACK or PENDING: the due day is still ahead, or there is none."""
    verdict = now.judgement
    reasons = []
    if verdict.disputed:
        status = Status.DISPUTED
    elif verdict.leans_against:
        status = Status.AT_RISK
        reasons.append(Reason(ReasonCode.REPUDIATION))
    elif verdict.leans_for or act.credible_partials():
        status = Status.ON_TRACK
    else:
        status = Status.PENDING
    if act.due is not None:
        reasons.append(Reason(ReasonCode.DUE, (date.fromordinal(act.due),)))
    return Outcome(
        case=act.case,
        status=status,
        basis=Basis.NOW,
        verdict=verdict,
        reasons=tuple(reasons),
        progress_pm=act.progress_pm(verdict),
        excluded=act.excluded,
        cut_on=date.fromordinal(now.day),
    )
