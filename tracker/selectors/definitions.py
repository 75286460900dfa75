"""Answers which definition of a duty was in use at a known-by day; it judges nothing by it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby

from django.db.models import F

from tracker.models import Commitment, CommitmentVersion
from tracker.selectors.facts import version_in_use


def redefined_since(known_by: date) -> dict[int, CommitmentVersion]:
    """The definition in use at a day of each commitment whose present one was recorded later; one query.

    For all others the present one was in use then already.
    """
    later = CommitmentVersion.objects.filter(
        number__gt=1, retroactive=False, recorded_on__gt=known_by, commitment__current=F("pk")
    )
    rows = CommitmentVersion.objects.filter(commitment__in=later.values("commitment"))
    rows = rows.order_by("commitment", "number")
    found = {
        number: version_in_use(versions, known_by)
        for number, versions in groupby(rows, key=lambda version: version.commitment_id)
    }
    return {number: version for number, version in found.items() if version is not None}


def as_defined(commitments: Iterable[Commitment], known_by: date) -> None:
    """Give each commitment, as it is at hand, the definition in use at a day as its `current`; one query."""
    redefine(commitments, redefined_since(known_by))


def redefine(commitments: Iterable[Commitment], earlier: Mapping[int, CommitmentVersion]) -> None:
    """Give each commitment at hand its earlier definition as `current`, where `redefined_since` named one."""
    for one in commitments if earlier else ():
        if one.pk in earlier:
            one.current = earlier[one.pk]
