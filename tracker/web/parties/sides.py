"""Puts a party's duties, the same duty elsewhere and its words beside the evidence; it judges nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from tracker.assessment import RollUp, Status
from tracker.models import Agreement, CommitmentLink, Position
from tracker.models.choices import STATUSES, LinkKind, PositionKind
from tracker.publishing import figures
from tracker.selectors import portfolio
from tracker.selectors.portfolio import DONE, Line

WORDS = dict(STATUSES)
BROKEN = (Status.BREACHED, Status.REVERSED)


@dataclass(frozen=True, slots=True)
class Group:
    """The duties under one agreement, and what they say together."""

    agreement: Agreement
    lines: Sequence[Line]
    roll_up: RollUp


@dataclass(frozen=True, slots=True)
class Twin:
    """The same duty stated twice, with where each stands and the difference in a sentence."""

    one: Line
    other: Line
    repeats: bool
    note: str

    @property
    def difference(self) -> str:
        """In what the two differ on the day."""
        one, other = self.one.status, self.other.status
        if one is None or other is None:
            return _("One of the two has no status on this day.")
        if one is other:
            said = _("Both are in the same status.")
        else:
            said = _("One is %(one)s, the other %(other)s.") % {
                "one": str(WORDS[one]).lower(),
                "other": str(WORDS[other]).lower(),
            }
        due = [line.due_on if line.has_deadline else None for line in (self.one, self.other)]
        if due[0] == due[1]:
            return said
        days = [figures.day(day) if day else _("without a deadline") for day in due]
        return f"{said} " + _("Due: %(one)s; %(other)s.") % {"one": days[0], "other": days[1]}


class Verdict(StrEnum):
    """What the evidence says of what a party says."""

    CONTRADICTS = "contradicts"
    BEARS_OUT = "bears_out"
    NOT_SHOWN = "not_shown"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Claim:
    """What the party says of a duty, beside where the duty stands."""

    position: Position
    line: Line | None
    verdict: Verdict


def by_agreement(lines: Sequence[Line]) -> list[Group]:
    """The duties by the agreement they stand in."""
    return [
        Group(those[0].agreement, those, portfolio.roll_up_lines(those))
        for those in portfolio.by_agreement(lines).values()
    ]


def twins(links: Iterable[CommitmentLink], lines: Sequence[Line]) -> list[Twin]:
    """The pairs that say the same; a pair linked both ways once, those that differ first."""
    known = {line.commitment.pk: line for line in lines}
    found: dict[frozenset[int], Twin] = {}
    for link in links:
        one, other = known.get(link.commitment_id), known.get(link.other_id)
        if one and other:
            twin = Twin(one, other, link.kind == LinkKind.REPEATS, link.note)
            found.setdefault(frozenset((link.commitment_id, link.other_id)), twin)
    return sorted(found.values(), key=lambda twin: twin.one.status is twin.other.status)


def claims(positions: Iterable[Position], lines: Sequence[Line]) -> list[Claim]:
    """Each thing the party said, with what the evidence says of it."""
    known = {line.commitment.pk: line for line in lines}
    found = []
    for one in positions:
        line = known.get(one.commitment_id)
        found.append(Claim(one, line, _verdict(one, line)))
    return found


def _verdict(position: Position, line: Line | None) -> Verdict:
    """Overdue says that it is not established as done, which is no evidence against a claim."""
    standing = line.standing if line else None
    if standing is None:
        return Verdict.OPEN
    says_kept = position.kind in (PositionKind.CLAIMS, PositionKind.DENIES)
    says_broken = position.kind == PositionKind.ACCUSES
    if standing.status is Status.OVERDUE:
        return Verdict.NOT_SHOWN if says_kept else Verdict.OPEN
    is_broken, is_kept = standing.status in BROKEN, standing.status in DONE
    if (is_broken and says_kept) or (is_kept and says_broken):
        return Verdict.CONTRADICTS
    if (is_broken and says_broken) or (is_kept and says_kept):
        return Verdict.BEARS_OUT
    return Verdict.OPEN
