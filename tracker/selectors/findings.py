"""Answers which findings a reader finds, and which duty or voice a name means; it weighs nothing."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from tracker.models import Commitment, Finding, Origin, User
from tracker.selectors.visibility import visible_to

RELATED = (
    "report__source",
    "report__recorded_by",
    "commitment__agreement",
    "commitment__current",
    "origin",
    "author",
    "accepted_by",
    "rejected_by",
    "superseded_by",
    "supersedes",
    "page__attachment",
)


def seen(reader: User) -> QuerySet[Finding]:
    """The findings the reader may see, with all a page says of one; drafts are their author's only."""
    rows = visible_to(reader, Finding.objects.select_related(*RELATED))
    return rows.exclude(pk__in=Finding.objects.filter(state="draft").exclude(author=reader).values("pk"))


def known_from(finding: Finding) -> date | None:
    """The first day whose knowledge holds an accepted finding; None for one that was never accepted."""
    if finding.accepted_at is None or finding.published_on is None:
        return None
    return max(finding.published_on, finding.accepted_on or finding.published_on)


def counted_on(finding: Finding, as_of: date, known_by: date) -> bool:
    """Whether it was visible to the method at a pair of days, and not superseded."""
    first = known_from(finding)
    if first is None or first > known_by or finding.observed_to > as_of:
        return False
    return finding.superseded_on is None or finding.superseded_on > known_by


def voiced(reader: User, origin: Origin, commitment: Commitment) -> tuple[int, int]:
    """How many findings of one voice the reader may know on a duty: accepted, and waiting for review."""
    voices = Q(origin=origin) | Q(origin__merged_into=origin)
    rows = visible_to(reader, Finding.objects.filter(voices, commitment=commitment))
    states = list(rows.filter(state__in=["accepted", "submitted"]).values_list("pk", "state"))
    accepted = sum(1 for _pk, state in states if state == "accepted")
    return accepted, len(states) - accepted


def commitment_called(reader: User, name: str) -> list[Commitment]:
    """The duties meant by `doha-2020/TAL-03` or `TAL-03`, whatever the case: none, one or several."""
    slug, _slash, code = name.strip().rpartition("/")
    rows = visible_to(reader, Commitment.objects.select_related("agreement", "current"))
    rows = rows.filter(code__iexact=code.strip())
    return list((rows.filter(agreement__slug__iexact=slug.strip()) if slug else rows)[:10])
