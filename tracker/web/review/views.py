"""Answers requests for the review queue and for decisions in it; the services decide what is allowed."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tracker.models import Finding, User
from tracker.publishing.passages import in_context
from tracker.selectors import findings as finding_selector
from tracker.selectors import origins, rulings
from tracker.selectors import review as selector
from tracker.selectors.standings import standings
from tracker.services import findings, policies
from tracker.services.refusals import Refused
from tracker.web.access import reader_of, seen_or_404, signed_in, status_of
from tracker.web.review.checks import checks

SHOWN_AT_ONCE = 100  # findings in the list; the rest follow as these are decided
FILTERS = ("agreement", "author")


@require_safe
@signed_in
def review(request: HttpRequest) -> HttpResponse:
    """What waits, and one of it in full with what accepting it would do."""
    return _show(request, request.GET.get("finding", ""))


@require_POST
@signed_in
def decide(request: HttpRequest, reference: str) -> HttpResponse:
    """Accept, reject or send back; a refusal shows the queue again with the sentence and what was typed."""
    reader = reader_of(request)
    row = seen_or_404(reader, finding_selector.seen(reader), reference=reference)
    reason, action = request.POST.get("reason", ""), request.POST.get("action", "")
    sent = request.POST.get("version", "")
    said: dict[str, Any] = {
        "finding": row,
        "by": reader,
        "at": timezone.now(),
        "version": int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else None,
    }
    try:
        if action == "accept":
            findings.accept(backfill=request.POST.get("backfill") == "on", **said)
            told = _("%(reference)s is accepted; %(code)s is being computed anew.")
        elif action == "reject":
            findings.reject(reason=reason, **said)
            told = _("%(reference)s is rejected; its author reads your reason.")
        elif action == "send-back":
            findings.send_back(reason=reason, **said)
            told = _("%(reference)s went back to its author.")
        else:
            raise Refused(_("Say what to do: accept, reject or send back."))
    except Refused as refusal:
        return _show(request, reference, refusal=refusal, reason=reason)
    messages.success(request, told % {"reference": reference, "code": row.commitment.code})
    kept = {name: request.POST[name] for name in FILTERS if request.POST.get(name)}
    return redirect(reverse("review") + (f"?{urlencode(kept)}" if kept else ""))


def _show(
    request: HttpRequest, reference: str, *, refusal: Refused | None = None, reason: str = ""
) -> HttpResponse:
    reader = reader_of(request)
    asked = request.GET if request.method != "POST" else request.POST
    chosen = {name: asked.get(name, "")[:150] for name in FILTERS}
    everything = list(selector.waiting(reader))
    rows = [one for one in everything if _fits(one, chosen)]
    picked = next((one for one in rows if one.reference == reference), None)
    if picked is None:
        picked = next((one for one in rows if one.author_id != reader.pk), rows[0] if rows else None)
    context: dict[str, Any] = {
        "rows": [(one, selector.letter_of(one)) for one in rows[:SHOWN_AT_ONCE]],
        "total": len(rows),
        "mine": sum(1 for one in rows if one.author_id == reader.pk),
        "everything": len(everything),
        "chosen": chosen,
        "agreements": sorted(
            {(one.commitment.agreement.slug, one.commitment.agreement.title) for one in everything}
        ),
        "authors": sorted({one.author.get_username() for one in everything}),
        "query": urlencode({name: value for name, value in chosen.items() if value}),
        "finding": picked,
        "refusal": refusal,
        "reason": reason,
        "rulings": rulings.proposed(reader).count(),
        "is_analyst": policies.has_role(reader, policies.ANALYST),
    }
    if picked is not None:
        context |= _details(reader, picked)
    return render(request, "review/review.html", context, status=status_of(refusal) if refusal else 200)


def _fits(one: Finding, chosen: dict[str, str]) -> bool:
    return chosen["agreement"] in ("", one.commitment.agreement.slug) and chosen["author"] in (
        "",
        one.author.get_username(),
    )


def _details(reader: User, picked: Finding) -> dict[str, Any]:
    found = standings(reader, [picked.commitment])
    effect = selector.effect_of(reader, picked, timezone.now())
    origin = picked.origin
    return {
        "letter": selector.letter_of(picked),
        "standing": found.get(picked.commitment_id),
        "context": in_context(picked),
        "effect": effect,
        "excluded": effect.exclusion.get(picked.reference, "") if effect else "",
        "spoken": origin is not None and origins.has_spoken(reader, origin, picked.commitment),
        "checks": checks(reader, picked),
        "can_review": policies.can_review(reader, picked),
        "is_mine": picked.author_id == reader.pk,
        "comments": finding_selector.comments_on(reader, picked),
    }
