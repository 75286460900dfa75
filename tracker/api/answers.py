"""Writes one page of a list, or one thing, as a JSON answer; it must not know which list."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Schema

from tracker.api.asking import Present
from tracker.api.errors import Problem
from tracker.api.keys import reader_of
from tracker.publishing.tables import writing
from tracker.publishing.tables.columns import Column, Kind
from tracker.publishing.tables.days import Days
from tracker.publishing.tables.head import Head, head_of
from tracker.publishing.tables.listed import Listed

TYPES: dict[Kind, Any] = {
    Kind.INTEGER: {"type": ["integer", "null"]},
    Kind.PER_MILLE: {"type": ["integer", "null"], "description": "Per mille."},
    Kind.BOOLEAN: {"type": ["boolean", "null"]},
    Kind.DAY: {"type": ["string", "null"], "format": "date"},
    Kind.MOMENT: {"type": ["string", "null"], "format": "date-time"},
    Kind.TEXT: {"type": ["string", "null"]},
}


def check_names(request: HttpRequest, asked: Schema) -> None:
    """Problem for a parameter there is none of: a filter misspelt would answer with everything."""
    fields = type(asked).model_fields
    known = {field.alias or name for name, field in fields.items()}
    wrong = sorted(set(request.GET) - known)
    if wrong:
        sentence = _("There is no parameter “%(name)s”; there are: %(known)s.")
        said = ", ".join(sorted(known))
        raise Problem([(name[:40], sentence % {"name": name[:40], "known": said}) for name in wrong[:5]])


def page_of(request: HttpRequest, listed: Listed, days: Days, asked: Present) -> JsonResponse:
    """One page of the list with its head. Problem where a filter could not be used."""
    if listed.problems:
        raise Problem([("", sentence) for sentence in listed.problems])
    head = head_for(request, listed, days)
    start = (asked.page - 1) * asked.size
    rows = listed.cut(start, start + asked.size) if start < head.rows else []
    told = {
        **writing.head_as_json(head),
        "page": asked.page,
        "size": asked.size,
        "pages": max(-(-head.rows // asked.size), 1),
        "columns": writing.columns_as_json(listed.columns),
        "rows": writing.rows_as_json(listed.columns, rows, head),
    }
    return sent(told, head)


def head_for(request: HttpRequest, listed: Listed, days: Days) -> Head:
    """The head of an answer."""
    address = request.build_absolute_uri()
    return head_of(listed, reader=reader_of(request), days=days, address=address, at=timezone.now())


def sent(told: dict[str, Any], head: Head) -> JsonResponse:
    """The answer, which nobody on the way keeps."""
    response = JsonResponse(told, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = "private, no-store"
    response["X-Servanda-Marking"] = head.marking_words
    return response


def described(columns: tuple[Column, ...]) -> dict[str, Any]:
    """What a page of such rows looks like, for the schema of the interface."""
    row = {
        "type": "object",
        "properties": {one.key: {**TYPES[one.kind], "title": str(one.label)} for one in columns},
    }
    text, whole = {"type": "string"}, {"type": "integer"}
    properties = {
        **dict.fromkeys(("list", "title", "address", "marking", "made_by", "method"), text),
        **{name: {"type": "string", "format": "date"} for name in ("as_of", "known_by")},
        "made_at": {"type": "string", "format": "date-time"},
        "present": {"type": "boolean"},
        **dict.fromkeys(("total", "page", "size", "pages"), whole),
        "filters": {"type": "array", "items": {"type": "object"}},
        "columns": {"type": "array", "items": {"type": "object"}},
        "rows": {"type": "array", "items": row},
    }
    schema = {"type": "object", "properties": properties, "required": sorted(properties)}
    content = {"application/json": {"schema": schema}}
    return {"responses": {200: {"description": "One page of the list.", "content": content}}}
