"""Rolls short rows up, an agreement or a party at a time; it reads nothing and weighs no evidence.

It says exactly what `tracker.assessment.rollup.roll_up` says of the same results, without an object for each:
a property test compares the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from tracker.assessment import DEFAULT, Kind, RollUp, Status
from tracker.assessment.rollup import headline_of

BROKEN = frozenset({"BREACHED", "REVERSED"})
DONE_WELL = frozenset({"FULFILLED", "COMPLIANT"})
NOT_IN_FORCE = frozenset({"PENDING", "CLOSED", "SUSPENDED"})
DUTIES = frozenset(kind.value for kind in Kind if kind.is_duty)
NO_CONFIDENCE = "NONE"
UNVERIFIED = "UNVERIFIED"
WORST_FIRST = tuple(sorted(Status, key=lambda status: status.rank))


class Row(NamedTuple):
    """One duty: what counts, lists and roll-ups need of it. Days are ISO texts, which compare as they are.

    `status` is None without a result. `doubt` is a `Doubt` or "". `looked` is 0 where nobody reported and
    nobody looked, else 1.
    """

    pk: int
    agreement_id: int
    code: str
    kind: str
    weight: int
    essential: int
    due: str | None
    grace_days: int
    status: str | None
    confidence: str
    progress_pm: int | None
    p_pm: int
    done: str | None
    doubt: str
    looked: int


class Sum:
    """What the rows of one agreement add up to."""

    __slots__ = ("breaches", "counts", "in_force", "judged", "scored", "total")

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        self.total = self.scored = self.judged = self.in_force = 0
        self.breaches: list[str] = []

    def rolled_up(self, slug: str) -> RollUp:
        """The roll-up; `slug` is the agreement's, for the ids of its essential breaches."""
        counts = {status: self.counts[status] for status in WORST_FIRST if status in self.counts}
        coverage = self.judged * 1000 // self.in_force if self.in_force else None
        return RollUp(
            n=sum(counts.values()),
            counts=counts,
            worst=next(iter(counts), None),
            headline=headline_of(set(counts), bool(self.breaches), coverage, DEFAULT),
            implementation_pm=self.total // self.scored if self.scored else None,
            coverage_pm=coverage,
            essential_breaches=tuple(sorted(f"{slug}/{code}" for code in self.breaches)),
        )


def sums(rows: Iterable[Row]) -> dict[int, Sum]:
    """The sums of each agreement by its number; rows without a status are left out."""
    found: dict[int, Sum] = {}
    for row in rows:
        status = row[8]
        if status is None:
            continue
        one = found.get(row[1])
        if one is None:
            one = found[row[1]] = Sum()
        counts = one.counts
        counts[status] = counts.get(status, 0) + 1
        if status not in NOT_IN_FORCE:
            add(one, row, status)
    return found


def add(one: Sum, row: Row, status: str) -> None:
    """Add a row in force to a sum: its score, and its share of what can be judged."""
    code, kind, weight, essential = row[2:6]
    confidence, progress, p_pm, _done, doubt = row[9:14]
    one.in_force += weight
    if status in BROKEN:
        one.judged += weight
        if essential:
            one.breaches.append(code)
    elif status != UNVERIFIED and confidence != NO_CONFIDENCE:
        one.judged += weight
    score = _score(status, kind, confidence, progress, p_pm, doubt)
    if score is not None:
        one.total += weight * score
        one.scored += weight


def _score(
    status: str, kind: str, confidence: str, progress: int | None, p_pm: int, doubt: str
) -> int | None:
    if status in DONE_WELL:
        return 1000
    duty = kind in DUTIES
    if status == "REVERSED" or (status == "BREACHED" and duty):
        return 0
    if doubt == "obligor_only" or status == UNVERIFIED or confidence == NO_CONFIDENCE:
        return None
    return p_pm if duty else progress


def roll_ups(rows: Iterable[Row], slugs: Mapping[int, str]) -> dict[int, RollUp]:
    """The roll-up of each agreement by its number; `slugs` names all of them, one without rows is empty."""
    found = sums(rows)
    return {number: found.get(number, Sum()).rolled_up(slug) for number, slug in slugs.items()}


def shared_out(rows: Iterable[Row], owners: Mapping[int, Iterable[int]]) -> Iterator[Row]:
    """Each row once for each of its owners, under the owner's number where the agreement's stands.

    `owners` are known by the number of the duty; a row without any is left out. `roll_ups` of what comes out
    are those of the owners.
    """
    for row in rows:
        for owner in owners.get(row[0], ()):
            yield Row(row[0], owner, *row[2:])
