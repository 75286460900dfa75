"""Answers a request that failed; where the disk is full it says so, and what that means for what was sent."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.defaults import server_error

from tracker.services import room

INSUFFICIENT_STORAGE = 507
AGAIN = "120"  # seconds after which asking again may help


def failed(request: HttpRequest) -> HttpResponse:
    """The answer in place of a page that failed: 507 with a sentence on a full disk, else 500.

    Django calls it while the failure is being handled, wherever in the chain it came from.
    """
    if not room.is_full(sys.exc_info()[1]):
        return server_error(request)
    answer: HttpResponse
    if request.path.startswith("/api/"):
        detail = _("The disk of the server is full. Nothing was changed; ask again later.")
        answer = JsonResponse({"detail": detail}, status=INSUFFICIENT_STORAGE)
    else:
        answer = HttpResponse(render_to_string("507.html"), status=INSUFFICIENT_STORAGE)
    answer.headers["Retry-After"] = AGAIN
    return answer
