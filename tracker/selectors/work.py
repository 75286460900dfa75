"""Answers what work waits: reviews, background jobs, parked requests, rulings in force; it starts none."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Min, Q

from tracker.models import Finding, JobRun, ReassessmentRequest, Ruling, User
from tracker.models.choices import FindingState, JobState, RequestState, RulingState
from tracker.selectors.visibility import visible_to

SIGNS_OF_LIFE = ("heartbeat", "sweep")  # they run all day and tell nobody anything


@dataclass(frozen=True, slots=True)
class Work:
    """What waits, and how the jobs are."""

    waiting: int
    oldest_at: datetime | None
    requests: int
    parked: int
    running: JobRun | None
    last: JobRun | None
    rulings: int
    first_lapse_on: date | None


def work(reader: User) -> Work:
    """What waits, as far as the reader may know of it; four queries."""
    findings = visible_to(reader, Finding.objects.filter(state=FindingState.SUBMITTED)).aggregate(
        number=Count("pk", distinct=True), oldest=Min("submitted_at")
    )
    requests = ReassessmentRequest.objects.aggregate(
        waiting=Count("pk", filter=Q(state=RequestState.WAITING)),
        parked=Count("pk", filter=Q(state=RequestState.PARKED)),
    )
    rulings = visible_to(reader, Ruling.objects.filter(state=RulingState.APPROVED)).aggregate(
        number=Count("pk", distinct=True), first=Min("lapses_on")
    )
    runs = list(JobRun.objects.exclude(name__in=SIGNS_OF_LIFE)[:20])
    return Work(
        waiting=findings["number"],
        oldest_at=findings["oldest"],
        requests=requests["waiting"],
        parked=requests["parked"],
        running=next((run for run in runs if run.state == JobState.RUNNING), None),
        last=next((run for run in runs if run.ended_at), None),
        rulings=rulings["number"],
        first_lapse_on=rulings["first"],
    )
