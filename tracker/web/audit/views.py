"""Shows administrators the ledger and hands out the file that verifies it; it must change nothing."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.publishing import verifier as standalone
from tracker.publishing.lists import audit as lists
from tracker.selectors import history
from tracker.web import exporting
from tracker.web.access import reader_of, role_required
from tracker.web.time_machine import read_day, read_time

PAGE = 50


@require_safe
@role_required("admin")
def audit(request: HttpRequest) -> HttpResponseBase:
    """The entries an administrator is cleared for, as the address asks; all as a file if it wants one.

    A page begins before an entry, not after a count: there may be millions.
    """
    reader, time = reader_of(request), read_time(request)
    from_on, wrong_from = _day(request, "from", time.today)
    to_on, wrong_to = _day(request, "to", time.today)
    found = lists.read(reader, request.GET, from_on=from_on, to_on=to_on)
    problems = [*found.problems, *filter(None, (wrong_from, wrong_to))]
    if exporting.wanted(request, time) and not (wrong_from or wrong_to):
        return exporting.file_of(request, found, time)
    # An address names the entry by its hash: its number would tell how much there is above one's clearance.
    leaf = request.GET.get("before", "").replace("\x00", "")
    rows = lists.before(found.rows, leaf) if leaf else found.rows
    shown = list(rows[: PAGE + 1])
    context = {
        "entries": list(zip(shown[:PAGE], history.present(reader, shown[:PAGE]), strict=True)),
        "next": shown[PAGE - 1].leaf_hash if len(shown) > PAGE else None,
        "is_numbered": lists.is_numbered(reader),
        "actions": lists.choices_of_actions(),
        "kinds": lists.choices_of_kinds(),
        "asked": {name: request.GET.get(name, "") for name in ("person", "kind", "action", "request")},
        "is_filtered": bool(found.filters),
        "is_first": rows is found.rows,
        "problems": problems,
        "time": time,
        "crumbs": [(_("Overview"), "/"), (_("Audit"), "")],
    }
    return render(request, "audit/list.html", context, status=400 if problems else 200)


@require_safe
@role_required("admin")
def verifier(request: HttpRequest) -> HttpResponse:
    """The Python file that outsiders verify an exported ledger with, as it is."""
    response = HttpResponse(standalone.FILE.read_bytes(), content_type="text/x-python; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{standalone.FILE.name}"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _day(request: HttpRequest, name: str, today: date) -> tuple[date | None, str]:
    return read_day(request.GET.get(name, "").strip(), today)
