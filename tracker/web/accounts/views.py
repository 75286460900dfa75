"""Answers requests to sign in and to make the first administrator; it grants no role by itself."""

from __future__ import annotations

from typing import Any, Protocol

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from tracker.models import User
from tracker.models.choices import Tlp
from tracker.services import people
from tracker.services.refusals import Refused
from tracker.web.access import UNPROCESSABLE, say_on
from tracker.web.accounts.forms import FirstAdministratorForm

DEMO_ACCOUNTS = ("analyst", "analyst2", "manager", "admin")
DEMO_PASSWORD = "servanda-demo"  # noqa: S105  # printed on the page of the demonstration, nowhere else in use


class SignIn(auth_views.LoginView):
    """The login page; the demonstration names its accounts."""

    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the demonstration's accounts where they exist."""
        context = super().get_context_data(**kwargs)
        if settings.DEMO:
            known = User.objects.filter(username__in=DEMO_ACCOUNTS, is_active=True)
            names = set(known.values_list("username", flat=True))
            context["demo_accounts"] = [name for name in DEMO_ACCOUNTS if name in names]
            context["demo_password"] = DEMO_PASSWORD
        return context


class Tokens(Protocol):
    """Where the one-time token of an empty installation is kept; given by the table of addresses."""

    def matches(self, token: str) -> bool:
        """Whether this is the token in force."""

    def consume(self, token: str) -> bool:
        """Use it up: True for one caller only."""


@sensitive_post_parameters("password", "again")
@never_cache
def setup(request: HttpRequest, token: str, tokens: Tokens) -> HttpResponse:
    """The page behind the one-time link that an empty installation prints: makes the first administrator."""
    if not tokens.matches(token):
        return render(request, "accounts/setup_over.html", status=404)
    form = FirstAdministratorForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _made(form, token, tokens):
        messages.success(request, _("The administrator's account is made. Sign in with it."))
        return redirect("login")
    return render(
        request, "accounts/setup.html", {"form": form}, status=UNPROCESSABLE if form.errors else 200
    )


def _made(form: FirstAdministratorForm, token: str, tokens: Tokens) -> bool:
    said = form.cleaned_data
    try:
        with transaction.atomic():  # the link stays good when the account cannot be made
            people.create(
                username=said["username"],
                password=said["password"],
                email=said["email"],
                roles=("admin", "analyst", "manager"),
                audience_level=Tlp.RED,
                by=None,
                at=timezone.now(),
            )
            if not tokens.consume(token):
                raise Refused(_("This link has just been used. Start the product again for a new one."))
    except Refused as refusal:
        say_on(form, refusal)
        return False
    return True
