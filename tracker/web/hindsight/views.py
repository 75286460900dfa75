"""Shows which past days of an agreement read differently today; it must not judge any of them."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.models import Agreement, Commitment
from tracker.publishing.lists import hindsight as lists
from tracker.selectors import hindsight as selector
from tracker.selectors.visibility import visible_to
from tracker.web import exporting
from tracker.web.access import reader_of, signed_in
from tracker.web.misreading import stretches
from tracker.web.time_machine import read_time

ROWS = 25
BACKFILLS_SHOWN = 30


@require_safe
@signed_in
def hindsight(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The stretches of days up to the one asked for, latest first; `commitment` cuts it down to a code;
    all of them as a file if the address asks for one."""
    reader = reader_of(request)
    agreement = visible_to(reader, Agreement.objects.filter(slug=slug)).first()
    if agreement is None:
        raise Http404(_("There is no agreement “%(slug)s”, or you may not see it.") % {"slug": slug})
    time = read_time(request, agreement=agreement)
    code = request.GET.get("commitment", "")[:40]
    duties = visible_to(reader, Commitment.objects.filter(agreement=agreement)).select_related("agreement")
    chosen = {one.pk: one for one in duties if not code or one.code == code}
    found = lists.read(reader, chosen, until=time.day, today=time.today, code=code)
    if exporting.wanted(request, time):
        return exporting.file_of(request, found, time)
    page = Paginator(found.rows, ROWS).get_page(request.GET.get("page"))
    some = list(page.object_list)
    found.complete(some)
    learned = {row.stretch: row.lesson for row in some if row.lesson}
    shown = stretches([row.stretch for row in some], learned, time.today)
    declared = selector.backfills(reader, chosen.values(), time.known_day, agreement.time_zone)
    context = {
        "time": time,
        "agreement": agreement,
        "rows": [(chosen[one.commitment_id], one) for one in shown],
        "page": page,
        "duties": len({row.commitment.pk for row in found.rows}),
        "code": code,
        "backfills": declared.select_related("commitment__agreement")[:BACKFILLS_SHOWN],
        "number_of_backfills": declared.count(),
        "crumbs": [
            (_("Agreements"), time.address("/agreements/")),
            (agreement.slug, time.address(reverse("agreement", args=[agreement.slug]))),
            (_("Hindsight"), ""),
        ],
    }
    return render(request, "hindsight/hindsight.html", context, status=time.status)
