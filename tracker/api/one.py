"""Answers one commitment with its result, its reasons and the evidence that counts; the method judges."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from tracker.api.answers import check_names, head_for, sent
from tracker.api.days import pair_of
from tracker.api.errors import Errors
from tracker.api.keys import reader_of
from tracker.assessment import Result
from tracker.assessment.serializing import result_as_data
from tracker.models import Commitment, Finding, User
from tracker.publishing.explanations import exclusion_sentence, reason_sentence
from tracker.publishing.lists import commitments
from tracker.publishing.lists.findings import COLUMNS as FINDING_COLUMNS
from tracker.publishing.tables.days import Pair
from tracker.publishing.tables.head import Head
from tracker.publishing.tables.listed import Listed
from tracker.publishing.tables.writing import head_as_json, rows_as_json
from tracker.selectors import commitments as selector
from tracker.selectors import particulars, strictest
from tracker.selectors.facts import assess_on_demand
from tracker.selectors.standings import source_for

router = Router(tags=["one thing"])


class DaysAsked(Schema):
    """As of and known by which days, in the agreement's own zone."""

    as_of: str = Field("", max_length=40)
    known_by: str = Field("", max_length=40)


@router.get(
    "commitments/{slug}/{code}/",
    url_name="api_commitment",
    response={401: Errors, 404: Errors, 422: Errors, 429: Errors},
    openapi_extra={
        "responses": {
            200: {
                "description": "The commitment, its result, its reasons and the evidence behind them.",
                "content": {
                    "application/json": {
                        "schema": {
                            "type": "object",
                            "required": ["commitment", "result", "reasons", "evidence", "not_counted"],
                        }
                    }
                },
            }
        }
    },
)
def one_commitment(request: HttpRequest, slug: str, code: str, asked: Query[DaysAsked]) -> HttpResponse:
    """One commitment: where it stands, why, and on which findings that rests."""
    check_names(request, asked)
    reader = reader_of(request)
    try:
        found = particulars.commitment_for(reader, slug, code)
    except Commitment.DoesNotExist:
        raise Http404 from None
    days = pair_of(asked.as_of, asked.known_by, found.agreement.time_zone)
    listed = _listed(reader, found, days)
    head = head_for(request, listed, days)
    told: dict[str, Any] = {
        **head_as_json(head),
        "commitment": rows_as_json(listed.columns, listed.cut(0, 1), head)[0],
        "description": found.description,
    }
    return sent(told | _judged(reader, found, days, head), head)


def _listed(reader: User, found: Commitment, days: Pair) -> Listed:
    """The commitment as a list of one, with every column."""
    source = source_for(days.as_of, days.known_by, days.today)
    rows = selector.listed(reader, as_of=days.as_of, known_by=days.known_by, source=source)
    rows = rows.filter(pk=found.pk)
    return Listed(
        name="commitment",
        title=found.title,
        rows=selector.with_parties(rows),
        columns=commitments.COLUMNS,
        complete=partial(commitments.complete, reader=reader, days=days, keys=commitments.KEYS),
        marking=partial(strictest.of_duties, reader, Commitment.objects.filter(pk=found.pk)),
    )


def _judged(reader: User, found: Commitment, days: Pair, head: Head) -> dict[str, Any]:
    """The result, its reasons in sentences, the findings it rests on and those that did not count."""
    if found.current is None:
        return {"result": None, "reasons": [], "evidence": [], "not_counted": []}
    result, _facts = assess_on_demand(found, reader, days.day, days.known_day)
    known = particulars.findings_of(reader, found)
    for finding in known.values():
        finding.commitment = found
    return {
        "result": {name: one for name, one in result_as_data(result).items() if name not in ("reasons",)},
        "reasons": [
            {
                "code": reason.code.value,
                "arguments": result_as_data(result)["reasons"][place][1:],
                "sentence": reason_sentence(reason.code, reason.arguments),
            }
            for place, reason in enumerate(result.reasons)
        ],
        "evidence": _evidence(result, known, head),
        "not_counted": [
            {"finding": one.finding_id, "code": one.code.value, "sentence": exclusion_sentence(one.code)}
            for one in result.excluded
            if one.finding_id in known
        ],
    }


def _evidence(result: Result, known: dict[str, Finding], head: Head) -> list[dict[str, Any]]:
    told = []
    for side, references in (("for", result.used_for), ("against", result.used_against)):
        rows = [known[reference] for reference in references if reference in known]
        told += [{"side": side, **row} for row in rows_as_json(FINDING_COLUMNS, rows, head)]
    return told
