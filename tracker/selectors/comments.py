"""Answers which remarks a reader finds on a thing, removed ones of their own among them; it writes none."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.utils.crypto import salted_hmac

from tracker.models import Comment, Commitment, Finding, User
from tracker.selectors.visibility import audience_of, permitted

HIGHEST_NUMBER = 10**9  # far more than there are remarks on one thing


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
    found = rows.select_related("written_by", "removed_by").distinct().order_by("written_at", "id")
    return [
        Remark(number=number_of(one), comment=one, may_change=over_all or one.written_by_id == reader.pk)
        for one in found
    ]


def number_of(comment: Comment) -> int:
    """What tells a remark from the others, the same for everybody.

    It counts nothing: a place in the row would tell of the remarks between that a reader may not see.
    """
    digest = salted_hmac("tracker.comment", str(comment.pk), algorithm="sha256").hexdigest()
    return int(digest, 16) % HIGHEST_NUMBER + 1
