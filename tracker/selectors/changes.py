"""Answers which statuses changed and when, as one reader may know it; it must not know how pages show it."""

from datetime import date

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth

from tracker.models import Agreement, StatusChange, User
from tracker.selectors.visibility import audience_of, visible_to


def changes(reader: User) -> QuerySet[StatusChange]:
    """The reader's own log of changes, latest first; a first status is not a change and is left out."""
    return visible_to(
        reader,
        StatusChange.objects.filter(perspective__readers__audience=audience_of(reader)).exclude(
            from_status=""
        ),
    ).order_by("-effective_on", "-id")


def per_month(
    reader: User, from_on: date, to_on: date, *, agreement: Agreement | None = None
) -> dict[date, int]:
    """How many statuses changed in each month between two days (inside), by the month's first day."""
    rows = changes(reader).filter(effective_on__gte=from_on, effective_on__lte=to_on)
    if agreement is not None:
        rows = rows.filter(commitment__agreement=agreement)
    counted = (
        rows.order_by()
        .annotate(month=TruncMonth("effective_on"))
        .values("month")
        .annotate(number=Count("id", distinct=True))
    )
    return {row["month"]: row["number"] for row in counted}
