"""Shows the landing page: what the portfolio says on a day; it must not compute any status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

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
    """What changed lately: the period, its first changes, and the log since the last visit, not asked yet."""

    before: datetime | None
    period: str
    changes: Sequence[StatusChange]
    since: QuerySet[StatusChange] | None
    last: StatusChange | None


@require_safe
@signed_in
def overview(request: HttpRequest) -> HttpResponse:
    """The portfolio on a day: counts, agreements, what is broken, changed, late, due and not known."""
    reader = reader_of(request)
    time = read_time(request, presets=demo_presets())
    everything = request.GET.get("show") == "all"
    moved = _moved(request, reader, time, everything)
    named = change_log.named_in(moved.changes)
    told = overviews.overview(reader, time, everything=everything, also=named)
    asked = work_selector.columns(reader, time.today)
    if moved.since is not None:
        asked["changed_since"] = Counted(moved.since.distinct(), "commitment")
    found = dict(shell_of(request, reader).ask(asked))
    context = {
        # The ruler begins with the agreement that began last, so that its whole course is in view.
        "time": replace(time, first_on=told.first_on),
        "told": told,
        "before": moved.before,
        "changed_since": found.pop("changed_since", None),
        "period": moved.period,
        "periods": [str(one) for one in PERIODS],
        "changes": rollups.told_changes(moved.changes, told.findings),
        "last_change": moved.last,
        "work": work_selector.work(found),
        "now": timezone.now(),
    }
    return render(request, "overview/overview.html", context, status=time.status)


def demo_presets() -> list[Preset]:
    """The days on which the demonstration has most to say; none elsewhere."""
    return [Preset(figures.day(day), day) for day in DEMO_DAYS] if settings.DEMO else []


def _moved(request: HttpRequest, reader: User, time: Time, everything: bool) -> Moved:
    before = looked_before(request, reader)
    asked = request.GET.get("changed", "")
    log = change_log.listed(reader).filter(effective_on__lte=time.day)
    if not everything:
        own = visible_to(reader, Agreement.objects.filter(chosen_by=reader))
        log = log.filter(Q(commitment__agreement__in=own.values("pk")) | ~Exists(own))
    since = log.filter(recorded_at__gt=before) if before and not time.is_past else None
    if asked == "visit" and since is not None:
        period, rows = "visit", since
    else:
        days = int(asked) if asked in {str(one) for one in PERIODS} else PERIOD
        period, rows = str(days), log.filter(effective_on__gt=time.day - timedelta(days=days))
    shown = list(rows[:CHANGES_SHOWN])
    return Moved(before, period, shown, since, None if shown else log.first())
