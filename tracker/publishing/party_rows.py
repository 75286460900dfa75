"""Puts together what the list says of each party: its duties by status and their headline; no layout."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.assessment import RollUp
from tracker.models import Party
from tracker.publishing import rollups
from tracker.selectors.portfolio import Line, roll_up_lines

GRAVITY = {headline: place for place, headline in enumerate(rollups.CLAUSES)}


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A party with the roll-up of what it owes; a duty owed together counts under each obligor."""

    party: Party
    roll_up: RollUp

    @property
    def gravity(self) -> int:
        """Where its headline stands, the gravest 0."""
        return GRAVITY[self.roll_up.headline]

    @property
    def size(self) -> int:
        """How many duties it owes."""
        return self.roll_up.n


def party_rows(parties: Iterable[Party], lines: Sequence[Line]) -> list[PartyRow]:
    """A row for each party, in their order."""
    owed: dict[int, list[Line]] = {}
    for line in lines:
        for obligor in line.obligors:
            owed.setdefault(obligor.pk, []).append(line)
    return [PartyRow(party, roll_up_lines(owed.get(party.pk, ()))) for party in parties]
