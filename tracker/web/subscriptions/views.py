"""Shows a person their private addresses, makes and revokes them; it must not give out any content."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tracker.models import Subscription
from tracker.models.choices import SubscriptionKind
from tracker.selectors import subscriptions as selector
from tracker.selectors.visibility import audience_of
from tracker.services import subscriptions as services
from tracker.services.refusals import Refused
from tracker.web.access import UNPROCESSABLE, reader_of, say_on, signed_in
from tracker.web.subscriptions.forms import AddressForm

CREATED = 201
HANDLE = 16  # hexadecimal digits of the digest: names an address on its owner's page, and opens nothing
PAGES = {SubscriptionKind.CALENDAR: "calendar", SubscriptionKind.CHANGES: "feed"}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def addresses(request: HttpRequest) -> HttpResponse:
    """A person's private addresses; a new one is shown whole in the answer to its form, and never again."""
    reader = reader_of(request)
    form = AddressForm(request.POST if request.method == "POST" else None, reader=reader)
    made, address, status = None, "", 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                made, key = services.create(**form.cleaned_data, by=reader, at=timezone.now())
            except Refused as refusal:
                say_on(form, refusal)
            else:
                status, address = CREATED, address_of(made, key)
                form = AddressForm(reader=reader)
    context = {
        "form": form,
        "made": made,
        "address": address,
        "rows": [(one, one.token_hash[:HANDLE]) for one in selector.of(reader)],
        "marking": audience_of(reader).level,
    }
    response = render(request, "subscriptions/list.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"  # the new address must not come back with the back button
    return response


@require_POST
@signed_in
def revoke(request: HttpRequest) -> HttpResponse:
    """Let one of a person's own addresses lead nowhere from now on."""
    reader = reader_of(request)
    handle = request.POST.get("address", "")
    mine = Subscription.objects.filter(user=reader, token_hash__startswith=handle)
    found = mine.first() if len(handle) == HANDLE and handle.isalnum() else None
    if found is None:
        raise Http404
    try:
        services.revoke(subscription=found, by=reader, at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("“%(name)s” leads nowhere from now on.") % {"name": found.name})
    return redirect("subscriptions")


def address_of(subscription: Subscription, key: str) -> str:
    """The whole address, as a calendar or feed reader wants it."""
    page = PAGES[SubscriptionKind(subscription.kind)]
    return settings.PUBLIC_URL.rstrip("/") + reverse(page, kwargs={"token": key})
