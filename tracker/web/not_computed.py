"""Answers a page that needs a whole portfolio nobody had computed yet; it must not compute it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.models import User
from tracker.selectors import pairs
from tracker.selectors.pairs import NotComputedYet
from tracker.selectors.visibility import audience_of
from tracker.web.access import CONFLICT
from tracker.web.time_machine import read_time


class NotComputed:
    """Middleware: where a view met NotComputedYet, a sentence and a button instead, at once.

    A page (200) has both; whoever asks for a file or the API (`format=`, `/api/`) is told in a sentence,
    with 409, where to have it computed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """`get_response` is the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Only exceptions concern it."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The answer in place of the page, None for any other exception."""
        if not isinstance(exception, NotComputedYet) or not isinstance(request.user, User):
            return None
        if request.path.startswith("/api/") or request.GET.get("format"):
            there = request.build_absolute_uri(reverse("portfolios"))
            sentence = _(
                "The portfolio of these two days has not been computed yet. Have it computed at %(there)s, "
                "then ask again."
            ) % {"there": there}
            return JsonResponse({"detail": sentence}, status=CONFLICT)
        audience = audience_of(request.user)
        context = {
            "time": read_time(request),
            "as_of": exception.as_of,
            "known_by": exception.known_by,
            "most": pairs.MOST_AT_ONCE,
            "portfolio": pairs.of_pair(audience, exception.as_of, exception.known_by),
            "next": request.get_full_path(),
        }
        template = "portfolios/_ask.html" if _is_part(request) else "portfolios/not_computed.html"
        return render(request, template, context)


def _is_part(request: HttpRequest) -> bool:
    return bool(request.headers.get("HX-Request")) and not request.headers.get("HX-Boosted")
