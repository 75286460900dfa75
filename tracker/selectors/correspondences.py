"""Answers which duties of a set say the same as another of them; it must not know whose they are."""

from __future__ import annotations

from collections.abc import Collection

from tracker.models import CommitmentLink
from tracker.models.choices import LinkKind


def correspondences(commitments: Collection[int]) -> list[CommitmentLink]:
    """The standing links between these duties that say: the same duty, or a repetition. One query.

    It looks at no marking: give the duties that the reader sees.
    """
    rows = CommitmentLink.objects.filter(
        removed_at__isnull=True,
        kind__in=(LinkKind.SAME_DUTY, LinkKind.REPEATS),
        commitment__in=commitments,
        other__in=commitments,
    )
    return list(rows.order_by("kind", "pk"))
