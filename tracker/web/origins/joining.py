"""Shows what joining or parting origins would change, and does it when confirmed; it judges nothing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tracker.models import Origin, User
from tracker.selectors import origins as selector
from tracker.services import origins, voices
from tracker.services.findings.replacing import Proposed
from tracker.services.refusals import Refused
from tracker.web.access import CONFLICT, UNPROCESSABLE, reader_of, role_required
from tracker.web.origins.forms import MergeForm, MoveForm
from tracker.web.origins.keeping import KEEPERS, free_slug
from tracker.web.origins.views import into_of, origin_or_404
from tracker.web.supposing import Preview, is_more, preview

MOST_REASON = 500
MOST_OFFERED = 300  # findings to choose from on one page


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*KEEPERS)
def merge(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that an origin is the same body as another: the statuses that would change, then the merge."""
    reader, at = reader_of(request), timezone.now()
    row = origin_or_404(reader, slug)
    asked = request.POST if request.method == "POST" else request.GET
    form = MergeForm(asked if "into" in asked else None, reader=reader)
    into = form.cleaned_data["into"] if form.is_valid() else None
    refusal: Refused | None = None
    if request.method == "POST" and into is not None:
        try:
            voices.merge(origin=row, into=into, by=reader, at=at, **_confirmed(request))
        except Refused as refused:
            refusal = refused
        else:
            messages.success(
                request,
                _("“%(name)s” speaks with the voice of “%(other)s” now. Its duties are being judged anew.")
                % {"name": row.name, "other": into.name},
            )
            return redirect("origin", into.slug)
    shown = None
    if into is not None and into.pk != row.pk:
        row.refresh_from_db()
        plan = voices.plan_merge(reader, row, into)
        shown = preview(request, reader, plan, at, lambda: voices.rests_on(reader, plan, at, row, into))
    words = {
        "title": _("One voice with another"),
        "lead": _("Two entries are one body: however many repeat it, it speaks once. Past days change too."),
        "confirm": _("Merge them"),
    }
    return _show(request, row, form, shown, refusal, words, {"into": into, "kind": "merge"})


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*KEEPERS)
def part(request: HttpRequest, slug: str) -> HttpResponse:
    """Undo a merge: the statuses that would change, then the parting."""
    reader, at = reader_of(request), timezone.now()
    row = origin_or_404(reader, slug)
    refusal: Refused | None = None
    if row.merged_into is None:
        messages.error(request, _("“%(name)s” speaks for itself already.") % {"name": row.name})
        return redirect("origin", row.slug)
    if request.method == "POST":
        try:
            voices.part(origin=row, by=reader, at=at, **_confirmed(request))
        except Refused as refused:
            refusal = refused
        else:
            messages.success(
                request,
                _("“%(name)s” speaks for itself again. Its duties are being judged anew.")
                % {"name": row.name},
            )
            return redirect("origin", row.slug)
    plan = voices.plan_part(reader, row)
    shown = preview(request, reader, plan, at, lambda: voices.rests_on(reader, plan, at, row))
    words = {
        "title": _("Two voices after all"),
        "lead": _("“%(name)s” was merged into “%(other)s”. Undone, it speaks for itself, on past days too.")
        % {"name": row.name, "other": into_of(reader, row) or _("another origin")},
        "confirm": _("Undo the merge"),
    }
    return _show(request, row, None, shown, refusal, words, {"kind": "part"})


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*KEEPERS)
def split(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that some of an origin's words belong to another: what would change, then the proposals."""
    reader, at = reader_of(request), timezone.now()
    row = origin_or_404(reader, slug)
    asked = request.POST if request.method == "POST" else request.GET
    form = MoveForm(asked if "to" in asked else None, reader=reader, origin=row)
    refusal: Refused | None = None
    to: Origin | None = None
    shown = None
    if form.is_valid():
        name = " ".join(form.cleaned_data["to"].split())
        to = selector.called(reader, name) or Origin(slug=free_slug(name), name=name)
        if request.method == "POST":
            try:
                done = _move(request, reader, row, to, form.cleaned_data, at)
            except Refused as refused:
                refusal = refused
            else:
                _tell(request, done)
                return redirect("origin", row.slug)
        plan = voices.plan_move(form.cleaned_data["findings"], to)
        shown = preview(request, reader, plan, at, lambda: voices.rests_on(reader, plan, at, row))
    words = {
        "title": _("Words of somebody else"),
        "lead": _(
            "Some findings or names were put down to the wrong body. Names move at once; a finding is never "
            "changed, so each is proposed anew in its place and counts once somebody else has accepted it."
        ),
        "confirm": _("Move the names and propose the findings"),
    }
    return _show(request, row, form, shown, refusal, words, {"to": to, "kind": "split"})


def _move(
    request: HttpRequest, reader: User, row: Origin, to: Origin, said: dict[str, Any], at: Any
) -> Proposed:
    with transaction.atomic():
        if to.pk is None:
            to = origins.create(slug=to.slug, name=to.name, by=reader, at=at)
        return voices.move(
            origin=row,
            to=to,
            chosen=list(said["findings"]),
            aliases=list(said["aliases"]),
            by=reader,
            at=at,
            **_confirmed(request),
        )


def _confirmed(request: HttpRequest) -> dict[str, str]:
    return {
        "reason": request.POST.get("reason", "")[:MOST_REASON],
        "seen": request.POST.get("seen", ""),
    }


def _tell(request: HttpRequest, done: Proposed) -> None:
    number = len(done.findings)
    said = ngettext(
        "%(number)d finding waits for review in its new place.",
        "%(number)d findings wait for review in their new place.",
        number,
    )
    messages.success(request, said % {"number": number} if number else _("The names are moved."))
    for finding, sentence in done.left[:5]:
        messages.warning(request, f"{finding.reference}: {sentence}")


def _show(
    request: HttpRequest,
    row: Origin,
    form: Any,
    shown: Preview | None,
    refusal: Refused | None,
    words: dict[str, str],
    more: dict[str, Any],
) -> HttpResponse:
    if shown is not None and is_more(request):
        return render(request, "_parts/supposed.html", {"preview": shown})
    status = 200
    if refusal is not None:
        status = CONFLICT if refusal.field == "seen" else UNPROCESSABLE
    elif form is not None and form.errors:
        status = UNPROCESSABLE if request.method == "POST" else 400
    context = {
        "origin": row,
        "form": form,
        "preview": shown,
        "refusal": refusal,
        "heading": words,
        "reason": request.POST.get("reason", "")[:MOST_REASON],
        "choices": list(form.fields["findings"].queryset[:MOST_OFFERED]) if more["kind"] == "split" else (),
        "names": selector.seen(reader_of(request)).exclude(pk=row.pk).values_list("name", flat=True)[:500],
        **more,
    }
    return render(request, "origins/joining.html", context, status=status)
