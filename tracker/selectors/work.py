"""Answers what work waits: reviews, background jobs, parked requests, rulings in force; it starts none."""

from tracker.models import Finding, User
from tracker.models.choices import FindingState
from tracker.selectors.visibility import visible_to


def waiting_for_review(reader: User) -> int | None:
    """How many findings this reader could review, their own left out; None for those who do not review."""
    if not reader.groups.filter(name="analyst").exists():
        return None
    waiting = visible_to(reader, Finding.objects.filter(state=FindingState.SUBMITTED))
    return waiting.exclude(author=reader).count()
