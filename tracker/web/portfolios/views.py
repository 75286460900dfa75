"""Answers requests for whole portfolios of past days: asking for one, how far it is; it computes none."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tracker.models import PortfolioDay, User
from tracker.selectors import pairs
from tracker.services import portfolios as services
from tracker.services.refusals import Refused
from tracker.web.access import UNPROCESSABLE, reader_of, signed_in
from tracker.web.time_machine import read_day, today_in

SHOWN = 50
LONGEST_ADDRESS = 2000


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def portfolios(request: HttpRequest) -> HttpResponse:
    """The portfolios of one's audience, and the form that asks for one; a refusal keeps what was typed."""
    reader = reader_of(request)
    problem, status = "", 200
    if request.method == "POST":
        try:
            reference = _ask(request, reader)
        except Refused as refusal:
            problem, status = refusal.sentence, UNPROCESSABLE
        else:
            return redirect(
                reverse("portfolio", args=[reference]) + _leading_to(request.POST.get("next", ""))
            )
    context = {
        "rows": pairs.seen(reader)[:SHOWN],
        "as_of": request.POST.get("as_of", "")[:40],
        "known_by": request.POST.get("known_by", "")[:40],
        "next": _own_address(request.POST.get("next", "")),
        "problem": problem,
        "crumbs": [(_("Overview"), "/"), (_("Portfolios of past days"), "")],
    }
    return render(request, "portfolios/list.html", context, status=status)


@require_safe
@signed_in
def portfolio(request: HttpRequest, reference: str) -> HttpResponse:
    """One portfolio: how far it is, or when it was ready, and the way back to the page that needs it."""
    reader = reader_of(request)
    row = pairs.seen(reader).filter(reference=reference).first()
    if row is None:
        raise Http404(_("There is no such portfolio; old ones are let go after two weeks."))
    context = {
        "portfolio": row,
        "grown": row.state == "ready" and pairs.has_grown(reader, row),
        "next": _own_address(request.GET.get("next", "")) or _overview(row),
        "crumbs": [
            (_("Overview"), "/"),
            (_("Portfolios of past days"), reverse("portfolios")),
            (row.reference, ""),
        ],
    }
    if request.headers.get("HX-Request"):
        return render(request, "portfolios/_state.html", context)
    return render(request, "portfolios/portfolio.html", context)


def _ask(request: HttpRequest, reader: User) -> str:
    # The day is the latest of any zone in use: a page about an agreement may be a day ahead of its reader.
    today = max(today_in(reader.time_zone), today_in("Pacific/Kiritimati"))
    days = []
    for name, words in (("as_of", _("As of")), ("known_by", _("Known by"))):
        day, problem = read_day(request.POST.get(name, "")[:40], today)
        if problem:
            raise Refused(problem, field=name)
        if day is None:
            raise Refused(_("“%(name)s” is empty: please fill it in.") % {"name": words}, field=name)
        days.append(day)
    row = services.ask(as_of=days[0], known_by=days[1], today=today, by=reader, at=timezone.now())
    return row.reference


def _overview(row: PortfolioDay) -> str:
    days = {"as_of": row.as_of.isoformat(), "known_by": row.known_by.isoformat()}
    return "/?" + urlencode(days)


def _own_address(text: str) -> str:
    """The address when it is one of ours, else nothing: a page must not send its reader elsewhere."""
    text = text[:LONGEST_ADDRESS]
    is_ours = text.startswith("/") and url_has_allowed_host_and_scheme(text, allowed_hosts=None)
    return text if is_ours else ""


def _leading_to(text: str) -> str:
    address = _own_address(text)
    return f"?{urlencode({'next': address})}" if address else ""
