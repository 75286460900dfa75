"""Forgets the draft of a form once a page has taken the form; it must not know which page or form."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from tracker.models import User
from tracker.services import drafts

FIELD = "draft_key"  # set by the script when it sends a form whose draft the server has
REFUSED = 400  # a page that takes a form answers below this; one that does not, answers 4xx with the form


class TakenForms:
    """Middleware: a POST that was taken ends the draft it names. The script asks whether it is gone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """`get_response` is the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request, then forget."""
        response = self.get_response(request)
        if request.method == "POST" and response.status_code < REFUSED and isinstance(request.user, User):
            key = request.POST.get(FIELD, "")
            if key:
                drafts.let_go(key=key, by=request.user)
        return response
