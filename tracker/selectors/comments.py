"""Answers which remarks a reader finds on a thing, removed ones of their own among them; it writes none."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from tracker.models import Comment, Commitment, Finding, User
from tracker.selectors.visibility import audience_of, permitted


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One remark: `number` tells it from the others on its thing; `may_change` says who removes it."""

    number: int
    comment: Comment
    may_change: bool

    @property
    def is_removed(self) -> bool:
        """Whether it was put away; only those who may bring it back still find it."""
        return self.comment.removed_at is not None


def thread(reader: User, thing: Finding | Commitment, *, over_all: bool = False) -> list[Remark]:
    """The remarks on a thing, first things first; `over_all` for one who may remove those of others."""
    key: dict[str, Finding | Commitment] = {
        "finding" if isinstance(thing, Finding) else "commitment": thing,
    }
    rows = Comment.objects.filter(permitted(audience_of(reader)), **key)
    if not over_all:
        rows = rows.filter(Q(removed_at__isnull=True) | Q(written_by=reader))
    numbers = {pk: place for place, pk in enumerate(_all(key), start=1)}
    found = rows.select_related("written_by", "removed_by").distinct().order_by("written_at", "id")
    return [
        Remark(number=numbers[one.pk], comment=one, may_change=over_all or one.written_by_id == reader.pk)
        for one in found
    ]


def _all(key: dict[str, Finding | Commitment]) -> list[int]:
    """Every remark on a thing by its number here; removed and hidden ones keep theirs."""
    return list(Comment.objects.filter(**key).order_by("id").values_list("pk", flat=True))
