"""Answers which commitments, agreements and parties a reader finds by words; it must not rank by status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from tracker.models import Agreement, Commitment, Party, User
from tracker.selectors import parties
from tracker.selectors.commitments import matching
from tracker.selectors.visibility import visible_to

MOST = 20
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Found:
    """What was found; at most `MOST` of each sort, and whether there is more."""

    commitments: Sequence[Commitment]
    agreements: Sequence[Agreement]
    parties: Sequence[Party]
    more: bool

    @property
    def number(self) -> int:
        """How many are shown."""
        return len(self.commitments) + len(self.agreements) + len(self.parties)


def find(reader: User, words: str) -> Found:
    """What the reader may see in whose code, title, name or alias every word occurs; nothing for no words."""
    if not words.split():
        return Found((), (), (), False)
    seen = visible_to(reader, Commitment.objects.select_related("agreement"))
    duties = list(matching(seen, words).order_by("agreement__title", "code")[: MOST + 1])
    texts = list(_agreements(visible_to(reader, Agreement.objects.order_by("title")), words)[: MOST + 1])
    actors = list(parties.matching(parties.listed(), words)[: MOST + 1])
    more = max(len(duties), len(texts), len(actors)) > MOST
    return Found(duties[:MOST], texts[:MOST], actors[:MOST], more)


def _agreements(rows: QuerySet[Agreement], words: str) -> QuerySet[Agreement]:
    for word in words.split()[:MOST_WORDS]:
        rows = rows.filter(Q(title__icontains=word) | Q(reference__icontains=word) | Q(slug__icontains=word))
    return rows
