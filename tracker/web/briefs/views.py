"""Answers requests for briefs: asking for one, how far it is, one's own, the file; it makes none."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.models import Brief, User
from tracker.models.choices import BriefKind
from tracker.models.states import WorkState
from tracker.selectors import briefs as selector
from tracker.services import attachments
from tracker.services import briefs as services
from tracker.services.refusals import Refused
from tracker.web.access import UNPROCESSABLE, reader_of, say_on, signed_in
from tracker.web.briefs.forms import BriefForm
from tracker.web.briefs.subjects import About, named
from tracker.web.time_machine import Time, read_day, read_time, today_in

A_PAGE = 25
PERIOD = timedelta(days=30)  # of changes, where no day was named
PDF = "application/pdf"


@require_safe
@signed_in
def briefs(request: HttpRequest) -> HttpResponse:
    """One's own briefs, last asked first; those that are being made follow by themselves."""
    page = Paginator(selector.own(reader_of(request)), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "waiting": any(row.state == WorkState.WAITING for row in page),
        "crumbs": [(_("Overview"), "/"), (_("Briefs"), "")],
    }
    if request.headers.get("HX-Request"):
        return render(request, "briefs/_list.html", context)
    return render(request, "briefs/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """The form that asks for a brief about what the address names; a refusal keeps what was typed."""
    reader = reader_of(request)
    asked: QueryDict = request.POST if request.method == "POST" else request.GET
    about = named(reader, asked)
    time = read_time(request, agreement=about.home)
    today = today_in(about.home.time_zone if about.home else reader.time_zone)
    form = BriefForm(
        request.POST if request.method == "POST" else None,
        initial=_first(request, about, time, reader),
        about=about,
        today=today,
    )
    if form.is_valid():
        try:
            row = services.ask(wanted=_wanted(form, about), today=today, by=reader, at=timezone.now())
        except Refused as refusal:
            say_on(form, refusal)
        else:
            return redirect("brief", row.reference)
    context = {
        "form": form,
        "about": about,
        "time": time,
        "crumbs": [(_("Overview"), "/"), (_("Briefs"), "/briefs/"), (_("New brief"), "")],
    }
    status = UNPROCESSABLE if request.method == "POST" else time.status
    return render(request, "briefs/new.html", context, status=status)


@require_safe
@signed_in
def brief(request: HttpRequest, reference: str) -> HttpResponse:
    """One brief: how far it is, why it failed, or the file."""
    row = _own_or_404(request, reference)
    context = {
        "brief": row,
        "crumbs": [(_("Overview"), "/"), (_("Briefs"), "/briefs/"), (row.reference, "")],
    }
    if request.headers.get("HX-Request"):
        return render(request, "briefs/_state.html", context)
    return render(request, "briefs/brief.html", context)


@require_POST
@signed_in
def again(request: HttpRequest, reference: str) -> HttpResponse:
    """Try once more what could not be made."""
    row = _own_or_404(request, reference)
    try:
        services.again(brief=row, by=reader_of(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("brief", row.reference)


@require_POST
@signed_in
def delete(request: HttpRequest, reference: str) -> HttpResponse:
    """Delete a brief of one's own, with its file."""
    row = _own_or_404(request, reference)
    try:
        services.delete(brief=row, by=reader_of(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Brief %(reference)s is deleted.") % {"reference": reference})
    return redirect("briefs")


@require_safe
@signed_in
def file(request: HttpRequest, reference: str) -> HttpResponseBase:
    """The document, for its owner alone, to be saved and never run in our name."""
    row = _own_or_404(request, reference)
    path = attachments.path_of(row.sha256) if row.sha256 else None
    if path is None or not path.is_file():
        raise Http404
    response = FileResponse(path.open("rb"), as_attachment=True, filename=f"{row.reference}.pdf")
    response["Content-Type"] = PDF
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _own_or_404(request: HttpRequest, reference: str) -> Brief:
    row = selector.own(reader_of(request)).filter(reference=reference).first()
    if row is None:
        raise Http404(_("There is no such brief, or your clearance no longer reaches it."))
    return row


def _first(request: HttpRequest, about: About, time: Time, reader: User) -> dict[str, object]:
    """What the form says before anybody typed: the days the page before looked at, the reader's language."""
    changed_from, _problem = read_day(request.GET.get("changed_from", "")[:40], time.day)
    kind = about.kinds[0]
    if changed_from is not None and BriefKind.PERIOD in about.kinds:
        kind = BriefKind.PERIOD
    if changed_from is None and kind is BriefKind.PERIOD:
        changed_from = time.day - PERIOD
    return {
        "kind": kind.value,
        "as_of": time.day,
        "known_by": time.known_day,
        "changed_from": changed_from,
        "language": get_language() or reader.language or "en",
    }


def _wanted(form: BriefForm, about: About) -> services.Wanted:
    said = form.cleaned_data
    return services.Wanted(
        kind=BriefKind(said["kind"]),
        as_of=said["as_of"],
        known_by=said["known_by"],
        language=said["language"],
        agreement=about.agreement,
        party=about.party,
        commitment=about.commitment,
        changed_from=said["changed_from"],
        template=said.get("template"),
    )
