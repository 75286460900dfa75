"""Puts together what the list says of each party: its duties by status and their headline; no layout."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.assessment import RollUp
from tracker.models import Party, User
from tracker.publishing import rollups
from tracker.selectors import parties as selector
from tracker.selectors import tallies
from tracker.selectors.tallies import Row

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


def party_rows(reader: User, parties: Iterable[Party], duties: Iterable[Row]) -> list[PartyRow]:
    """A row for each party, in their order, of the duties of a portfolio; one query."""
    those = list(parties)
    owed = tallies.shared_out(duties, selector.obligors(reader))
    roll_ups = tallies.roll_ups(owed, {party.pk: party.slug for party in those})
    return [PartyRow(party, roll_ups[party.pk]) for party in those]
