"""Puts the overview's rows together from what the selectors answer; it must not query for itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.assessment import RollUp
from tracker.models import Agreement, StatusChange, User
from tracker.publishing import rollups
from tracker.selectors import agreements, changes, portfolio
from tracker.selectors.overview import Gap, Portfolio
from tracker.selectors.portfolio import Line
from tracker.web.time_machine import Time

GAP_WORDS: dict[Gap, tuple[str | Promise, str | Promise]] = {
    Gap.NOBODY_LOOKED: (_("Nobody looked"), _("no finding and no record that somebody looked")),
    Gap.ONE_VOICE: (_("One voice only"), _("one credible origin; one more could decide")),
    Gap.OBLIGOR_ONLY: (_("Only the obligor says so"), _("self-praise counts a quarter")),
    Gap.ACCUSER_ONLY: (_("Only the accuser says so"), _("the counterparty's accusation counts half")),
    Gap.STALE: (_("Gone stale"), _("the newest finding is older than its half-life")),
}


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """An agreement with its headline, its counts and the changes of the last day on which it changed."""

    agreement: Agreement
    parties: str
    roll_up: RollUp
    note: str
    last: Sequence[StatusChange]
    withheld: int


@dataclass(frozen=True, slots=True)
class GapRow:
    """A reason for not knowing, with the duties it holds for."""

    title: str | Promise
    meaning: str | Promise
    lines: Sequence[Line]


def agreement_rows(reader: User, lines: Sequence[Line], time: Time) -> list[AgreementRow]:
    """A row for each agreement the reader sees, the gravest headline first."""
    grouped = portfolio.by_agreement(lines)
    last = changes.last_per_agreement(reader, time.day)
    rows = []
    for agreement in agreements.listed(reader):
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
    order = list(rollups.CLAUSES)
    return sorted(rows, key=lambda row: (order.index(row.roll_up.headline), row.agreement.title))


def gap_rows(sorted_out: Portfolio) -> list[GapRow]:
    """What is not known, and why."""
    return [GapRow(*GAP_WORDS[gap], lines) for gap, lines in sorted_out.gaps.items()]
