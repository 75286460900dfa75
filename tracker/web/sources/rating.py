"""Shows what another letter of a source would change, and gives it when confirmed; it judges nothing."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tracker.models import Source
from tracker.services import policies, rerating, sources
from tracker.services.findings.replacing import Proposed
from tracker.services.refusals import Refused
from tracker.web.access import CONFLICT, UNPROCESSABLE, reader_of, role_required, say_on, seen_or_404
from tracker.web.sources.forms import RateForm, SourceForm
from tracker.web.supposing import is_more, preview

MOST_REASON = 500
RATERS = (policies.ANALYST, policies.MANAGER, policies.ADMIN)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(policies.ANALYST, policies.ADMIN)
def new(request: HttpRequest) -> HttpResponse:
    """Enter a source, rated at once or not."""
    reader = reader_of(request)
    sent = request.POST if request.method == "POST" else None
    form = SourceForm(sent, reader=reader, initial={"name": request.GET.get("name", "")[:200]})
    if sent is not None and form.is_valid():
        said = dict(form.cleaned_data)
        try:
            policies.check_can_register(reader)
            row = sources.create(slug=_free_slug(said["name"]), by=reader, at=timezone.now(), **said)
        except Refused as refusal:
            say_on(form, refusal)
        else:
            messages.success(request, _("“%(name)s” is entered.") % {"name": row.name})
            return redirect("source", row.slug)
    return render(request, "sources/new.html", {"form": form}, status=200 if sent is None else UNPROCESSABLE)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*RATERS)
def rate(request: HttpRequest, slug: str) -> HttpResponse:
    """Rate a source from a day on: the statuses that would change, then the letter and the proposals."""
    reader, at = reader_of(request), timezone.now()
    row = seen_or_404(reader, Source.objects.all(), slug=slug)
    asked = request.POST if request.method == "POST" else request.GET
    form = RateForm(asked if "reliability" in asked else None)
    context: dict[str, Any] = {"source": row, "form": form, "is_rating": True}
    status = 200
    if form.is_valid():
        letter, day = form.cleaned_data["reliability"], form.cleaned_data["from_on"]
        if request.method == "POST":
            propose = policies.can_draft(reader) and "propose" in request.POST
            try:
                _rating, done = rerating.rate(
                    source=row,
                    reliability=letter,
                    from_on=day,
                    propose=propose,
                    by=reader,
                    at=at,
                    **_confirmed(request),
                )
            except Refused as refusal:
                context["refusal"] = refusal
                status = CONFLICT if refusal.field == "seen" else UNPROCESSABLE
            else:
                messages.success(request, _("“%(name)s” is rated.") % {"name": row.name})
                _tell(request, done)
                return redirect("source", row.slug)
        stale = rerating.outdated(reader, row, rerating.Rating(letter, day))
        context["stale"] = stale
    elif form.is_bound:
        status = UNPROCESSABLE if request.method == "POST" else 400
    return _show(request, row, context, at, status)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(policies.ANALYST)
def rerate(request: HttpRequest, slug: str) -> HttpResponse:
    """Propose anew the findings that still carry another letter than the ratings give them."""
    reader, at = reader_of(request), timezone.now()
    row = seen_or_404(reader, Source.objects.all(), slug=slug)
    context: dict[str, Any] = {"source": row, "is_rating": False}
    status = 200
    if request.method == "POST":
        try:
            done = rerating.propose(source=row, by=reader, at=at, **_confirmed(request))
        except Refused as refusal:
            context["refusal"] = refusal
            status = CONFLICT if refusal.field == "seen" else UNPROCESSABLE
        else:
            _tell(request, done)
            return redirect("source", row.slug)
    context["stale"] = rerating.outdated(reader, row)
    return _show(request, row, context, at, status)


def _show(request: HttpRequest, row: Source, context: dict[str, Any], at: Any, status: int) -> HttpResponse:
    reader = reader_of(request)
    if "stale" in context:
        plan = rerating.plan(context["stale"])
        shown = preview(request, reader, plan, at, lambda: rerating.rests_on(reader, row, plan, at))
        if is_more(request):
            return render(request, "_parts/supposed.html", {"preview": shown})
        context["preview"] = shown
    context |= {
        "reason": request.POST.get("reason", "")[:MOST_REASON],
        "can_propose": policies.can_draft(reader),
        "most": rerating.MOST_AT_ONCE,
    }
    return render(request, "sources/rating.html", context, status=status)


def _confirmed(request: HttpRequest) -> dict[str, str]:
    return {"reason": request.POST.get("reason", "")[:MOST_REASON], "seen": request.POST.get("seen", "")}


def _tell(request: HttpRequest, done: Proposed) -> None:
    number = len(done.findings)
    if number:
        said = ngettext(
            "%(number)d finding waits for review with the new letter.",
            "%(number)d findings wait for review with the new letter.",
            number,
        )
        messages.success(request, said % {"number": number})
    for finding, sentence in done.left[:5]:
        messages.warning(request, f"{finding.reference}: {sentence}")


def _free_slug(name: str) -> str:
    slug, ending = slugify(name)[:60], sha256(name.encode("utf-8", "replace")).hexdigest()
    if not slug or slug == "new":
        slug = f"source-{ending[:6]}"
    plain, length = slug, 6
    while Source.objects.filter(slug=slug).exists():
        slug, length = f"{plain}-{ending[:length]}", length + 4
    return slug
