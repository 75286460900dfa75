"""Answers a list's own address with a file of the whole list where it asks for one; it knows no list."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.publishing.tables import writing
from tracker.publishing.tables.head import head_of
from tracker.publishing.tables.listed import Listed
from tracker.web.access import UNPROCESSABLE, reader_of
from tracker.web.time_machine import Time


def wanted(request: HttpRequest, time: Time) -> bool:
    """Whether a file is asked for; not where the asked days were refused, which the page says."""
    return request.GET.get("format", "") in writing.TYPES and not time.problem


def file_of(request: HttpRequest, listed: Listed, time: Time) -> HttpResponseBase:
    """The whole list, filtered and sorted as on the page; a page with the reason where it cannot be had."""
    reader, form = reader_of(request), request.GET["format"]
    sentence = _refusal(listed)
    if sentence:
        context = {"sentence": sentence, "back": back(request), "title": listed.title}
        return render(request, "not_exported.html", context, status=UNPROCESSABLE)
    head = head_of(
        listed,
        reader=reader,
        days=time,
        address=request.build_absolute_uri(back(request)),
        at=timezone.now(),
    )
    body: Any = writing.WRITERS[form](listed, head)
    response: HttpResponse | StreamingHttpResponse
    if request.method == "HEAD":
        response = HttpResponse()
    elif form == "xlsx":
        response = FileResponse(body)
    else:
        response = StreamingHttpResponse(body)
    response["Content-Type"] = writing.TYPES[form]
    response["Content-Disposition"] = f'attachment; filename="{head.file_name(form)}"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["X-Servanda-Marking"] = head.marking_words
    return response


def back(request: HttpRequest) -> str:
    """The address of the page the file was asked from."""
    asked = request.GET.copy()
    asked.pop("format", None)
    asked.pop("page", None)
    query = asked.urlencode()
    return f"{request.path}?{query}" if query else request.path


def _refusal(listed: Listed) -> str:
    if listed.problems:
        return _("The filters could not be used: %(problems)s") % {"problems": " ".join(listed.problems)}
    return listed.refusal
