"""Keeps the runs of background jobs as rows people can see; it must not know which queue runs them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from tracker.models import Agreement, Commitment, JobRun, ReassessmentRequest
from tracker.models.states import JobState, RequestState
from tracker.selectors.days import day_in
from tracker.services import assessments
from tracker.services.assessments.requests import CLAIM_LASTS

HEARTBEAT, MIDNIGHT, RECOMPUTE = "heartbeat", "midnight", "recompute"

NUDGE_AFTER = timedelta(seconds=60)  # by then the broker has lost the news of a request
SILENT_AFTER = timedelta(minutes=10)  # a run without a sign of life has died


def begin(*, name: str, period: str, total: int, at: datetime) -> JobRun | None:
    """Open the one run of a job for a period; None when there was one already."""
    run, created = JobRun.objects.get_or_create(
        name=name, period=period[:80], defaults={"total": total, "started_at": at, "seen_at": at}
    )
    return run if created else None


def advance(*, run: JobRun, done: int, at: datetime) -> None:
    """Show how far a run has come; `done` is of its total."""
    done = min(max(done, 0), run.total)
    JobRun.objects.filter(pk=run.pk, state=JobState.RUNNING).update(done=done, seen_at=at)


def finish(*, run: JobRun, at: datetime, failed: bool = False, message: str = "") -> None:
    """Close a run; what it did stays to be seen."""
    JobRun.objects.filter(pk=run.pk, state=JobState.RUNNING).update(
        state=JobState.FAILED if failed else JobState.DONE,
        done=F("done") if failed else F("total"),
        message=message[:500],
        seen_at=at,
        ended_at=at,
    )


def beat(*, at: datetime) -> None:
    """Say that jobs are being worked now."""
    JobRun.objects.update_or_create(
        name=HEARTBEAT,
        period="latest",
        defaults={"seen_at": at, "state": JobState.RUNNING, "ended_at": None},
        create_defaults={"seen_at": at, "started_at": at},
    )


def roll_over(*, at: datetime) -> list[JobRun]:
    """For each time zone in use whose day began since, ask once to reassess all that stands in it.

    Weights age daily and deadlines pass without new evidence. A midnight that was missed is made up for: the
    histories go on from the day they had reached.
    """
    runs = []
    for zone in Agreement.objects.order_by().values_list("time_zone", flat=True).distinct():
        today = day_in(zone, at)
        with transaction.atomic():
            run = begin(name=MIDNIGHT, period=f"{today} {zone}", total=0, at=at)
            if run is None:
                continue
            behind = Commitment.objects.filter(agreement__time_zone=zone).exclude(
                Q(current_assessments__as_of__gte=today)
            )
            ids = set(behind.values_list("pk", flat=True))
            assessments.request(commitments=ids, at=at, cause=_cause(run))
            run.total = _remaining(run)
            run.save(update_fields=["total"])
            if not run.total:
                finish(run=run, at=at)
        runs.append(run)
    return runs


def sweep(*, at: datetime) -> list[int]:
    """The commitments whose requests wait for too long and are held by nobody, longest first; tells of them.

    Also follows the runs that requests are the work of, and closes those that died.
    """
    follow(at=at)
    silent = JobRun.objects.filter(state=JobState.RUNNING, seen_at__lt=at - SILENT_AFTER)
    for run in silent.exclude(name__in=(HEARTBEAT, MIDNIGHT)):
        finish(run=run, at=at, failed=True, message=_("It gave no sign of life for ten minutes."))
    waiting = ReassessmentRequest.objects.filter(
        state=RequestState.WAITING, requested_at__lt=at - NUDGE_AFTER
    ).filter(Q(claimed_at__isnull=True) | Q(claimed_at__lt=at - CLAIM_LASTS))
    return list(waiting.order_by("requested_at", "id").values_list("commitment_id", flat=True)[:2000])


def follow(*, at: datetime) -> None:
    """Bring the midnight runs up to date with the requests that are left of each."""
    for run in JobRun.objects.filter(state=JobState.RUNNING, name=MIDNIGHT):
        remaining = _remaining(run)
        if remaining:
            advance(run=run, done=run.total - remaining, at=at)
        else:
            parked = ReassessmentRequest.objects.filter(cause=_cause(run), state=RequestState.PARKED).count()
            message = _("%(number)s parked after three failures.") % {"number": parked} if parked else ""
            finish(run=run, at=at, failed=bool(parked), message=message)


def chunks(ids: Iterable[int], size: int) -> list[list[int]]:
    """The numbers in lists of at most `size`, in their order."""
    ordered = list(ids)
    return [ordered[begin : begin + size] for begin in range(0, len(ordered), size)]


def _cause(run: JobRun) -> str:
    return f"{run.name} {run.period}"


def _remaining(run: JobRun) -> int:
    return ReassessmentRequest.objects.filter(cause=_cause(run), state=RequestState.WAITING).count()
