"""Tells a page's script what a file says of itself, so that a report begins filled in; it files nothing."""

from __future__ import annotations

from django.http import Http404, HttpRequest, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.ingestion.facts import facts_of
from tracker.models import Attachment, Upload, User
from tracker.models.states import ReadState
from tracker.selectors import likeness, reports
from tracker.selectors import uploads as selector
from tracker.selectors.days import latest_day
from tracker.services import policies
from tracker.web.access import reader_of, role_required


@require_safe
@role_required(policies.ANALYST, policies.ADMIN)
def facts(request: HttpRequest, reference: str) -> JsonResponse:
    """What one of the reader's own files says of itself, as far as it is read."""
    reader = reader_of(request)
    row = selector.own(reader, reference)
    if row is None:
        raise Http404
    response = JsonResponse(told(reader, row))
    response["Cache-Control"] = "no-store"
    return response


def told(reader: User, row: Upload) -> dict[str, object]:
    """The state of the reading, what may stand in the form, where the same bytes are filed already."""
    found = facts_of(
        name=row.name,
        title=row.title,
        written_on=row.written_on,
        language=row.language,
        opening=row.opening,
        latest=latest_day(timezone.now()),
    )
    source = reports.source_named_in(reader, f"{row.author}\n{row.opening}")
    same = likeness.same_bytes(reader, row.sha256)
    return {
        "state": row.read_state,
        "fields": {
            "title": found.title,
            "published_on": found.published_on.isoformat() if found.published_on else "",
            "language": found.language,
            "source": source.name if source else "",
        },
        "already": [_already(one) for one in same],
        "note": _("No text could be read from this file; it is kept as it is.")
        if row.read_state == ReadState.NO_TEXT
        else "",
    }


def _already(one: Attachment) -> dict[str, str]:
    report = one.report
    sentence = _("This very file is filed already, as %(reference)s: “%(title)s”.")
    return {
        "sentence": sentence % {"reference": report.reference, "title": report.title},
        "reference": report.reference,
        "address": reverse("report", args=[report.reference]),
    }
