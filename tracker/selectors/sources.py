"""Answers how reliable a source was on a day and where it stands; it must not know what it reported."""

from datetime import date

from tracker.models import Party, Source, SourceInterest, SourceReliability


def reliability_on(source: Source, day: date) -> str:
    """The Admiralty letter in force on a day: the last one given by then; empty when there was none."""
    rated = SourceReliability.objects.filter(source=source, from_on__lte=day).order_by("-from_on")
    letter = rated.values_list("reliability", flat=True).first()
    return letter or ""


def interest_toward(source: Source, party: Party) -> str:
    """Where a source stands toward a party: IND, OBL or CTR; empty when nobody noted it."""
    noted = SourceInterest.objects.filter(source=source, party=party)
    return noted.values_list("interest", flat=True).first() or ""
