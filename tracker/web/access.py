"""Answers who asks and what they may open, and where a refusal is shown; it must know no noun."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django import forms
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from tracker.models import User
from tracker.selectors.visibility import visible_to
from tracker.services import policies
from tracker.services.refusals import Refused, Stale

ModelT = TypeVar("ModelT", bound=Model)
View = Callable[..., HttpResponseBase]

UNAUTHORIZED, BAD_REQUEST, CONFLICT, UNPROCESSABLE = 401, 400, 409, 422


def reader_of(request: HttpRequest) -> User:
    """The signed-in person; a decorator before it has seen to that."""
    if not isinstance(request.user, User):
        raise TypeError("This view needs signed_in.")
    return request.user


def signed_in(view: View) -> View:
    """Only for people who have signed in; others are sent to do so, a script is told with 401."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            if request.headers.get("HX-Request"):
                return HttpResponse(status=UNAUTHORIZED)
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return guarded


def role_required(*roles: str) -> Callable[[View], View]:
    """Only for people in one of the roles; others get the page that says which role it takes."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not policies.has_role(reader_of(request), *roles):
                raise PermissionDenied(_("This needs the role %(roles)s.") % {"roles": _(" or ").join(roles)})
            return view(request, *args, **kwargs)

        return signed_in(guarded)

    return decorate


def seen_or_404(reader: User, rows: QuerySet[ModelT], **wanted: object) -> ModelT:
    """The one row the reader may see; 404 alike where there is none and where it is hidden."""
    row = visible_to(reader, rows).filter(**wanted).first()
    if row is None:
        raise Http404
    return row


def say_on(form: forms.BaseForm, refusal: Refused) -> None:
    """Put a refusal at the field it is about, or at the top of the form."""
    field = refusal.field if refusal.field in form.fields else None
    form.add_error(field, refusal.sentence)


def status_of(refusal: Refused) -> int:
    """The HTTP status of a refusal: 409 where somebody was faster, else 400."""
    return CONFLICT if isinstance(refusal, Stale) else BAD_REQUEST
