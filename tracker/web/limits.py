"""Answers requests that are too large to read in a sentence; it must not read them."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import bad_request

TOO_LARGE, UNPROCESSABLE = 413, 422


def refuse(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The answer to a request that cannot be read. For a script it replaces only the place for problems,
    so that everything typed stays on the page."""
    if not isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return bad_request(request, exception)
    if request.headers.get("HX-Request"):
        return render(request, "reports/_too_large.html", status=UNPROCESSABLE)
    return render(request, "reports/too_large.html", status=TOO_LARGE)
