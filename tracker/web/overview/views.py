"""Shows the landing page: what the portfolio says on a day; it must not compute any status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tracker.models import Agreement, StatusChange, User
from tracker.publishing import figures, overviews, rollups
from tracker.selectors import changes as change_log
from tracker.selectors import work as work_selector
from tracker.selectors.frame import Counted
from tracker.selectors.prepared import answers
from tracker.selectors.visibility import visible_to
from tracker.web.access import reader_of, signed_in
from tracker.web.shell import shell_of
from tracker.web.time_machine import Preset, Time, read_time
from tracker.web.visits import looked_before

DEMO_DAYS = (date(2020, 7, 14), date(2021, 5, 2), date(2021, 9, 1))
PERIODS = (7, 30, 90)
PERIOD = 30  # days
CHANGES_SHOWN = 6  # the rest is one link away


@dataclass(frozen=True, slots=True)
class Moved:
    """What changed lately: the period and its first changes."""

    before: datetime | None
    period: str
    changes: Sequence[StatusChange]


@require_safe
@signed_in
def overview(request: HttpRequest) -> HttpResponse:
    """The portfolio on a day: counts, agreements, what is broken, changed, late, due and not known."""
    reader = reader_of(request)
    time = read_time(request, presets=demo_presets())
    everything = request.GET.get("show") == "all"
    moved = _moved(request, reader, time, everything)
    named = change_log.named_in(moved.changes)

    def beside(first_on: date | None) -> list[QuerySet[Any]]:
        # The ruler begins with the agreement that began last, so that its whole course is in view.
        from_on = replace(time, first_on=first_on).first_month
        last = StatusChange.objects.none() if moved.changes else _log(reader, time.day, everything)[:1]
        return [change_log.per_day(reader, from_on, time.today), last]

    told = overviews.overview(
        reader,
        time,
        everything=everything,
        also=named,
        beside=beside,
    )
    per_day, last = told.beside
    asked = (time.today, time.day, everything, None if time.is_past else moved.before)
    shell = shell_of(request, reader)
    found = dict(shell.ask(_beside, *asked))
    context = {
        "time": replace(time, first_on=told.first_on).counting(change_log.by_month(per_day)),
        "told": told,
        "before": moved.before,
        "changed_since": found.pop("changed_since", None),
        "period": moved.period,
        "periods": [str(one) for one in PERIODS],
        "changes": rollups.told_changes(moved.changes, told.findings),
        "last_change": next(iter(last), None),
        "work": work_selector.work(found, jobs="admin" in shell.roles),
        "now": timezone.now(),
    }
    return render(request, "overview/overview.html", context, status=time.status)


def demo_presets() -> list[Preset]:
    """The days on which the demonstration has most to say; none elsewhere."""
    return [Preset(figures.day(day), day) for day in DEMO_DAYS] if settings.DEMO else []


def _moved(request: HttpRequest, reader: User, time: Time, everything: bool) -> Moved:
    before = looked_before(request, reader)
    asked = request.GET.get("changed", "")
    if asked == "visit" and before and not time.is_past:
        period, after, later_than = "visit", None, before
    else:
        days = int(asked) if asked in {str(one) for one in PERIODS} else PERIOD
        period, after, later_than = str(days), time.day - timedelta(days=days), None
    shown = answers(_first_changes, reader, time.day, everything, after, later_than)
    return Moved(before, period, shown)


def _log(reader: User, day: date, everything: bool) -> QuerySet[StatusChange]:
    log = change_log.listed(reader).filter(effective_on__lte=day)
    if everything:
        return log
    own = visible_to(reader, Agreement.objects.filter(chosen_by=reader))
    return log.filter(Q(commitment__agreement__in=own.values("pk")) | ~Exists(own))


def _first_changes(
    reader: User, day: date, everything: bool, after: date | None, later_than: datetime | None
) -> QuerySet[StatusChange]:
    log = _log(reader, day, everything)
    if after is not None:
        log = log.filter(effective_on__gt=after)
    if later_than is not None:
        log = log.filter(recorded_at__gt=later_than)
    return log[:CHANGES_SHOWN]


def _beside(
    reader: User, today: date, day: date, everything: bool, before: datetime | None
) -> dict[str, Any]:
    """What the frame's query answers beside: the work, and how many duties changed since the last visit."""
    columns = work_selector.columns(reader, today)
    if before is not None:
        since = _log(reader, day, everything).filter(recorded_at__gt=before)
        columns["changed_since"] = Counted(since.distinct(), "commitment")
    return columns
