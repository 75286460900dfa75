"""Orders the findings of one commitment as cards, the strongest first; it must not weigh or leave out any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.models import CommitmentVersion, Finding
from tracker.publishing.readings import figure
from tracker.web.commitments.tree import FindingRow
from tracker.web.commitments.why import Why

SHOWN = 6  # cards before the fold


@dataclass(frozen=True)
class Card:
    """One piece of evidence: the finding that speaks for its origin, and those counted with it."""

    finding: Finding
    share_mb: int | None
    with_it: Sequence[FindingRow] = ()
    code: str = ""
    why_not: str = ""
    figure: str = ""

    @property
    def counts(self) -> bool:
        """Whether it adds to the weight; the others are shown dashed."""
        return self.share_mb is not None

    @property
    def together(self) -> int:
        """How many findings are counted once with it, itself included."""
        return len(self.with_it) + 1


@dataclass(frozen=True)
class Cards:
    """All evidence: the cards before the fold, and the rest."""

    first: Sequence[Card]
    rest: Sequence[Card]


def cards(why: Why, version: CommitmentVersion | None) -> Cards:
    """The cards for an explained status; each visible finding stands on exactly one."""
    counted = sorted(_counted(why, version), key=lambda card: (-(card.share_mb or 0), card.finding.reference))
    out = [
        Card(row.finding, None, code=row.code, why_not=row.detail, figure=figure(row.finding, version))
        for row in why.not_counted
    ]
    every = [*counted, *out]
    return Cards(every[:SHOWN], every[SHOWN:])


def _counted(why: Why, version: CommitmentVersion | None) -> Iterator[Card]:
    for side in why.sides:
        for origin in side.origins:
            lead, *others = origin.findings
            yield Card(lead.finding, origin.share_mb, others, figure=figure(lead.finding, version))
