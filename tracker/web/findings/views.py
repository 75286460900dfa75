"""Answers requests to propose a finding or change a draft; what it says is decided by the services."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from tracker.models import Finding, Report, User
from tracker.models.choices import FindingState
from tracker.publishing.passages import Marks, shown
from tracker.publishing.sheets import of_text
from tracker.selectors import findings as selector
from tracker.selectors import reports
from tracker.services import policies
from tracker.services.refusals import Refused, Stale
from tracker.web.access import CONFLICT, UNPROCESSABLE, reader_of, role_required, say_on, seen_or_404
from tracker.web.findings import fitting, proposing
from tracker.web.findings.forms import FindingForm, said_of

PAGES_BESIDE = 10  # pages of text shown beside a form


def report_of(request: HttpRequest, reference: str) -> Report:
    """The report a finding is about, as far as the reader may see it."""
    rows = Report.objects.select_related("source", "relays__source")
    return seen_or_404(reader_of(request), rows, reference=reference)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(policies.ANALYST)
def new(request: HttpRequest, reference: str) -> HttpResponse:
    """The form of a finding: beside the text for a script, as a page of its own without one."""
    reader, report = reader_of(request), report_of(request, reference)
    replaced = _replaced(request, reader, report)
    if request.method != "POST":
        initial = said_of(replaced) if replaced else fitting.opening(report, reader, request.GET)
        form = FindingForm(initial=initial, reader=reader, report=report)
        return _show(request, form, report, replaced=replaced)
    form = FindingForm(request.POST, reader=reader, report=report)
    if form.is_valid():
        submit = request.POST.get("action") != "draft"
        try:
            finding = proposing.propose(
                report, form.cleaned_data, submit=submit, by=reader, at=timezone.now(), supersedes=replaced
            )
        except Refused as refusal:
            _say(form, refusal)
        else:
            return _done(request, finding, submit)
    return _show(request, form, report, replaced=replaced, status=UNPROCESSABLE)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(policies.ANALYST)
def edit(request: HttpRequest, reference: str) -> HttpResponse:
    """Change one's own draft; a stale form shows both texts, and sending it again keeps yours."""
    reader = reader_of(request)
    finding = seen_or_404(reader, selector.seen(reader), reference=reference)
    report = finding.report
    try:
        policies.check_can_edit(reader, finding)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("finding", finding.reference)
    if request.method != "POST":
        form = FindingForm(initial=said_of(finding), reader=reader, report=report)
        return _show(request, form, report, finding=finding)
    form = FindingForm(request.POST, reader=reader, report=report)
    submit, sent = request.POST.get("action") != "draft", request.POST.get("version", "")
    if form.is_valid():
        try:
            row = proposing.change(
                finding,
                form.cleaned_data,
                version=int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0,
                submit=submit,
                by=reader,
                at=timezone.now(),
            )
        except Stale as refusal:
            return _show(request, form, report, finding=finding, stale=refusal, status=CONFLICT)
        except Refused as refusal:
            _say(form, refusal)
        else:
            return _done(request, row, submit)
    return _show(request, form, report, finding=finding, status=UNPROCESSABLE)


def _show(
    request: HttpRequest,
    form: FindingForm,
    report: Report,
    *,
    finding: Finding | None = None,
    replaced: Finding | None = None,
    stale: Stale | None = None,
    said: str = "",
    status: int = 200,
) -> HttpResponse:
    reader = reader_of(request)
    context = fitting.context(form, reader, report)
    context |= {"finding": finding, "replaced": replaced, "stale": stale, "said": said}
    if stale is not None:
        context["stale_pairs"] = [
            (field.verbose_name, stale.theirs[field.name], stale.yours[field.name])
            for field in Finding._meta.concrete_fields
            if field.name in stale.yours and stale.theirs[field.name] != stale.yours[field.name]
        ]
    if request.headers.get("HX-Request"):
        # Another status than 422 would not be shown by the script.
        return render(request, "findings/_form.html", context, status=UNPROCESSABLE if status != 200 else 200)
    context |= _text(reader, report, form)
    return render(request, "findings/edit.html", context, status=status)


def _text(reader: User, report: Report, form: FindingForm) -> dict[str, Any]:
    """The text beside the form, on the part that holds the marked passage."""
    pages = list(reports.pages(reports.originals(reader, report)))
    name = str(form["page"].value() or "")
    marked = None
    start, end = form["start"].value(), form["end"].value()
    if str(start).isdigit() and str(end).isdigit() and int(start) < int(end):
        marked = (name, int(start), int(end))
    place = next((at for at, page in enumerate(pages) if reports.page_name(page) == name), 0)
    chunk = Paginator(pages, PAGES_BESIDE).get_page(place // PAGES_BESIDE + 1)
    return {"sheets": of_text(shown(list(chunk), Marks(marked=marked)))}


def _replaced(request: HttpRequest, reader: User, report: Report) -> Finding | None:
    """The accepted finding that the new one is to replace, when the address or the form names one."""
    reference = request.POST.get("replaces") or request.GET.get("replaces")
    if not reference:
        return None
    return selector.seen(reader).filter(reference=reference, report=report, state="accepted").first()


def _say(form: FindingForm, refusal: Refused) -> None:
    """Put a refusal at the field it is about; the services name some fields otherwise."""
    names = {"excerpt": "quote", "start_offset": "quote", "end_offset": "quote"}
    say_on(form, Refused(refusal.sentence, field=names.get(refusal.field, refusal.field)))


def _done(request: HttpRequest, finding: Finding, submit: bool) -> HttpResponse:
    """After a finding was kept: the form for the next passage where that is asked for, else the text."""
    said = _said(finding, submit) % {"reference": finding.reference}
    script, report = bool(request.headers.get("HX-Request")), finding.report
    if request.POST.get("action") == "next":
        carried = fitting.carried(request.POST)
        if script:
            reader = reader_of(request)
            initial = fitting.opening(report, reader, carried)
            form = FindingForm(initial=initial, reader=reader, report=report)
            return _show(request, form, report, said=said)
        messages.success(request, said)
        return redirect(f"{reverse('finding_new', args=[report.reference])}?{urlencode(carried)}")
    messages.success(request, said)
    # The query makes it another address: a fragment alone would not load the page anew.
    address = f"{reverse('report', args=[report.reference])}?said={finding.reference}#{finding.reference}"
    return HttpResponseClientRedirect(address) if script else redirect(address)


def _said(finding: Finding, submit: bool) -> str:
    if not submit:
        return _("%(reference)s is kept as a draft.")
    if finding.state == FindingState.ACCEPTED:
        return _("%(reference)s is accepted: its agreement asks for no review.")
    return _("%(reference)s waits for review.")
