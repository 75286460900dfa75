"""Takes out of a request what no database can hold; it must not know which page is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, QueryDict
from django.http.response import HttpResponseBase

# PostgreSQL neither stores it nor looks for it, and it carries no words. Other broken characters have
# become U+FFFD when Django read the request.
NUL = "\x00"


class WithoutNul:
    """Middleware: parameters and form fields arrive without NUL, and an address with one leads nowhere."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """`get_response` is the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on; `process_view` does the work once it is known to be no forgery."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """Clean the request just before its view. Raises Http404 for an address with a NUL."""
        if NUL in request.path_info:
            raise Http404
        if _holds_nul(request.GET):
            request.GET = _cleaned(request.GET)
        if request.method == "POST" and _holds_nul(request.POST):
            request.POST = _cleaned(request.POST)


def _holds_nul(sent: QueryDict) -> bool:
    return any(NUL in name or any(NUL in value for value in values) for name, values in sent.lists())


def _cleaned(sent: QueryDict) -> Any:
    """The same parameters without NUL; as immutable as what Django gives."""
    cleaned = QueryDict(mutable=True, encoding=sent.encoding)
    for name, values in sent.lists():
        cleaned.setlist(name.replace(NUL, ""), [value.replace(NUL, "") for value in values])
    cleaned._mutable = False
    return cleaned
