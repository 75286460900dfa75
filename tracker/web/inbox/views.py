"""Answers requests for the inbox and for decisions in it; the services decide what is allowed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_POST, require_safe

from tracker.models import InboxEntry, Report, User
from tracker.models.states import InboxState
from tracker.publishing.lists import inbox as lists
from tracker.publishing.tables.listed import Listed
from tracker.selectors import inbox as selector
from tracker.selectors.days import day_in
from tracker.selectors.visibility import visible_to
from tracker.services import inbox as services
from tracker.services import policies
from tracker.services.refusals import Refused
from tracker.web import exporting
from tracker.web.access import UNPROCESSABLE, reader_of, seen_or_404, signed_in
from tracker.web.time_machine import Time

SHOWN_AT_ONCE = 100  # entries in the list; the rest follow as these are decided
FILTERS = ("state", "feed")
STATES = (
    ("", _lazy("waiting")),
    ("snoozed", _lazy("put off")),
    ("filed", _lazy("filed")),
    ("dismissed", _lazy("dismissed")),
    ("all", _lazy("any")),
)


@require_safe
@signed_in
def inbox(request: HttpRequest) -> HttpResponseBase:
    """What waits, and one of it in full with what may be done; all of it as a file if it asks."""
    now = Time(today=_today(reader_of(request)))
    if exporting.wanted(request, now):
        return exporting.file_of(request, _listed(reader_of(request), request.GET, now), now)
    return _show(request, request.GET.get("entry", ""))


@require_POST
@signed_in
def decide(request: HttpRequest, reference: str) -> HttpResponse:
    """Dismiss, put off or take back; a refusal shows the inbox again with the sentence and what was typed."""
    reader = reader_of(request)
    entry = seen_or_404(reader, InboxEntry.objects.all(), reference=reference)
    action = request.POST.get("action", "")
    said: dict[str, Any] = {"entry": entry, "by": reader, "at": timezone.now()}
    try:
        if action == "dismiss":
            services.dismiss(reason=request.POST.get("reason", ""), **said)
            told = _("%(reference)s is dismissed.")
        elif action == "snooze":
            until = _day(request.POST.get("until", ""))
            services.snooze(until=until, today=_today(reader), **said)
            told = _("%(reference)s is put off.")
        elif action == "undo":
            services.undo(**said)
            told = _("%(reference)s is back in the inbox.")
        else:
            raise Refused(_("Say what to do: dismiss, put off or take back."))
    except Refused as refusal:
        return _show(request, reference, refusal=refusal)
    messages.success(request, told % {"reference": reference})
    kept = {name: request.POST[name] for name in FILTERS if request.POST.get(name)}
    if action == "undo":
        kept["entry"] = reference
    else:
        kept |= {"done": reference, "entry": request.POST.get("next", "")[:20]}
    return redirect(reverse("inbox") + f"?{urlencode({name: one for name, one in kept.items() if one})}")


def _show(request: HttpRequest, reference: str, *, refusal: Refused | None = None) -> HttpResponse:
    reader, today = reader_of(request), _today(reader_of(request))
    asked = request.GET if request.method != "POST" else request.POST
    chosen = {name: asked.get(name, "")[:80] for name in FILTERS}
    rows = selector.listed(reader, today, state=chosen["state"] or "open", feed=chosen["feed"])
    total = rows.count()
    shown = list(rows[:SHOWN_AT_ONCE])
    picked = next((one for one in shown if one.reference == reference), None)
    if picked is None and refusal is not None:
        # What was just decided by somebody else is no longer in the list; what was typed is still shown.
        every = selector.listed(reader, today, state="all")
        picked = every.filter(reference=reference).first()
    picked = picked or (shown[0] if shown else None)
    context: dict[str, Any] = {
        "rows": shown,
        "total": total,
        "entry": picked,
        "next": _after(shown, picked),
        "chosen": chosen,
        "states": STATES,
        "feeds": selector.feeds_seen(reader),
        "query": urlencode({name: value for name, value in chosen.items() if value}),
        "done": selector.seen(reader).filter(reference=asked.get("done", "")[:20]).first(),
        "can_triage": policies.can_triage(reader),
        "fetching": settings.FETCH,
        "tomorrow": today + timedelta(days=1),
        "refusal": refusal,
        "typed": request.POST,
        "filed": _filed(reader, picked),
        "waits": picked is not None and _waits(picked, today),
    }
    return render(request, "inbox/inbox.html", context, status=UNPROCESSABLE if refusal else 200)


def _listed(reader: User, asked: QueryDict, now: Time) -> Listed:
    """The whole list as it is filtered."""
    chosen = {name: asked.get(name, "")[:80] for name in FILTERS}
    rows = selector.listed(reader, now.today, state=chosen["state"] or "open", feed=chosen["feed"])
    filters = [(_("State"), str(dict(STATES).get(chosen["state"], "")))]
    if chosen["feed"]:
        filters.append((_("Feed"), chosen["feed"]))
    return lists.of(rows, filters)


def _after(rows: list[InboxEntry], picked: InboxEntry | None) -> InboxEntry | None:
    """The one to go on with after this is decided: the next, or before the end of the list the one before."""
    if picked is None or picked not in rows or len(rows) == 1:
        return None
    place = rows.index(picked)
    return rows[place + 1] if place + 1 < len(rows) else rows[place - 1]


def _waits(entry: InboxEntry, today: date) -> bool:
    put_off = entry.snoozed_until is not None and entry.snoozed_until > today
    return entry.state == InboxState.NEW or (entry.state == InboxState.SNOOZED and not put_off)


def _filed(reader: User, entry: InboxEntry | None) -> Report | None:
    """The report an entry became, if the reader may see it."""
    if entry is None or entry.report_id is None:
        return None
    return visible_to(reader, Report.objects.filter(pk=entry.report_id)).first()


def _today(reader: User) -> date:
    return day_in(reader.time_zone, timezone.now())


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refused(
            _("That is not a day of the calendar. Write it like 2021-04-29."), field="until"
        ) from None
