"""Answers how reliable a source was on a day; it must not judge what the source says."""

from datetime import date

from tracker.models import Source, SourceReliability

UNRATED = "F"


def reliability_on(source: Source, day: date) -> str:
    """The Admiralty letter of a source on a day: before its first rating that one holds; F when unrated."""
    ratings = SourceReliability.objects.filter(source=source).order_by("from_on")
    on_the_day = ratings.filter(from_on__lte=day).last() or ratings.first()
    return on_the_day.reliability if on_the_day else UNRATED
