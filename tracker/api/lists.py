"""Answers the lists of the pages, a page at a time; filters, order and columns are those of the pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from tracker.api import asking
from tracker.api.answers import check_names, described, page_of
from tracker.api.days import day_of, pair_of
from tracker.api.errors import Errors
from tracker.api.keys import reader_of
from tracker.publishing.lists import (
    agreements,
    changes,
    commitments,
    findings,
    parties,
    reports,
    rulings,
    sources,
)
from tracker.publishing.tables.days import Pair

router = Router(tags=["lists"])
REFUSALS = {401: Errors, 409: Errors, 422: Errors, 429: Errors}


@router.get(
    "agreements/",
    url_name="api_agreements",
    response=REFUSALS,
    openapi_extra=described(agreements.COLUMNS),
)
def list_agreements(request: HttpRequest, asked: Query[asking.AgreementsAsked]) -> HttpResponse:
    """The agreements you see, with headline, counts, score and last change."""
    days = _days(request, asked)
    return page_of(request, agreements.read(reader_of(request), request.GET, days), days, asked)


@router.get(
    "commitments/",
    url_name="api_commitments",
    response=REFUSALS,
    openapi_extra=described(commitments.COLUMNS),
)
def list_commitments(request: HttpRequest, asked: Query[asking.CommitmentsAsked]) -> HttpResponse:
    """The commitments you see, with where each stands."""
    days = _days(request, asked)
    return page_of(request, commitments.read(reader_of(request), request.GET, days), days, asked)


@router.get("parties/", url_name="api_parties", response=REFUSALS, openapi_extra=described(parties.COLUMNS))
def list_parties(request: HttpRequest, asked: Query[asking.PartiesAsked]) -> HttpResponse:
    """The parties, with what each owes."""
    days = _days(request, asked)
    return page_of(request, parties.read(reader_of(request), request.GET, days), days, asked)


@router.get("reports/", url_name="api_reports", response=REFUSALS, openapi_extra=described(reports.COLUMNS))
def list_reports(request: HttpRequest, asked: Query[asking.ReportsAsked]) -> HttpResponse:
    """The reports you see, newest first."""
    days = _days(request, asked)
    return page_of(request, reports.read(reader_of(request), request.GET, days), days, asked)


@router.get(
    "findings/", url_name="api_findings", response=REFUSALS, openapi_extra=described(findings.COLUMNS)
)
def list_findings(request: HttpRequest, asked: Query[asking.FindingsAsked]) -> HttpResponse:
    """The accepted findings you see, newest first."""
    days = _days(request, asked)
    return page_of(request, findings.read(reader_of(request), request.GET, days), days, asked)


@router.get("sources/", url_name="api_sources", response=REFUSALS, openapi_extra=described(sources.COLUMNS))
def list_sources(request: HttpRequest, asked: Query[asking.SourcesAsked]) -> HttpResponse:
    """The register of sources with their record."""
    days = _days(request, asked)
    return page_of(request, sources.read(reader_of(request), request.GET, days), days, asked)


@router.get("changes/", url_name="api_changes", response=REFUSALS, openapi_extra=described(changes.COLUMNS))
def list_changes(request: HttpRequest, asked: Query[asking.ChangesAsked]) -> HttpResponse:
    """The log of status changes, latest first."""
    days = _days(request, asked)
    reader = reader_of(request)
    from_on = day_of("from", asked.from_on, reader.time_zone)
    return page_of(request, changes.read(reader, request.GET, days, from_on=from_on), days, asked)


@router.get("rulings/", url_name="api_rulings", response=REFUSALS, openapi_extra=described(rulings.COLUMNS))
def list_rulings(request: HttpRequest, asked: Query[asking.Asked]) -> HttpResponse:
    """The rulings: those that wait first, of a past day those that stood."""
    days = _days(request, asked)
    return page_of(request, rulings.read(reader_of(request), days), days, asked)


def _days(request: HttpRequest, asked: asking.Asked) -> Pair:
    check_names(request, asked)
    return pair_of(asked.as_of, asked.known_by, reader_of(request).time_zone)
