"""Shows the landing page: what the portfolio says on a day; it must not compute any status."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tracker.models import StatusChange, User
from tracker.publishing import figures, overviews, rollups
from tracker.selectors import changes as change_log
from tracker.selectors import replies
from tracker.selectors.work import work
from tracker.web.access import reader_of, signed_in
from tracker.web.time_machine import Preset, Time, read_time
from tracker.web.visits import looked_before

DEMO_DAYS = (date(2020, 7, 14), date(2021, 5, 2), date(2021, 9, 1))
PERIODS = (7, 30, 90)
PERIOD = 30  # days
CHANGES_SHOWN = 6  # the rest is one link away


@require_safe
@signed_in
def overview(request: HttpRequest) -> HttpResponse:
    """The portfolio on a day: counts, agreements, what is broken, changed, late, due and not known."""
    reader = reader_of(request)
    time = read_time(request, presets=demo_presets())
    told = overviews.overview(reader, time, everything=request.GET.get("show") == "all")
    context = {
        # The ruler begins with the agreement that began last, so that its whole course is in view.
        "time": replace(time, first_on=told.first_on),
        "told": told,
        "work": work(reader),
        "replies": replies.counts(reader, time.today),
        "now": timezone.now(),
        **_changed(request, reader, time, told.only_chosen),
    }
    return render(request, "overview/overview.html", context, status=time.status)


def demo_presets() -> list[Preset]:
    """The days on which the demonstration has most to say; none elsewhere."""
    return [Preset(figures.day(day), day) for day in DEMO_DAYS] if settings.DEMO else []


def _changed(request: HttpRequest, reader: User, time: Time, only_chosen: bool) -> dict[str, Any]:
    before = looked_before(request, reader)
    asked = request.GET.get("changed", "")
    log = change_log.listed(reader).filter(effective_on__lte=time.day)
    if only_chosen:
        log = log.filter(commitment__agreement__in=reader.chosen.values("pk"))
    since_visit = log.filter(recorded_at__gt=before) if before and not time.is_past else None
    if asked == "visit" and since_visit is not None:
        period, rows = "visit", since_visit
    else:
        days = int(asked) if asked in {str(one) for one in PERIODS} else PERIOD
        period, rows = str(days), log.filter(effective_on__gt=time.day - timedelta(days=days))
    shown = list(rows[:CHANGES_SHOWN])
    return {
        "before": before,
        "changed_since": _number_of_duties(since_visit) if since_visit is not None else None,
        "period": period,
        "periods": [str(one) for one in PERIODS],
        "changes": rollups.told_changes(shown, change_log.causes(reader, shown)),
        "last_change": None if shown else log.first(),
    }


def _number_of_duties(rows: QuerySet[StatusChange]) -> int:
    return rows.order_by().values("commitment").distinct().count()
