"""Answers what work waits: reviews, background jobs, parked requests, rulings, replies; it starts none."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Subquery

from tracker.models import Finding, JobRun, ReassessmentRequest, Ruling, User
from tracker.models.choices import FindingState
from tracker.models.states import JobState, RequestState, RulingState
from tracker.selectors import replies
from tracker.selectors.frame import Counted
from tracker.selectors.visibility import visible_to

SIGNS_OF_LIFE = ("heartbeat", "sweep")  # they run all day and tell nobody anything


@dataclass(frozen=True, slots=True)
class Work:
    """What waits, and how the jobs are."""

    waiting: int
    oldest_at: datetime | None
    requests: int
    parked: int
    rulings: int
    first_lapse_on: date | None
    replies_overdue: int
    replies_due: int
    running: JobRun | None
    last: JobRun | None


def columns(reader: User, day: date) -> dict[str, Any]:
    """What waits, as far as the reader may know of it, as columns of any query of one row."""
    submitted = visible_to(reader, Finding.objects.filter(state=FindingState.SUBMITTED))
    requests = ReassessmentRequest.objects.all()
    rulings = visible_to(reader, Ruling.objects.filter(state=RulingState.APPROVED))
    return {
        "waiting": Counted(submitted),
        "oldest_at": _first(submitted, "submitted_at"),
        "requests": Counted(requests.filter(state=RequestState.WAITING)),
        "parked": Counted(requests.filter(state=RequestState.PARKED)),
        "rulings": Counted(rulings),
        "first_lapse_on": _first(rulings, "lapses_on"),
        "replies_overdue": Counted(replies.accusations(reader, day, replies.OVERDUE)),
        "replies_due": Counted(replies.accusations(reader, day, replies.DUE)),
    }


def work(found: dict[str, Any], *, jobs: bool) -> Work:
    """What waits, from the values of `columns`; with the jobs where they are told of, for one query."""
    runs = list(JobRun.objects.exclude(name__in=SIGNS_OF_LIFE)[:20]) if jobs else []
    return Work(
        **found,
        running=next((run for run in runs if run.state == JobState.RUNNING), None),
        last=next((run for run in runs if run.ended_at), None),
    )


def _first(rows: Any, name: str) -> Subquery:
    return Subquery(rows.filter(**{f"{name}__isnull": False}).order_by(name).values(name)[:1])
