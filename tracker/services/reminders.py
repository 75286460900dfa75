"""Finds each day which due days come near, zone by zone; it must not know who is told."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from tracker.models import Agreement, Commitment, JobRun
from tracker.selectors.days import day_in
from tracker.services import jobs, notifications
from tracker.services.notifications import Ahead

DEADLINES = "deadlines"
STAGES = (1, 7, 30, 90)  # days ahead, nearest first
DAY = timedelta(days=1)


def remind(*, at: datetime) -> list[JobRun]:
    """For each time zone whose day began since, tell once of the due days that come near in it.

    A midnight that was missed is made up for: a stage that was passed meanwhile is told late, the nearest
    alone. A day that was set or moved since the last run is told at the stage it is in.
    """
    runs = []
    for zone in Agreement.objects.order_by().values_list("time_zone", flat=True).distinct():
        today = day_in(zone, at)
        with transaction.atomic():
            before = _last(zone)
            run = jobs.begin(name=DEADLINES, period=f"{today} {zone}", total=0, at=at)
            if run is None:
                continue
            days = _ahead(zone, today, before)
            notifications.tell_deadlines(days, at=at)
            jobs.finish(run=run, at=at)
        runs.append(run)
    return runs


def _last(zone: str) -> JobRun | None:
    """The run of the zone's last day; a zone whose name ends like another's is not mistaken for it."""
    return (
        JobRun.objects.filter(name=DEADLINES, period__endswith=f" {zone}").order_by("-period", "-pk").first()
    )


def _ahead(zone: str, today: date, before: JobRun | None) -> list[Ahead]:
    last = date.fromisoformat(before.period.split(" ")[0]) if before else today - DAY
    rows = Commitment.objects.filter(
        Q(current__closed_on__isnull=True) | Q(current__closed_on__gt=today),
        agreement__time_zone=zone,
        current__due_on__gt=today,
        current__due_on__lte=today + STAGES[-1] * DAY,
    ).select_related("current")
    found = []
    for row in rows.order_by("pk"):
        assert row.current is not None
        due_on = row.current.due_on
        assert due_on is not None
        is_new = before is not None and row.current.recorded_at > before.started_at
        stage = next(one for one in STAGES if due_on <= today + one * DAY)
        if is_new or last < due_on - stage * DAY <= today:
            found.append(Ahead(row, due_on, stage))
    return found
