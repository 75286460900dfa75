"""Takes the coverage or position an analyst records about a duty to the services; it decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tracker.models import Commitment
from tracker.services import coverage as coverage_service
from tracker.services import policies
from tracker.services import positions as position_service
from tracker.services.refusals import Refused
from tracker.web.access import reader_of, say_on, signed_in
from tracker.web.commitments.forms import CoverageForm, PositionForm
from tracker.web.commitments.views import commitment_or_404, crumbs_for


@require_http_methods(["GET", "POST"])
@signed_in
def coverage(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The form that records that somebody looked."""
    words = {
        "title": _("Record coverage"),
        "lead": _("Somebody looked: what they found, even if that is nothing. Silence alone means nothing."),
        "saved": _("The coverage is recorded."),
        "anchor": "coverage",
    }
    return _record(request, slug, code, CoverageForm, coverage_service.record, words)


@require_http_methods(["GET", "POST"])
@signed_in
def position(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The form that records what a party says."""
    words = {
        "title": _("Record a position"),
        "lead": _(
            "What a party itself says of this duty. It stands beside the evidence and is never weighed."
        ),
        "saved": _("The position is recorded."),
        "anchor": "positions",
    }
    return _record(request, slug, code, PositionForm, position_service.record, words)


def _record(
    request: HttpRequest,
    slug: str,
    code: str,
    form_class: type[Any],
    service: Callable[..., Any],
    words: dict[str, str],
) -> HttpResponse:
    reader = reader_of(request)
    commitment = commitment_or_404(reader, slug, code)
    if not policies.can_observe(reader):
        messages.error(request, _("Only analysts record this. Ask an administrator for the role."))
        return HttpResponseRedirect(reverse("commitment", args=[slug, code]))
    form = form_class(request.POST or None, reader=reader, commitment=commitment)
    if request.method == "POST" and form.is_valid() and _saved(request, form, commitment, service):
        messages.success(request, words["saved"])
        return HttpResponseRedirect(reverse("commitment", args=[slug, code]) + f"#{words['anchor']}")
    crumbs = [*crumbs_for(commitment, linked=True), (words["title"], "")]
    context = {"form": form, "commitment": commitment, "record": words, "crumbs": crumbs}
    return render(request, "commitments/record.html", context, status=422 if form.errors else 200)


def _saved(request: HttpRequest, form: Form, commitment: Commitment, service: Callable[..., Any]) -> bool:
    """Whether the service took it; a refusal goes to the field it is about."""
    try:
        service(commitment=commitment, by=reader_of(request), at=timezone.now(), **form.cleaned_data)
    except Refused as refusal:
        say_on(form, refusal)
        return False
    return True
