"""Answers requests about what one wants to be told of and how one is written to; the services decide."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tracker.models import NotificationRule, User
from tracker.selectors import notifications as selector
from tracker.services import letters
from tracker.services import notification_rules as services
from tracker.services.refusals import Refused
from tracker.web.access import UNPROCESSABLE, reader_of, say_on, signed_in
from tracker.web.notifications.forms import MailForm, RuleForm


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def rules(request: HttpRequest) -> HttpResponse:
    """One's own rules, and a form for another."""
    reader = reader_of(request)
    form = RuleForm(request.POST if request.method == "POST" else None, reader=reader)
    if form.is_valid():
        try:
            services.add(values=form.cleaned_data, by=reader, at=timezone.now())
        except Refused as refusal:
            say_on(form, refusal)
        else:
            messages.success(request, _("The rule is added."))
            return redirect("notification-rules")
    return _show(request, form=form)


@require_POST
@signed_in
def settle(request: HttpRequest) -> HttpResponse:
    """Change how one is written to."""
    reader = reader_of(request)
    form = MailForm(request.POST, reader=reader)
    if form.is_valid():
        try:
            services.settle(changes=form.cleaned_data, by=reader, at=timezone.now())
        except Refused as refusal:
            say_on(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("notification-rules")
    return _show(request, mail=form)


@require_POST
@signed_in
def offer(request: HttpRequest) -> HttpResponse:
    """Make the rules that most people begin with."""
    try:
        made = services.offer(by=reader_of(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Made. Change or delete what you do not need.") if made else "")
    return redirect("notification-rules")


@require_POST
@signed_in
def test(request: HttpRequest) -> HttpResponse:
    """Have a mail sent to oneself."""
    reader = reader_of(request)
    try:
        letters.ask_test(by=reader, at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("A test mail to %(address)s is on its way.") % {"address": reader.email})
    return redirect("notification-rules")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: HttpRequest, reference: str) -> HttpResponse:
    """Change one of one's own rules."""
    reader = reader_of(request)
    rule = _own(reader, reference)
    form = RuleForm(request.POST if request.method == "POST" else None, reader=reader, rule=rule)
    if form.is_valid():
        try:
            services.edit(rule=rule, changes=form.cleaned_data, by=reader, at=timezone.now())
        except Refused as refusal:
            say_on(form, refusal)
        else:
            messages.success(request, _("The rule is changed."))
            return redirect("notification-rules")
    crumbs = [(_("Notifications"), "/notifications/"), (_("Rules"), "/notifications/rules/"), (reference, "")]
    status = UNPROCESSABLE if request.method == "POST" else 200
    context = {"form": form, "rule": rule, "crumbs": crumbs}
    return render(request, "notifications/rule.html", context, status=status)


@require_POST
@signed_in
def delete(request: HttpRequest, reference: str) -> HttpResponse:
    """Delete one of one's own rules."""
    reader = reader_of(request)
    try:
        services.remove(rule=_own(reader, reference), by=reader, at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("The rule is deleted."))
    return redirect("notification-rules")


def _own(reader: User, reference: str) -> NotificationRule:
    found = next((rule for rule in selector.rules(reader) if rule.reference == reference), None)
    if found is None:
        raise Http404
    return found


def _show(
    request: HttpRequest, *, form: RuleForm | None = None, mail: MailForm | None = None
) -> HttpResponse:
    reader = reader_of(request)
    context: dict[str, Any] = {
        "rules": selector.rules(reader),
        "form": form or RuleForm(reader=reader),
        "mail": mail or MailForm(reader=reader),
        "sends": letters.is_set_up(),
        "address": reader.email,
        "chosen": reader.chosen.exists(),
        "letter": selector.last_letter(reader),
        "crumbs": [(_("Notifications"), "/notifications/"), (_("Rules"), "")],
    }
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "notifications/rules.html", context, status=status)
