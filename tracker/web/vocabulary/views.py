"""Shows what the statuses look like and how they are computed; only published numbers name duties."""

from __future__ import annotations

import datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tracker.assessment.enums import (
    Band,
    Confidence,
    ExclusionCode,
    FactorCode,
    Headline,
    ReasonCode,
    Status,
)
from tracker.assessment.parameters import DEFAULT
from tracker.assessment.reference_numbers import PARAMETERS
from tracker.models import Parameters
from tracker.models.choices import Tlp
from tracker.publishing import explanations, figures
from tracker.publishing.crosswalk import CROSSWALK
from tracker.selectors import rehearsing
from tracker.web.access import reader_of, signed_in

MOST_VERSIONS, MOST_FLIPS = 20, 200


@require_safe
@login_required
def vocabulary(request: HttpRequest) -> HttpResponse:
    """The twelve statuses with and without colour, the small parts, and the crosswalk to other scales."""
    return render(
        request,
        "vocabulary/page.html",
        {
            "statuses": [(status, explanations.STATUS_LETTERS[status]) for status in Status],
            "headlines": list(Headline),
            "confidences": list(Confidence),
            "markings": list(reversed(Tlp)),
            "grades": [("A", 1), ("B", 2), ("C", 3), ("F", 6)],
            "crosswalk": CROSSWALK,
            "example_day": datetime.date(2022, 2, 8),
        },
    )


def _tupled(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def written(value: object) -> str:
    """A number of the method as the page shows it: with separators, several in a row."""
    if isinstance(value, tuple):
        return " · ".join(written(one) for one in value)
    return figures.number(value) if isinstance(value, int) else str(value)


@require_safe
@signed_in
def method(request: HttpRequest) -> HttpResponse:
    """The method's statuses, reasons, codes and numbers, from the tables the code itself uses; then the
    published versions of the numbers, each with the statuses it changed for this reader."""
    reader = reader_of(request)
    versions = [
        (
            row,
            [(name, written(_tupled(value))) for name, value in sorted(row.values.items())],
            rehearsing.seen_by(reader, row.flips)[:MOST_FLIPS],
        )
        for row in Parameters.objects.select_related("recorded_by").order_by("-valid_from")[:MOST_VERSIONS]
    ]
    limits = (0, *DEFAULT.band_limits_pm, 1000)
    return render(
        request,
        "vocabulary/method.html",
        {
            "version": DEFAULT.name,
            "versions": versions,
            "parameters": DEFAULT,
            "statuses": list(Status),
            "confidences": list(Confidence),
            "reasons": [(code, explanations.reason_pattern(code)) for code in ReasonCode],
            "exclusions": list(ExclusionCode),
            "factors": [(code, explanations.FACTORS[code]) for code in FactorCode],
            "bands": [
                (explanations.BANDS[band], figures.per_mille(low), figures.per_mille(high))
                for band, low, high in zip(Band, limits, limits[1:], strict=False)
            ],
            "numbers": [(name, written(getattr(DEFAULT, name)), text) for name, text in PARAMETERS.items()],
        },
    )
