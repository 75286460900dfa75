"""Puts the words to the gaps of the overview; it must not query for itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.selectors.overview import Gap, Portfolio
from tracker.selectors.portfolio import Line

SHOWN = 12  # duties named in a row
GAP_WORDS: dict[Gap, tuple[str | Promise, str | Promise]] = {
    Gap.NOBODY_LOOKED: (_("Nobody looked"), _("no finding and no record that somebody looked")),
    Gap.ONE_VOICE: (_("One voice only"), _("one credible origin; one more could decide")),
    Gap.OBLIGOR_ONLY: (_("Only the obligor says so"), _("self-praise counts a quarter")),
    Gap.ACCUSER_ONLY: (_("Only the accuser says so"), _("the counterparty's accusation counts half")),
    Gap.STALE: (_("Gone stale"), _("the newest finding is older than its half-life")),
    Gap.NOTHING_COUNTS: (
        _("Nothing that counts"),
        _("what was reported is too old by now, or graded too low"),
    ),
}


@dataclass(frozen=True, slots=True)
class GapRow:
    """A reason for not knowing, with the duties it holds for."""

    title: str | Promise
    meaning: str | Promise
    lines: Sequence[Line]
    left: int  # how many more


def gap_rows(sorted_out: Portfolio) -> list[GapRow]:
    """What is not known, and why."""
    return [
        GapRow(*GAP_WORDS[gap], lines[:SHOWN], max(0, len(lines) - SHOWN))
        for gap, lines in sorted_out.gaps.items()
    ]
