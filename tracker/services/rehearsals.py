"""Works out what other numbers of the method would flip, at once or in a job; it publishes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.db import transaction

from tracker.models import JobRun, User
from tracker.models.states import JobState
from tracker.selectors import rehearsing
from tracker.selectors.rehearsing import Flip, Numbers
from tracker.services import jobs, policies
from tracker.services.signals import rehearsals_requested

NAME = "rehearsal"
AT_ONCE = 400  # duties worked out while somebody waits; more is a job's work
KEPT = 24 * 60 * 60  # seconds


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What is known of a rehearsal: its flips, or the run that works at it, or neither yet."""

    key: str
    total: int
    flips: list[Flip] | None = None
    run: JobRun | None = None


def look(*, numbers: Numbers, at: datetime) -> Rehearsal:
    """The flips of these numbers, where duties are few or a job has worked them out; else its run."""
    every = rehearsing.everything()
    key = rehearsing.digest(numbers, at)
    if len(every) <= AT_ONCE:
        return Rehearsal(key, len(every), rehearsing.flips(every, numbers, at))
    known = cache.get(_place(key))
    run = JobRun.objects.filter(name=NAME, period__startswith=key).order_by("-started_at", "-pk").first()
    return Rehearsal(key, len(every), known, run)


def ask(*, numbers: Numbers, by: User, at: datetime) -> None:
    """Have a job work it out, unless one is at it. Refused without the role."""
    policies.check_can_publish_parameters(by)
    key = rehearsing.digest(numbers, at)
    with transaction.atomic():
        if JobRun.objects.filter(name=NAME, period__startswith=key, state=JobState.RUNNING).exists():
            return
        total = len(rehearsing.everything())
        run = jobs.begin(name=NAME, period=f"{key} {at:%Y-%m-%dT%H:%M:%S}", total=total, at=at)
        if run is None:
            return
        sent = {name: list(one) if isinstance(one, tuple) else one for name, one in numbers.items()}
        transaction.on_commit(
            lambda: rehearsals_requested.send(sender=None, run_id=run.pk, numbers=sent), robust=True
        )


def work(*, run_id: int, numbers: Numbers, clock: Callable[[], datetime]) -> None:
    """Do the work of a run, chunk by chunk, with signs of life; a run that is over is passed over."""
    run = JobRun.objects.filter(pk=run_id, state=JobState.RUNNING).first()
    if run is None:
        return
    at, found = clock(), list[Flip]()
    every = rehearsing.everything()
    for place, chunk in enumerate(jobs.chunks(every, rehearsing.CHUNK)):
        found += rehearsing.flips(chunk, numbers, at)
        jobs.advance(run=run, done=(place + 1) * rehearsing.CHUNK, at=clock())
    cache.set(_place(run.period.partition(" ")[0]), sorted(found, key=lambda one: one["duty"]), KEPT)
    jobs.finish(run=run, at=clock())


def _place(key: str) -> str:
    return f"rehearsal-{key}"
