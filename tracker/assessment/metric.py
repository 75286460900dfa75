"""Whether an indicator reached its target, holds it, or keeps to its schedule; it knows no lasting duty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .act import event_day
from .case import NO_AGEING, Case
from .enums import Basis, Profile, ReasonCode, Status
from .inputs import Finding
from .judging import Judgement
from .measure import Readings, day_of, expected_pm
from .outcome import Outcome, Reading
from .results import Reason


@dataclass(frozen=True, slots=True, eq=False)
class TargetTest:
    """A window asked whether the target is met: met readings for, some unmet ones against."""

    anchor: int
    speaking_for: tuple[Finding, ...]
    speaking_against: tuple[Finding, ...]
    judgement: Judgement


class Metric:
    """The target tests of one METRIC. `done_on` is set once the target was established as met."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.readings = Readings(case)
        self.due = case.due
        self.past_due = self.due is not None and case.today > self.due
        self.suspended_from = case.suspended_from.toordinal() if case.suspended_from else None
        self.done_on: date | None = None
        self.late = False

    def _tells_against(self, day: int, first_met: int | None, only_after_due: bool) -> bool:
        """Whether an unmet reading of this day (ordinal) speaks against the target."""
        if self.suspended_from is not None and day >= self.suspended_from:
            return False
        if self.due is not None and day > self.due:
            return True
        if only_after_due:
            return False
        if self.done_on is not None and day > self.done_on.toordinal():
            return True
        return first_met is not None and day >= first_met - self.case.parameters.unmet_lead_days

    def target_test(self, anchor: int, *, aged: bool = False, only_after_due: bool = False) -> TargetTest:
        """Judge the window at an anchor: without ageing at the anchor, or aged at the as-of."""
        window = self.readings.window(anchor)
        met = [r for r in window if r.met]
        first_met = min((day_of(r) for r in met), default=None)
        unmet = [r for r in window if not r.met and self._tells_against(day_of(r), first_met, only_after_due)]
        speaking_for = tuple(r.finding for r in met)
        speaking_against = tuple(r.finding for r in unmet)
        if aged:
            judgement = self.case.judge(speaking_for, speaking_against)
        else:
            judgement = self.case.judge(
                speaking_for, speaking_against, reference=anchor, half_lives=NO_AGEING
            )
        return TargetTest(anchor, speaking_for, speaking_against, judgement)

    def aged_test(self) -> Judgement:
        """The target test at the last anchor, aged at the as-of; without an anchor nothing but the prior."""
        if not self.readings.anchors:
            return self.case.judge((), ())
        return self.target_test(self.readings.anchors[-1], aged=True).judgement

    def first_established(self) -> TargetTest | None:
        """The first anchor at which the target is established as met."""
        for anchor in self.readings.anchors:
            test = self.target_test(anchor)
            if test.judgement.established_for:
                return test
        return None

    def done_day(self, test: TargetTest) -> date:
        """The least day up to which the supports establish it, against all of the other side."""
        for day in sorted({event_day(f) for f in test.speaking_for}):
            so_far = [f for f in test.speaking_for if event_day(f) <= day]
            judgement = self.case.judge(
                so_far, test.speaking_against, reference=test.anchor, half_lives=NO_AGEING
            )
            if judgement.established_for:
                return day
        raise AssertionError("an established target is established on its last day")

    def loss_after_done(self) -> TargetTest | None:
        """The last anchor after the done day that is established either way, if it is established against."""
        assert self.done_on is not None
        for anchor in reversed(self.readings.anchors):
            if anchor <= self.done_on.toordinal():
                return None
            test = self.target_test(anchor)
            if test.judgement.established:
                return test if test.judgement.established_against else None
        return None

    def missed_test(self) -> TargetTest | None:
        """The last anchor established against by readings from after the due day alone."""
        for anchor in reversed(self.readings.anchors):
            test = self.target_test(anchor, only_after_due=True)
            if test.judgement.established_against:
                return test
        return None

    def outcome(
        self,
        status: Status,
        basis: Basis,
        verdict: Judgement,
        *reasons: Reason,
        anchor: int | None = None,
        progress_pm: int | None = None,
    ) -> Outcome:
        """An outcome with what all outcomes of a METRIC share."""
        anchors = self.readings.anchors
        if anchor is None and anchors:
            anchor = anchors[-1]
        return Outcome(
            case=self.case,
            status=status,
            basis=basis,
            verdict=verdict,
            reasons=reasons,
            progress_pm=self.readings.progress_pm() if progress_pm is None else progress_pm,
            exceeds=self.readings.exceeds,
            done_on=self.done_on,
            late=self.late,
            excluded=self.readings.excluded,
            anchor_on=None if anchor is None else date.fromordinal(anchor),
            readings=tuple(self.readings.all),
            window=frozenset(reading.finding.id for reading in self.readings.last_window),
        )


def assess_metric(case: Case) -> Outcome:
    """The status of a METRIC in force and not closed, before conditionality."""
    metric = Metric(case)
    test = metric.first_established()
    if test is not None:
        metric.done_on = metric.done_day(test)
        metric.late = metric.due is not None and metric.done_on.toordinal() > metric.due
        if not case.commitment.sustain:
            return _reached(metric, test)
        return _sustained(metric, Reason(ReasonCode.TARGET_REACHED, (metric.done_on,)))
    if metric.past_due:
        return _missed(metric)
    return _under_way(metric)


def _reached(metric: Metric, test: TargetTest) -> Outcome:
    """FULFILLED: the target was established as met once, and need not be held."""
    kept = {*test.judgement.side_for.used, *test.judgement.side_against.used}
    excluded = metric.readings.excluded
    metric.readings.excluded = {key: code for key, code in excluded.items() if key not in kept}
    return metric.outcome(
        Status.FULFILLED, Basis.TARGET_AT_ANCHOR, test.judgement, anchor=test.anchor, progress_pm=1000
    )


def _sustained(metric: Metric, reached: Reason) -> Outcome:
    """The target was reached and must be held: a loss stands until it is established as met again."""
    aged = metric.aged_test()
    if not (metric.past_due or metric.due is None or aged.established_for):
        return _under_way(metric, reached)
    if not aged.established_for:
        loss = metric.loss_after_done()
        if loss is not None:
            return metric.outcome(
                Status.REVERSED, Basis.TARGET_AT_ANCHOR, loss.judgement, reached, anchor=loss.anchor
            )
    if aged.established_for:
        status = Status.COMPLIANT
    elif aged.established_against:
        status = Status.REVERSED
    else:
        status = _leaning_status(aged)
    return metric.outcome(status, Basis.TARGET_AGED, aged, reached)


def _leaning_status(verdict: Judgement) -> Status:
    if verdict.disputed:
        return Status.DISPUTED
    if verdict.leans_for:
        return Status.ON_TRACK
    return Status.AT_RISK if verdict.leans_against else Status.UNVERIFIED


def _missed(metric: Metric) -> Outcome:
    """BREACHED, DISPUTED or OVERDUE: the due day has passed and the target was never established as met."""
    assert metric.due is not None
    passed = Reason(ReasonCode.DEADLINE_PASSED, (date.fromordinal(metric.due),))
    aged = metric.aged_test()
    missed = metric.missed_test()
    if missed is not None:
        reasons = [passed]
        if aged.for_mb > 0:
            reasons.append(Reason(ReasonCode.LATE_PERFORMANCE_REPORTED, (aged.for_mb,)))
        return metric.outcome(
            Status.BREACHED, Basis.TARGET_AT_ANCHOR, missed.judgement, *reasons, anchor=missed.anchor
        )
    status = Status.DISPUTED if aged.disputed else Status.OVERDUE
    return metric.outcome(status, Basis.TARGET_AGED, aged, passed)


def _under_way(metric: Metric, *reasons: Reason) -> Outcome:
    """PENDING, ON_TRACK, AT_RISK, DISPUTED or UNVERIFIED: not past due, or as if it were not."""
    case, readings = metric.case, metric.readings
    aged = metric.aged_test()
    if not readings.anchors:
        return metric.outcome(Status.PENDING, Basis.TARGET_AGED, aged, *reasons, progress_pm=0)
    progress = readings.progress_pm()
    if case.commitment.profile is Profile.DEADLINE or case.commitment.due_on is None:
        status = Status.ON_TRACK if aged.leans_for or progress > 0 else Status.PENDING
        return metric.outcome(status, Basis.TARGET_AGED, aged, *reasons)
    verdict = _schedule(case, readings.last_window)
    expected = expected_pm(case.commitment, readings.anchors[-1])
    status = _leaning_status(verdict)
    schedule = [Reason(ReasonCode.SCHEDULE, (progress, expected))]
    if status is Status.AT_RISK and progress * 1000 < case.parameters.far_behind_pm * expected:
        schedule.append(Reason(ReasonCode.FAR_BEHIND))
    return metric.outcome(status, Basis.SCHEDULE, verdict, *reasons, *schedule)


def _schedule(case: Case, window: Sequence[Reading]) -> Judgement:
    """The last window as schedule evidence, weighed at the as-of."""
    return case.judge(
        [r.finding for r in window if r.on_schedule], [r.finding for r in window if not r.on_schedule]
    )
