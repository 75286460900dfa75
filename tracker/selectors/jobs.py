"""Answers how the background jobs are: what waits, what is parked, what runs; it must not read the clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q, QuerySet

from tracker.models import Commitment, JobRun, ReassessmentRequest, User
from tracker.models.states import JobState, RequestState
from tracker.selectors.visibility import visible_to

HEARTBEAT, BACKUP = "heartbeat", "backup"
SILENT_AFTER = timedelta(seconds=120)  # the heartbeat comes every 30
BACKUP_LATE_AFTER = timedelta(hours=50)  # two nights without one
LATE_AFTER = timedelta(minutes=10)  # what a crash may cost at most


@dataclass(frozen=True, slots=True)
class Health:
    """Whether jobs run: when one last did, and how many requests wait since when."""

    at: datetime
    seen_at: datetime | None
    waiting: int
    oldest_at: datetime | None
    parked: int

    @property
    def runs(self) -> bool:
        """Whether a job ran within the last 120 seconds."""
        return self.seen_at is not None and self.at - self.seen_at <= SILENT_AFTER

    @property
    def is_late(self) -> bool:
        """Whether a request waits for more than ten minutes."""
        return self.oldest_at is not None and self.at - self.oldest_at > LATE_AFTER


def health(at: datetime) -> Health:
    """The state of the jobs at a moment, in two queries."""
    beat = JobRun.objects.filter(name=HEARTBEAT).order_by("-seen_at").values_list("seen_at", flat=True)
    is_waiting = Q(state=RequestState.WAITING)
    counted = ReassessmentRequest.objects.aggregate(
        waiting=Count("pk", filter=is_waiting),
        oldest=Min("requested_at", filter=is_waiting),
        parked=Count("pk", filter=Q(state=RequestState.PARKED)),
    )
    return Health(
        at=at,
        seen_at=beat.first(),
        waiting=counted["waiting"],
        oldest_at=counted["oldest"],
        parked=counted["parked"],
    )


@dataclass(frozen=True, slots=True)
class Backups:
    """How the backups of the schedule are: the last good one, and the failure since, if any."""

    good: JobRun | None
    failed: JobRun | None
    is_late: bool


def backups(at: datetime) -> Backups:
    """The state of the backups of the schedule at a moment, in two queries."""
    rows = JobRun.objects.filter(name=BACKUP).order_by("-ended_at", "-pk")
    good = rows.filter(state=JobState.DONE).first()
    failed = rows.filter(state=JobState.FAILED).first()
    if good is not None and failed is not None and failed.started_at < good.started_at:
        failed = None
    is_late = good is None or at - good.started_at > BACKUP_LATE_AFTER
    return Backups(good=good, failed=failed, is_late=is_late)


def runs(limit: int = 50) -> list[JobRun]:
    """The last runs of jobs with a beginning and an end, latest first."""
    return list(JobRun.objects.exclude(name=HEARTBEAT).order_by("-started_at", "-pk")[:limit])


def parked(reader: User) -> QuerySet[ReassessmentRequest]:
    """The requests given up after three failures, about commitments the reader may see."""
    commitments = visible_to(reader, Commitment.objects.all())
    rows = ReassessmentRequest.objects.filter(state=RequestState.PARKED, commitment__in=commitments)
    return rows.select_related("commitment__agreement").order_by("requested_at", "pk")


def pending(commitment: Commitment) -> bool:
    """Whether a reassessment of it waits or is being worked: an open page asks again until it is not."""
    return ReassessmentRequest.objects.filter(commitment=commitment, state=RequestState.WAITING).exists()
