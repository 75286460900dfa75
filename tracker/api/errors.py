"""Writes every refusal in one shape, with a sentence for people; it must not decide what is refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, ValidationError

from tracker.api.keys import TooMany
from tracker.selectors.pairs import NotComputedYet

UNAUTHORIZED, NOT_FOUND, NOT_ALLOWED, CONFLICT, UNPROCESSABLE, TOO_MANY = 401, 404, 405, 409, 422, 429


class Problem(Exception):
    """What was asked cannot be answered; one sentence each, with the parameter where it is about one."""

    def __init__(self, problems: Sequence[tuple[str, str]]) -> None:
        super().__init__("; ".join(sentence for _name, sentence in problems))
        self.problems = problems


class OneError(Schema):
    """A sentence, and the parameter it is about, where it is about one."""

    sentence: str
    parameter: str = ""


class Errors(Schema):
    """Why there is no answer."""

    status: int
    errors: list[OneError]


def answer(status: int, *problems: tuple[str, str]) -> JsonResponse:
    """The one shape; `problems` are pairs of parameter (or nothing) and sentence."""
    told = [{"sentence": sentence, "parameter": name} for name, sentence in problems]
    response = JsonResponse({"status": status, "errors": told}, status=status)
    response["Cache-Control"] = "no-store"
    return response


def connect(api: NinjaAPI) -> None:
    """Have this interface answer every refusal in the one shape."""
    api.add_exception_handler(AuthenticationError, _no_key)
    api.add_exception_handler(ValidationError, _not_readable)
    api.add_exception_handler(Http404, _not_there)
    api.add_exception_handler(Problem, _problem)
    api.add_exception_handler(TooMany, _too_many)
    api.add_exception_handler(NotComputedYet, _not_computed)


def in_shape(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The view, whose refusals that were not written here come in the one shape too."""

    @wraps(view)
    def shaped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if response.status_code != NOT_ALLOWED:
            return response
        refused = answer(NOT_ALLOWED, ("", _("This interface only reads: ask with GET.")))
        refused["Allow"] = "GET"
        return refused

    shaped.csrf_exempt = True  # type: ignore[attr-defined]  # no cookie opens anything here
    return shaped


def nowhere(request: HttpRequest, rest: str = "") -> HttpResponse:
    """The answer at an address that does not exist."""
    return answer(
        NOT_FOUND,
        ("", _("There is nothing at this address. Those there are stand in /api/v1/openapi.json.")),
    )


def _no_key(request: HttpRequest, error: Any) -> HttpResponse:
    sentence = _("Send a key that is good: Authorization: Bearer KEY. Keys are made at /tokens/.")
    response = answer(UNAUTHORIZED, ("", sentence))
    response["WWW-Authenticate"] = 'Bearer realm="Servanda"'
    return response


def _not_readable(request: HttpRequest, error: Any) -> HttpResponse:
    problems = [(str(one["loc"][-1]), f"{one['loc'][-1]}: {one['msg']}.") for one in error.errors]
    return answer(UNPROCESSABLE, *problems)


def _not_there(request: HttpRequest, error: Any) -> HttpResponse:
    return answer(NOT_FOUND, ("", _("There is nothing of this name that you may see.")))


def _problem(request: HttpRequest, error: Any) -> HttpResponse:
    return answer(UNPROCESSABLE, *error.problems)


def _too_many(request: HttpRequest, error: Any) -> HttpResponse:
    sentence = _("This key asked too often. Ask again in %(seconds)d seconds.") % {"seconds": error.seconds}
    response = answer(TOO_MANY, ("", sentence))
    response["Retry-After"] = str(error.seconds)
    return response


def _not_computed(request: HttpRequest, error: Any) -> HttpResponse:
    sentence = _(
        "The portfolio of these two days has not been computed yet. Have it computed at /portfolios/, then "
        "ask again."
    )
    return answer(CONFLICT, ("", sentence))
