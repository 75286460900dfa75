"""Answers requests to add files to a report that is filed; it must not read them."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tracker.models import Report
from tracker.publishing.figures import number
from tracker.services import policies, reports, uploads
from tracker.services.refusals import Refused
from tracker.web.access import UNPROCESSABLE, reader_of, role_required, say_on, seen_or_404
from tracker.web.reports.new_form import FilesForm
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
    context = {"form": form, "report": row, "most_bytes": uploads.MOST_BYTES}
    return render(request, "reports/files.html", context, status=UNPROCESSABLE if sent else 200)
