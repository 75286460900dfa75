"""Shows the log of status changes, latest first; it must not decide what is a change."""

from __future__ import annotations

from datetime import timedelta

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.models import Agreement
from tracker.publishing import rollups
from tracker.selectors import changes as selector
from tracker.selectors.visibility import visible_to
from tracker.web.access import reader_of, signed_in
from tracker.web.time_machine import read_day, read_time

PAGE = 25
PERIODS = ("7", "30", "90", "365")


@require_safe
@signed_in
def changes(request: HttpRequest) -> HttpResponse:
    """The changes up to the day looked at, of an agreement and a period when the address names them."""
    reader = reader_of(request)
    time = read_time(request)
    rows = selector.listed(reader).filter(effective_on__lte=min(time.day, time.known_day))
    chosen, problems = request.GET.get("agreement", "").strip(), []
    agreements = list(visible_to(reader, Agreement.objects.order_by("title")).values_list("slug", "title"))
    if chosen:
        if chosen not in dict(agreements):
            problems.append(_("There is no agreement “%(slug)s” that you may see.") % {"slug": chosen[:80]})
        rows = rows.filter(commitment__agreement__slug=chosen)
    period = request.GET.get("days", "")
    if period in PERIODS:
        rows = rows.filter(effective_on__gt=time.day - timedelta(days=int(period)))
    from_on, problem = read_day(request.GET.get("from", "").strip(), time.today)
    if problem:
        problems.append(problem)
    elif from_on:
        rows = rows.filter(effective_on__gte=from_on)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    context = {
        "time": time,
        "page": page,
        "changes": rollups.told_changes(shown, selector.causes(reader, shown)),
        "agreements": agreements,
        "chosen": chosen,
        "periods": PERIODS,
        "period": period,
        "problems": problems,
    }
    return render(request, "changes/list.html", context, status=400 if problems else time.status)
