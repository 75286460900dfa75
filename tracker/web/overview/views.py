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
from tracker.models.choices import Series
from tracker.publishing import figures, rollups
from tracker.selectors import changes as change_log
from tracker.selectors import outcomes, portfolio, replies, spans
from tracker.selectors.commitments import rulings_in_force
from tracker.selectors.overview import Portfolio
from tracker.selectors.portfolio import Line
from tracker.selectors.work import work
from tracker.web.access import reader_of, signed_in
from tracker.web.agreement_rows import agreement_rows
from tracker.web.overview.sections import gap_rows
from tracker.web.time_machine import Preset, Time, read_time
from tracker.web.visits import looked_before

DEMO_DAYS = (date(2020, 7, 14), date(2021, 5, 2), date(2021, 9, 1))
PERIODS = (7, 30, 90)
PERIOD = 30  # days
SHOWN = 12  # rows of a section; the rest is one link away


@require_safe
@signed_in
def overview(request: HttpRequest) -> HttpResponse:
    """The portfolio on a day: counts, agreements, what is broken, changed, late, due and not known."""
    reader = reader_of(request)
    time = read_time(request, presets=demo_presets())
    context = {**_standing(reader, time), **_changed(request, reader, time)}
    begun = [row.agreement.signed_on for row in context["agreements"] if row.agreement.signed_on]
    # The ruler begins with the agreement that began last, so that its whole course is in view.
    context["time"] = replace(time, first_on=max((day for day in begun if day <= time.day), default=None))
    return render(request, "overview/overview.html", context, status=time.status)


def demo_presets() -> list[Preset]:
    """The days on which the demonstration has most to say; none elsewhere."""
    return [Preset(figures.day(day), day) for day in DEMO_DAYS] if settings.DEMO else []


def _standing(reader: User, time: Time) -> dict[str, Any]:
    days = {"as_of": time.as_of, "known_by": time.known_by}
    commitments = portfolio.looked_at(reader, portfolio.commitments_for(reader), **days)
    lines = portfolio.lines(reader, time.day, today=time.today, commitments=commitments, **days)
    portfolio.with_outcomes(reader, lines, **days)
    sorted_out = Portfolio(lines)
    broken, late, due = sorted_out.broken, sorted_out.late, sorted_out.due
    tell_more(reader, broken[:SHOWN], late[:SHOWN], time)
    agreements = agreement_rows(reader, lines, time.day)
    return {
        "headline": rollups.portfolio_headline([row.roll_up.headline for row in agreements]),
        "counts": sorted_out.counts,
        "unassessed": sorted_out.unassessed,
        "number_of_duties": len(lines),
        "agreements": agreements,
        "broken": broken[:SHOWN],
        "broken_left": max(0, len(broken) - SHOWN),
        "late": late[:SHOWN],
        "late_left": max(0, len(late) - SHOWN),
        "most_late": late[0].days_late if late else 0,
        "due": due[:SHOWN],
        "due_left": max(0, len(due) - SHOWN),
        "withheld": [row for row in agreements if row.withheld],
        "gaps": gap_rows(sorted_out),
        "work": work(reader),
        "replies": replies.counts(reader, time.today),
        "now": timezone.now(),
    }


def tell_more(reader: User, broken: list[Line], late: list[Line], time: Time) -> None:
    """Give the shown lines since when and on whose word they are broken, and the ruling beside them."""
    series = Series.HINDSIGHT if time.is_hindsight else Series.DIAGONAL
    history = spans.runs(reader, [line.commitment.pk for line in broken], time.day, series)
    used = {line.commitment.pk: list(line.outcome.used_against) for line in broken if line.outcome}
    spoken = outcomes.voices(reader, used)
    for line in broken:
        known = history.get(line.commitment.pk)
        line.since = known[-1].from_on if known and known[-1].status == line.status else None
        line.voices = spoken.get(line.commitment.pk, ())
    beside = rulings_in_force(reader, [line.commitment.pk for line in late], time.day)
    for line in late:
        line.ruling = beside.get(line.commitment.pk)


def _changed(request: HttpRequest, reader: User, time: Time) -> dict[str, Any]:
    before = looked_before(request, reader)
    asked = request.GET.get("changed", "")
    log = change_log.listed(reader).filter(effective_on__lte=time.day)
    since_visit = log.filter(recorded_at__gt=before) if before and not time.is_past else None
    if asked == "visit" and since_visit is not None:
        period, rows = "visit", since_visit
    else:
        days = int(asked) if asked in {str(one) for one in PERIODS} else PERIOD
        period, rows = str(days), log.filter(effective_on__gt=time.day - timedelta(days=days))
    shown = list(rows[: SHOWN // 2])
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
