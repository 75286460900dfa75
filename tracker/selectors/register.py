"""Answers what the register of sources shows of each; it must not rate or judge any."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tracker.models import Report, Source, SourceInterest, SourceReliability, User
from tracker.selectors import reports
from tracker.selectors.sources import reliability_on
from tracker.selectors.visibility import audience_of, permitted, visible_to

MOST_WORDS = 8  # a longer search is cut: each word costs a condition
UNRATED = "F"


def letter_on(source: Source, day: date) -> str:
    """The letter a finding inherits from a source on a day; F, cannot be judged, where it is not rated."""
    return reliability_on(source, day) or UNRATED


def listed(reader: User, day: date, words: str = "", *, known_by: date | None = None) -> QuerySet[Source]:
    """The sources the reader may see that match the words, with `letter` on a day and `report_count`; with
    `known_by` only reports known at that pair of days are counted."""
    rows = visible_to(reader, Source.objects.all()).select_related("party")
    for word in words.split()[:MOST_WORDS]:
        named = Q(name__icontains=word) | Q(description__icontains=word) | Q(party__name__icontains=word)
        rows = rows.filter(named)
    rated = SourceReliability.objects.filter(source=OuterRef("pk"), from_on__lte=day).order_by("-from_on")
    rows = rows.annotate(letter=Subquery(rated.values("reliability")[:1]))
    if known_by is None:
        shown = permitted(audience_of(reader), "reports__")
        return rows.annotate(report_count=Count("reports", filter=shown, distinct=True))
    then = visible_to(reader, Report.objects.filter(source=OuterRef("pk")))
    per_source = reports.known(reader, then, day, known_by).order_by().values("source")
    number = per_source.annotate(number=Count("pk", distinct=True)).values("number")
    return rows.annotate(report_count=Coalesce(Subquery(number), 0))


def ratings(source: Source) -> list[SourceReliability]:
    """Its letters, newest first."""
    return list(source.reliabilities.select_related("recorded_by").order_by("-from_on"))


def interests(source: Source) -> list[SourceInterest]:
    """Where it stands toward which party."""
    return list(source.interests.select_related("party").order_by("party__name"))
