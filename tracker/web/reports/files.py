"""Answers requests to add files to a report that is filed; it must not read them."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from tracker.models import Attachment, Report, User
from tracker.publishing.figures import number
from tracker.selectors import reports as selector
from tracker.services import attachments, policies, reports, uploads
from tracker.services.refusals import Refused
from tracker.web.access import UNPROCESSABLE, reader_of, role_required, say_on, seen_or_404
from tracker.web.reports.new_form import FactsForm, FilesForm
from tracker.web.reports.views import gone_to


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(policies.ANALYST, policies.ADMIN)
def add(request: HttpRequest, reference: str) -> HttpResponse:
    """More files for a report: those that came in pieces, and those sent with the form."""
    reader = reader_of(request)
    row = seen_or_404(reader, Report.objects.all(), reference=reference)
    sent = request.method == "POST"
    form = FilesForm(request.POST if sent else None, request.FILES if sent else None, reader=reader)
    if sent and form.is_valid():
        try:
            with transaction.atomic():
                taken = uploads.take(references=form.cleaned_data["upload"], by=reader)
                new = reports.add_files(
                    report=row,
                    uploads=[
                        *((one.name, uploads.path_of(one)) for one in taken),
                        *((one.name, one.read()) for one in form.cleaned_data["uploads"]),
                    ],
                    by=reader,
                    at=timezone.now(),
                )
                for one in taken:
                    uploads.drop(upload=one)
        except Refused as refusal:
            say_on(form, refusal)
        else:
            said = ngettext("%(n)s file is added.", "%(n)s files are added.", new) % {"n": number(new)}
            messages.success(request, said if new else _("The report has these files already."))
            return gone_to(request, reverse("report", args=[row.reference]))
    return _page(request, reader, row, form=form, status=UNPROCESSABLE if sent else 200)


@require_POST
@role_required(policies.ANALYST, policies.ADMIN)
def facts(request: HttpRequest, reference: str, sha256: str) -> HttpResponse:
    """Correct what one file of a report says of itself."""
    reader = reader_of(request)
    row = seen_or_404(reader, Report.objects.all(), reference=reference)
    file = seen_or_404(reader, Attachment.objects.filter(report=row), sha256=sha256)
    form = FactsForm(request.POST, auto_id=f"facts-{sha256[:12]}-%s")
    if form.is_valid():
        try:
            attachments.correct(attachment=file, changes=form.cleaned_data, by=reader, at=timezone.now())
        except Refused as refusal:
            say_on(form, refusal)
        else:
            messages.success(request, _("What “%(name)s” says of itself is corrected.") % {"name": file.name})
            return redirect("report_files", row.reference)
    return _page(
        request, reader, row, form=FilesForm(reader=reader), wrong={sha256: form}, status=UNPROCESSABLE
    )


def _page(
    request: HttpRequest,
    reader: User,
    row: Report,
    *,
    form: FilesForm,
    status: int,
    wrong: Mapping[str, FactsForm] | None = None,
) -> HttpResponse:
    """The files of a report, each with its facts, and the form for more; `wrong` facts were refused."""
    files = [
        (
            one,
            (wrong or {}).get(one.sha256)
            or FactsForm(initial=_told(one), auto_id=f"facts-{one.sha256[:12]}-%s"),
        )
        for one in selector.originals(reader, row)
    ]
    context = {"form": form, "report": row, "files": files, "most_bytes": uploads.MOST_BYTES}
    return render(request, "reports/files.html", context, status=status)


def _told(file: Attachment) -> dict[str, object]:
    return {name: getattr(file, name) for name in attachments.FACTS}
