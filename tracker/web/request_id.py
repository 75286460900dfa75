"""Names each request, so that every ledger entry it causes can be traced to it; it must not know pages."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from tracker.services import ledger

# What a proxy in front may have called it: taken over only when it can do no harm in a log line.
GIVEN = re.compile(r"[A-Za-z0-9_-]{8,64}")


class RequestId:
    """Middleware: sets the request's name for the ledger, and sends it back as X-Request-ID."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """`get_response` is the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer under a name that is forgotten afterwards."""
        given = request.headers.get("X-Request-ID", "")
        name = given if GIVEN.fullmatch(given) else secrets.token_hex(8)
        token = ledger.request_id.set(name)
        try:
            response = self.get_response(request)
        finally:
            ledger.request_id.reset(token)
        response.headers["X-Request-ID"] = name
        return response
