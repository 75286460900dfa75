"""Shows what the statuses look like and mean; it must not look at any commitment."""

from __future__ import annotations

import datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tracker.assessment.enums import Confidence, Headline, Status
from tracker.models.choices import Tlp
from tracker.publishing.crosswalk import CROSSWALK
from tracker.publishing.explanations import STATUS_LETTERS


@require_safe
@login_required
def vocabulary(request: HttpRequest) -> HttpResponse:
    """The twelve statuses with and without colour, the small parts, and the crosswalk to other scales."""
    return render(
        request,
        "vocabulary/page.html",
        {
            "statuses": [(status, STATUS_LETTERS[status]) for status in Status],
            "headlines": list(Headline),
            "confidences": list(Confidence),
            "markings": list(reversed(Tlp)),
            "grades": [("A", 1), ("B", 2), ("C", 3), ("F", 6)],
            "crosswalk": CROSSWALK,
            "example_day": datetime.date(2022, 2, 8),
        },
    )
