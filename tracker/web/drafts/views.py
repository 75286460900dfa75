"""Answers a page's script: keep, give back or drop the draft of a form, in JSON; nobody sees another's."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tracker.models import Draft
from tracker.selectors import drafts as selector
from tracker.services import drafts
from tracker.services.refusals import Refused
from tracker.web.access import reader_of, signed_in

ROOM = 64 * 1024  # bytes around the fields of a draft


@require_safe
@signed_in
def drafts_of(request: HttpRequest) -> JsonResponse:
    """Of which forms the reader has drafts, and when each was kept."""
    kept = {row.key: _moment(row)["saved_at"] for row in selector.kept(reader_of(request))}
    return _answer(request, HTTPStatus.OK, drafts=kept)


@require_http_methods(["GET", "HEAD", "PUT", "DELETE"])
@signed_in
def draft(request: HttpRequest, key: str) -> JsonResponse:
    """One form's draft. Answers carry a token for the next request: signing in anew makes the old void."""
    reader = reader_of(request)
    if request.method == "PUT":
        return _keep(request, key)
    if request.method == "DELETE":
        drafts.let_go(key=key, by=reader)
        return _answer(request, HTTPStatus.OK)
    row = selector.own(reader, key)
    if row is None:
        return _answer(request, HTTPStatus.NOT_FOUND)
    return _answer(request, HTTPStatus.OK, fields=row.fields, **_moment(row))


def _keep(request: HttpRequest, key: str) -> JsonResponse:
    too_large = int(request.META.get("CONTENT_LENGTH") or 0) > drafts.MOST_BYTES + ROOM
    try:
        sent = {} if too_large else json.loads(request.body)
    except (ValueError, RecursionError):
        sent = None
    if too_large or not isinstance(sent, dict) or not isinstance(sent.get("fields"), dict):
        sentence = _("This draft cannot be kept on the server; it is kept in this browser only.")
        return _answer(request, HTTPStatus.UNPROCESSABLE_ENTITY, sentence=sentence)
    try:
        row = drafts.keep(key=key, fields=_storable(sent["fields"]), by=reader_of(request), at=timezone.now())
    except Refused as refusal:
        return _answer(request, HTTPStatus.UNPROCESSABLE_ENTITY, sentence=refusal.sentence)
    return _answer(request, HTTPStatus.OK, **_moment(row))


def _storable(value: Any) -> Any:
    """The same without what no database holds: NUL, and halves of characters."""
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if isinstance(value, list):
        return [_storable(one) for one in value]
    if isinstance(value, dict):
        return {_storable(name): _storable(one) for name, one in value.items()}
    return value


def _moment(row: Draft) -> dict[str, Any]:
    return {"saved_at": int(row.saved_at.timestamp() * 1000)}


def _answer(request: HttpRequest, status: HTTPStatus, **content: Any) -> JsonResponse:
    response = JsonResponse({"token": get_token(request), **content}, status=status)
    response["Cache-Control"] = "no-store"
    return response
