"""Takes the coverage or position an analyst records or corrects to the services; it decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from tracker.models import Commitment, Coverage, Position, User
from tracker.selectors import particulars
from tracker.selectors.visibility import audience_of, permitted
from tracker.services import coverage as coverage_service
from tracker.services import policies
from tracker.services import positions as position_service
from tracker.services.refusals import Refused, Stale
from tracker.web.access import CONFLICT, UNPROCESSABLE, View, reader_of, say_on, seen_or_404, signed_in
from tracker.web.commitments.forms import CoverageForm, PositionForm
from tracker.web.commitments.views import commitment_or_404, crumbs_for


@dataclass(frozen=True)
class Thing:
    """What is recorded beside a duty: its form, its services, what the pages call it."""

    name: str
    anchor: str
    model: type[Coverage] | type[Position]
    form: type[CoverageForm] | type[PositionForm]
    service: Any
    title: str | Promise
    correct: str | Promise
    lead: str | Promise
    saved: str | Promise
    removed: str | Promise


THINGS = {
    "coverage": Thing(
        name="coverage",
        anchor="coverage",
        model=Coverage,
        form=CoverageForm,
        service=coverage_service,
        title=_("Record coverage"),
        correct=_("Correct coverage"),
        lead=_("Somebody looked: what they found, even if that is nothing. Silence alone means nothing."),
        saved=_("The coverage is recorded."),
        removed=_("The coverage record is removed. It can be restored below the records."),
    ),
    "position": Thing(
        name="position",
        anchor="positions",
        model=Position,
        form=PositionForm,
        service=position_service,
        title=_("Record a position"),
        correct=_("Correct a position"),
        lead=_("What a party itself says of this duty. It stands beside the evidence and is never weighed."),
        saved=_("The position is recorded."),
        removed=_("The position is removed. It can be restored below the positions."),
    ),
}


def _observing(view: Callable[..., HttpResponse]) -> View:
    """Only for those who may record; others are sent back to the duty with a sentence."""

    def guarded(request: HttpRequest, slug: str, code: str, **more: str) -> HttpResponse:
        reader = reader_of(request)
        commitment = commitment_or_404(reader, slug, code)
        if not policies.can_observe(reader):
            messages.error(request, _now("Only analysts record this. Ask an administrator for the role."))
            return redirect("commitment", slug, code)
        return view(request, reader, commitment, **more)

    return signed_in(guarded)


@require_http_methods(["GET", "HEAD", "POST"])
@_observing
def record(request: HttpRequest, reader: User, commitment: Commitment, what: str) -> HttpResponse:
    """The form that records coverage or a position; `?report=` and `?replies_to=` begin it."""
    thing = THINGS[what]
    sent = request.POST if request.method == "POST" else None
    form = thing.form(sent, reader=reader, commitment=commitment, initial=_beginning(request, commitment))
    if sent is not None and form.is_valid():
        try:
            thing.service.record(commitment=commitment, by=reader, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            say_on(form, refusal)
        else:
            messages.success(request, str(thing.saved))
            return _back(commitment, thing)
    return _show(request, commitment, thing, form, status=UNPROCESSABLE if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@_observing
def correct(
    request: HttpRequest, reader: User, commitment: Commitment, what: str, reference: str
) -> HttpResponse:
    """The form that corrects one; a stale form shows both texts, and sending it again keeps yours."""
    thing = THINGS[what]
    row = seen_or_404(reader, _rows(thing, commitment), reference=reference)
    sent = request.POST if request.method == "POST" else None
    initial = {name: getattr(row, name) for name in thing.service.EDITABLE}
    initial["report"] = row.report.reference if row.report else ""
    form = thing.form(sent, reader=reader, commitment=commitment, own=row.pk, initial=initial)
    more: dict[str, Any] = {"row": row, "version": row.version}
    status = UNPROCESSABLE if form.errors else 200
    if sent is not None and form.is_valid():
        version = sent.get("version", "")
        number = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0
        try:
            thing.service.edit(
                **{what: row}, version=number, changes=form.cleaned_data, by=reader, at=timezone.now()
            )
        except Stale as refusal:
            more |= {"stale": refusal, "stale_pairs": _differing(row, refusal)}
            status = CONFLICT
        except Refused as refusal:
            say_on(form, refusal)
            status = UNPROCESSABLE
        else:
            messages.success(request, _now("It is corrected."))
            return _back(commitment, thing)
    return _show(request, commitment, thing, form, status=status, **more)


@require_POST
@_observing
def remove(
    request: HttpRequest, reader: User, commitment: Commitment, what: str, reference: str
) -> HttpResponse:
    """Put one away with a reason; a refusal shows its form again with what was typed."""
    thing = THINGS[what]
    row = seen_or_404(reader, _rows(thing, commitment), reference=reference)
    reason = request.POST.get("reason", "")
    try:
        thing.service.remove(**{what: row}, reason=reason, by=reader, at=timezone.now())
    except Refused as refusal:
        initial = {name: getattr(row, name) for name in thing.service.EDITABLE}
        initial["report"] = row.report.reference if row.report else ""
        form = thing.form(None, reader=reader, commitment=commitment, own=row.pk, initial=initial)
        more = {"row": row, "version": row.version, "refusal": refusal, "reason": reason}
        return _show(request, commitment, thing, form, status=UNPROCESSABLE, **more)
    messages.success(request, str(thing.removed))
    return _back(commitment, thing)


@require_POST
@_observing
def restore(
    request: HttpRequest, reader: User, commitment: Commitment, what: str, reference: str
) -> HttpResponse:
    """Bring one back that was put away."""
    thing = THINGS[what]
    rows: QuerySet[Any] = _rows(thing, commitment)
    row = rows.filter(permitted(audience_of(reader)), reference=reference).first()
    if row is None:
        raise Http404
    try:
        thing.service.restore(**{what: row}, by=reader, at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _now("It is restored."))
    return _back(commitment, thing)


@require_http_methods(["GET", "HEAD"])
@signed_in
def choose(request: HttpRequest) -> HttpResponse:
    """Which duty a report's coverage or position is about, before its form: the way there from the reader."""
    reader = reader_of(request)
    name, report = request.GET.get("duty", "").strip()[:140], request.GET.get("report", "")[:20]
    what = "coverage" if request.GET.get("what") == "coverage" else "position"
    slug, _slash, code = name.rpartition("/")
    problem = ""
    if name:
        try:
            found = particulars.commitment_for(reader, slug.strip(), code.strip())
        except Commitment.DoesNotExist:
            problem = _now("There is no such duty that you may see. Choose one from the list.")
        else:
            address = reverse(f"commitment_{what}", args=[found.agreement.slug, found.code])
            return HttpResponseRedirect(f"{address}?report={report}" if report.isascii() else address)
    context = {"report": report, "what": what, "name": name, "problem": problem}
    return render(request, "commitments/choose.html", context, status=400 if problem else 200)


def _rows(thing: Thing, commitment: Commitment) -> QuerySet[Any]:
    rows: QuerySet[Any] = thing.model._default_manager.filter(commitment=commitment)
    return rows.select_related("report", "commitment__agreement")


def _beginning(request: HttpRequest, commitment: Commitment) -> dict[str, Any]:
    """What an address fills in: the report it stands in, its source and day, the accusation replied to."""
    reader = reader_of(request)
    report = particulars.report_called(reader, request.GET.get("report", "")[:20])
    begun: dict[str, Any] = {}
    if report is not None:
        begun |= {"report": report.reference, "source": report.source_id, "to_on": report.published_on}
        begun |= {"stated_on": report.published_on, "marking": report.marking}
    first = particulars.position_called(reader, commitment, request.GET.get("replies_to", "")[:20])
    if first is not None:
        begun |= {"replies_to": first.pk, "party": first.about_id, "kind": "replies"}
    return begun


def _back(commitment: Commitment, thing: Thing) -> HttpResponse:
    address = reverse("commitment", args=[commitment.agreement.slug, commitment.code])
    return HttpResponseRedirect(f"{address}#{thing.anchor}")


def _show(
    request: HttpRequest, commitment: Commitment, thing: Thing, form: Any, *, status: int, **more: Any
) -> HttpResponse:
    title = thing.correct if "row" in more else thing.title
    crumbs = [*crumbs_for(commitment, linked=True), (title, "")]
    words = {"title": title, "lead": thing.lead, "anchor": thing.anchor}
    context = {"form": form, "commitment": commitment, "record": words, "crumbs": crumbs, "what": thing.name}
    return render(request, "commitments/record.html", context | more, status=status)


def _differing(row: Model, stale: Stale) -> list[tuple[Any, object, object]]:
    """What both people changed: the field's name, theirs, yours."""
    return [
        (field.verbose_name, stale.theirs[field.name], stale.yours[field.name])
        for field in row._meta.concrete_fields
        if field.name in stale.yours and stale.theirs[field.name] != stale.yours[field.name]
    ]
