"""Answers requests to propose, read and decide on rulings; the services say what is allowed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from tracker.models import Commitment, Ruling, User
from tracker.models.choices import STATUSES, Tlp
from tracker.publishing.lists import rulings as lists
from tracker.selectors import findings as finding_selector
from tracker.selectors import history
from tracker.selectors import rulings as selector
from tracker.selectors.standings import standings
from tracker.services import policies
from tracker.services import rulings as service
from tracker.services.refusals import Refused
from tracker.web import exporting
from tracker.web.access import (
    UNPROCESSABLE,
    reader_of,
    role_required,
    say_on,
    seen_or_404,
    signed_in,
    status_of,
)
from tracker.web.time_machine import read_time

MOST_SHOWN = 200


class RulingForm(forms.Form):
    """A status and why."""

    status = forms.ChoiceField(label=_("Status"), choices=[("", "–"), *STATUSES])
    justification = forms.CharField(
        label=_("Justification"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        help_text=_("At least 20 characters: what the computed status misses, and on what that rests."),
    )
    marking = forms.TypedChoiceField(
        label=_("Marking"), choices=Tlp.choices, coerce=int, initial=0, required=False
    )


@require_safe
@signed_in
def rulings(request: HttpRequest) -> HttpResponseBase:
    """All rulings, those that wait first; of a past day those proposed by then, those that stood first."""
    reader = reader_of(request)
    time = read_time(request)
    found = lists.read(reader, time)
    if exporting.wanted(request, time):
        return exporting.file_of(request, found, time)
    first, others = found.more["first"], found.more["others"][:MOST_SHOWN]
    context = {"time": time, "stood" if time.is_past else "waiting": first, "others": others}
    return render(request, "rulings/list.html", context, status=time.status)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(policies.ANALYST)
def new(request: HttpRequest) -> HttpResponse:
    """Propose a ruling on the commitment the address names; a script gets the form alone."""
    reader = reader_of(request)
    commitment = _commitment(reader, request.GET.get("commitment", ""))
    form = RulingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            row = service.propose(
                commitment=commitment,
                status=said["status"],
                justification=said["justification"],
                marking=said["marking"] or 0,
                by=reader,
                at=timezone.now(),
            )
        except Refused as refusal:
            say_on(form, refusal)
        else:
            messages.success(request, _now("The ruling is proposed. A manager decides on it."))
            return redirect("ruling", row.reference)
    context = {
        "form": form,
        "commitment": commitment,
        "standing": standings(reader, [commitment]).get(commitment.pk),
    }
    template = "rulings/_propose.html" if request.headers.get("HX-Request") else "rulings/new.html"
    return render(request, template, context, status=UNPROCESSABLE if request.method == "POST" else 200)


def approve(row: Ruling, reason: str, by: User, at: datetime) -> str:
    """Put it in force."""
    service.approve(ruling=row, by=by, at=at)
    return _now("The ruling is in force beside the computed status.")


def refuse(row: Ruling, reason: str, by: User, at: datetime) -> str:
    """Turn it down."""
    service.refuse(ruling=row, reason=reason, by=by, at=at)
    return _now("The ruling is refused; its proposer reads your reason.")


def withdraw(row: Ruling, reason: str, by: User, at: datetime) -> str:
    """Take it back."""
    service.withdraw(ruling=row, reason=reason, by=by, at=at)
    return _now("The ruling is withdrawn.")


VERBS: dict[str, Callable[[Ruling, str, User, datetime], str]] = {
    "approve": approve,
    "refuse": refuse,
    "withdraw": withdraw,
}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def ruling(request: HttpRequest, reference: str) -> HttpResponse:
    """One ruling beside the computed status, and the decision on it."""
    reader = reader_of(request)
    row = seen_or_404(reader, selector.seen(reader), reference=reference)
    if request.method != "POST":
        return _show(request, row)
    reason = request.POST.get("reason", "")
    verb = VERBS.get(request.POST.get("action", ""))
    try:
        if verb is None:
            raise Refused(_now("Say what to do: approve, refuse or withdraw."))
        messages.success(request, verb(row, reason, reader, timezone.now()))
    except Refused as refusal:
        return _show(request, row, refusal=refusal, reason=reason)
    return redirect("ruling", row.reference)


def _show(
    request: HttpRequest, row: Ruling, *, refusal: Refused | None = None, reason: str = ""
) -> HttpResponse:
    reader = reader_of(request)
    time = read_time(request, agreement=row.commitment.agreement)
    found = standings(reader, [row.commitment], as_of=time.as_of, known_by=time.known_by, today=time.today)
    now_digest = row.perspective.evidence_digest if row.perspective else ""
    context: dict[str, Any] = {
        "ruling": row,
        "standing": found.get(row.commitment_id),
        "time": time,
        "stood": selector.stood_on(row, time.day),
        "history": history.history_of(reader, row),
        "moved": not time.is_past and row.state == "proposed" and now_digest != row.evidence_digest,
        "can_decide": not time.is_past and policies.can_decide_ruling(reader, row),
        "can_withdraw": not time.is_past and policies.can_withdraw_ruling(reader, row),
        "is_mine": row.proposed_by_id == reader.pk,
        "refusal": refusal,
        "reason": reason,
    }
    status = status_of(refusal) if refusal else time.status
    return render(request, "rulings/ruling.html", context, status=status)


def _commitment(reader: User, name: str) -> Commitment:
    found = finding_selector.commitment_called(reader, name)
    if len(found) != 1:
        raise Http404
    return found[0]
