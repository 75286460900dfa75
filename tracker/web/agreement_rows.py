"""Puts together what a list says of each agreement: headline, counts, score, last change; no layout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from tracker.assessment import RollUp
from tracker.models import Agreement, StatusChange, User
from tracker.publishing import rollups
from tracker.selectors import agreements, changes, portfolio
from tracker.selectors.portfolio import Line

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
    reader: User, lines: Sequence[Line], day: date, those: QuerySet[Agreement] | None = None
) -> list[AgreementRow]:
    """A row for each agreement the reader sees (or of those), the gravest headline first; three queries."""
    grouped = portfolio.by_agreement(lines)
    last = changes.last_per_agreement(reader, day)
    rows = []
    for agreement in agreements.listed(reader) if those is None else those:
        roll_up = portfolio.roll_up_lines(grouped.get(agreement.pk, ()))
        rows.append(
            AgreementRow(
                agreement=agreement,
                parties=rollups.agreement_line(agreement),
                roll_up=roll_up,
                note=rollups.note(roll_up),
                last=last.get(agreement.pk, ()),
                withheld=getattr(agreement, "withheld", 0),
            )
        )
    return sorted(rows, key=lambda row: (row.gravity, row.agreement.title))
