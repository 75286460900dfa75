"""Shows a person their keys for the programming interface, makes and revokes them; it opens nothing."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from tracker.models import ApiToken
from tracker.selectors.visibility import audience_of
from tracker.services import tokens as services
from tracker.services.refusals import Refused
from tracker.web.access import UNPROCESSABLE, reader_of, say_on, signed_in

CREATED = 201
HANDLE = 16  # hexadecimal digits of the digest: names a key on its owner's page, and opens nothing
LIVES = ((7, _("a week")), (30, _("a month")), (90, _("three months")), (366, _("a year")))


class TokenForm(forms.Form):
    """What a key is called and how long it is good."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("How you will know it again, such as “weekly table”."),
    )
    life = forms.TypedChoiceField(label=_("Good for"), choices=LIVES, coerce=int, initial=90)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def tokens(request: HttpRequest) -> HttpResponse:
    """A person's keys; a new one is shown whole in the answer to its form, and never again."""
    reader, at = reader_of(request), timezone.now()
    form = TokenForm(request.POST if request.method == "POST" else None)
    made, key, status = None, "", 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                made, key = services.create(user=reader, **form.cleaned_data, by=reader, at=at)
            except Refused as refusal:
                say_on(form, refusal)
            else:
                status, form = CREATED, TokenForm()
    own = ApiToken.objects.filter(user=reader).order_by("-created_at", "-pk")[:100]
    context = {
        "form": form,
        "made": made,
        "key": key,
        "rows": [(one, one.token_hash[:HANDLE], _has_expired(one, at)) for one in own],
        "marking": audience_of(reader).level,
    }
    response = render(request, "tokens/list.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"  # the new key must not come back with the back button
    return response


@require_POST
@signed_in
def revoke(request: HttpRequest) -> HttpResponse:
    """Let one of a person's own keys open nothing from now on."""
    reader = reader_of(request)
    handle = request.POST.get("key", "")
    own = ApiToken.objects.filter(user=reader, token_hash__startswith=handle)
    found = own.first() if len(handle) == HANDLE and handle.isalnum() else None
    if found is None:
        raise Http404
    try:
        services.revoke(token=found, by=reader, at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _now("“%(name)s” opens nothing from now on.") % {"name": found.name})
    return redirect("tokens")


def _has_expired(token: ApiToken, at: datetime) -> bool:
    return token.expires_at is not None and token.expires_at <= at
