"""Answers what the form of a finding asks for while it is filled in; it keeps nothing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tracker.models import Report
from tracker.selectors import origins as register
from tracker.services import policies
from tracker.web.access import reader_of, role_required, seen_or_404
from tracker.web.findings import fitting, offers
from tracker.web.findings.forms import FindingForm

LONGEST_SEARCH = 200  # characters
MOST_ORIGINS = 12  # offered at a time


@require_safe
@role_required(policies.ANALYST)
def fit(request: HttpRequest, reference: str) -> HttpResponse:
    """The fields that depend on the duty, stance and origin chosen so far, with what was typed in them."""
    form = _form(request, _report(request, reference))
    return render(request, "findings/_fit.html", {"form": form, **fitting.fit(form, reader_of(request))})


@require_safe
@role_required(policies.ANALYST)
def near(request: HttpRequest, reference: str) -> HttpResponse:
    """What another passage changes beside a form that is open: duties offered, days and figures found."""
    reader, report = reader_of(request), _report(request, reference)
    form = _form(request, report)
    context = {"form": form, "report": report, **fitting.duties(form, reader), **fitting.fit(form, reader)}
    return render(request, "findings/_near.html", context)


@require_safe
@role_required(policies.ANALYST)
def days(request: HttpRequest, reference: str) -> HttpResponse:
    """The observed period in other calendars."""
    form = _form(request, _report(request, reference))
    return render(request, "findings/_period.html", fitting.period(form))


@require_safe
@role_required(policies.ANALYST)
def duties(request: HttpRequest, reference: str) -> HttpResponse:
    """The duties that match what is typed in the search field of the form."""
    report = _report(request, reference)
    asked = {name: request.GET.get(name, "")[: fitting.LONGEST] for name in ("duty", *fitting.PLACE)}
    form = FindingForm(initial=asked, reader=reader_of(request), report=report)
    context = {"form": form, "report": report, **fitting.duties(form, reader_of(request))}
    return render(request, "findings/_duties.html", context)


@require_safe
@role_required(policies.ANALYST)
def origins(request: HttpRequest, reference: str) -> HttpResponse:
    """The origins that match `q`, as options of a listbox."""
    _report(request, reference)
    words = request.GET.get("q", "")[:LONGEST_SEARCH]
    found = register.matching(register.seen(reader_of(request)), words)[:MOST_ORIGINS]
    return render(request, "findings/_origins.html", {"found": found, "words": words})


@require_safe
@role_required(policies.ANALYST)
def suggested(request: HttpRequest, reference: str) -> HttpResponse:
    """The duties that the whole document most likely bears on."""
    reader, report = reader_of(request), _report(request, reference)
    found = offers.for_report(reader, report)
    return render(request, "findings/_suggested.html", {"report": report, "offers": found})


def _report(request: HttpRequest, reference: str) -> Report:
    rows = Report.objects.select_related("source", "relays__source")
    return seen_or_404(reader_of(request), rows, reference=reference)


def _form(request: HttpRequest, report: Report) -> FindingForm:
    """The form with what stands in it so far; the passage comes from its place, never through the address."""
    reader = reader_of(request)
    said = fitting.with_quote(report, reader, request.GET.dict())
    return FindingForm(initial=said, reader=reader, report=report)
