"""Finds which stored perspective each body of evidence continues; it must not compute results."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from tracker.models import Audience, CurrentAssessment, Perspective, PerspectiveAudience


@dataclass(frozen=True, slots=True)
class Held:
    """A stored perspective with its readers (numbers of audiences) and its present result, if any."""

    perspective: Perspective
    readers: frozenset[int]
    current: CurrentAssessment | None


def held_by(commitment_id: int) -> list[Held]:
    """The perspectives on a commitment that somebody reads, by number."""
    readers: dict[int, set[int]] = {}
    rows = PerspectiveAudience.objects.filter(commitment=commitment_id)
    for perspective_id, audience_id in rows.values_list("perspective_id", "audience_id"):
        readers.setdefault(perspective_id, set()).add(audience_id)
    found = Perspective.objects.filter(pk__in=readers).order_by("pk")
    current = {row.perspective_id: row for row in CurrentAssessment.objects.filter(perspective__in=readers)}
    return [Held(row, frozenset(readers[row.pk]), current.get(row.pk)) for row in found]


def continued(groups: Sequence[Collection[Audience]], held: Sequence[Held]) -> list[Held | None]:
    """For each group of audiences the stored perspective it goes on with; None where a group splits off.

    One that several groups claim goes to the one with its least cleared reader: what splits it is closed to
    them, and neither their log nor a ruling they see may move for what they cannot see.
    """
    ids = [frozenset(audience.pk for audience in group) for group in groups]
    rank = {one.pk: (one.level, one.team_key) for group in groups for one in group}
    claims = [(place, one) for place, group in enumerate(ids) for one in held if group & one.readers]
    claims.sort(
        key=lambda claim: (
            min(rank[pk] for pk in ids[claim[0]] & claim[1].readers),
            claim[1].perspective.pk,
            claim[0],
        )
    )
    chosen: list[Held | None] = [None] * len(ids)
    taken: set[int] = set()
    for place, one in claims:
        if chosen[place] is None and one.perspective.pk not in taken:
            chosen[place] = one
            taken.add(one.perspective.pk)
    return chosen
