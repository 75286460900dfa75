"""Puts together what a list says of each agreement: headline, counts, score, last change; no layout."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.assessment import RollUp
from tracker.models import Agreement, StatusChange, User
from tracker.publishing import rollups
from tracker.selectors import changes

GRAVITY = {headline: place for place, headline in enumerate(rollups.CLAUSES)}


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """An agreement with its headline, its counts and the changes of the last day on which it changed."""

    agreement: Agreement
    parties: str
    roll_up: RollUp
    note: str
    last: Sequence[StatusChange]
    withheld: int

    @property
    def gravity(self) -> int:
        """Where its headline stands, the gravest 0."""
        return GRAVITY[self.roll_up.headline]

    @property
    def is_chosen(self) -> bool:
        """Whether the reader chose it, where that was asked."""
        return bool(getattr(self.agreement, "is_chosen", False))

    @property
    def size(self) -> int:
        """How many duties it has."""
        return self.roll_up.n

    @property
    def done(self) -> int:
        """The score in per mille; below zero where there is none, so that it sorts last."""
        return -1 if self.roll_up.implementation_pm is None else self.roll_up.implementation_pm

    @property
    def changed_on(self) -> date:
        """The day of the last change; the first of all days where there was none."""
        return self.last[0].effective_on if self.last else date.min


def agreement_rows(
    reader: User, those: Iterable[Agreement], roll_ups: Mapping[int, RollUp], day: date
) -> list[AgreementRow]:
    """A row for each of those agreements, with their roles at hand, in their order; one query.

    `roll_ups` are known by the number of the agreement.
    """
    held = list(those)
    last = changes.last_per_agreement(reader, day, [one.pk for one in held])
    return [
        AgreementRow(
            agreement=agreement,
            parties=rollups.agreement_line(agreement),
            roll_up=roll_ups[agreement.pk],
            note=rollups.note(roll_ups[agreement.pk]),
            last=last.get(agreement.pk, ()),
            withheld=getattr(agreement, "withheld", 0),
        )
        for agreement in held
    ]


def gravest_first(those: Iterable[Agreement], roll_ups: Mapping[int, RollUp]) -> list[Agreement]:
    """The agreements, the gravest headline first, then by title."""
    return sorted(those, key=lambda one: (GRAVITY[roll_ups[one.pk].headline], one.title))
