"""Puts the duties of two sides beside each other: what corresponds, then the rest by kind; no words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from tracker.assessment import Kind, Status
from tracker.models import CommitmentLink
from tracker.models.choices import LinkKind
from tracker.selectors.portfolio import Line

CORRESPONDING = (LinkKind.SAME_DUTY, LinkKind.REPEATS)
NOWHERE = len(Status)  # sorts after every status


@dataclass(frozen=True, slots=True)
class Pair:
    """Two duties beside each other, or one that the other side does not have."""

    left: Line | None
    right: Line | None

    @property
    def differs(self) -> bool:
        """Whether the two stand differently; so does a duty that only one side has."""
        return _state(self.left) != _state(self.right)

    @property
    def is_one(self) -> bool:
        """Whether both are the very same duty."""
        return bool(self.left and self.right and self.left.commitment.pk == self.right.commitment.pk)

    @property
    def gravity(self) -> int:
        """The rank of the worse of the two."""
        return min(_rank(self.left), _rank(self.right))

    @property
    def first(self) -> Line:
        """One of them: the left where there is one."""
        line = self.left or self.right
        if line is None:
            raise ValueError("A pair of nothing.")
        return line


@dataclass(frozen=True, slots=True)
class Aligned:
    """The pairs that correspond, differences first; then the rest by kind."""

    pairs: Sequence[Pair]
    by_kind: Sequence[tuple[Kind, Sequence[Pair]]]

    @property
    def matched(self) -> int:
        """How many pairs have both sides."""
        return sum(pair.left is not None and pair.right is not None for pair in self.pairs)

    @property
    def differing(self) -> list[Pair]:
        """The pairs of both sides that stand differently, the gravest first."""
        return [pair for pair in self.pairs if pair.left and pair.right and pair.differs]


def same(left: Iterable[Line], right: Iterable[Line]) -> Aligned:
    """The same duties seen twice; one that only one side sees stands alone."""
    lefts = {line.commitment.pk: line for line in left}
    rights = {line.commitment.pk: line for line in right}
    keys = dict.fromkeys([*lefts, *rights])
    return Aligned(_sorted(Pair(lefts.get(key), rights.get(key)) for key in keys), ())


def corresponding(left: Sequence[Line], right: Sequence[Line], links: Iterable[CommitmentLink]) -> Aligned:
    """Duties of two agreements or parties: those owed by both and those linked as the same, each once; the
    rest by kind, the worst first."""
    lefts = {line.commitment.pk: line for line in left}
    rights = {line.commitment.pk: line for line in right}
    ends = [(key, key) for key in lefts if key in rights]
    for link in links:
        ends += [(link.commitment_id, link.other_id), (link.other_id, link.commitment_id)]
    pairs = []
    for one, other in ends:
        if one in lefts and other in rights:
            pairs.append(Pair(lefts.pop(one), rights.pop(other)))
    return Aligned(_sorted(pairs), list(_by_kind(lefts.values(), rights.values())))


def _by_kind(left: Iterable[Line], right: Iterable[Line]) -> Iterable[tuple[Kind, list[Pair]]]:
    grouped: dict[Kind, tuple[list[Line], list[Line]]] = {kind: ([], []) for kind in Kind}
    for place, lines in enumerate((left, right)):
        for line in sorted(lines, key=_rank):
            if line.commitment.current is not None:
                grouped[Kind(line.commitment.current.kind)][place].append(line)
    for kind, (lefts, rights) in grouped.items():
        if lefts or rights:
            yield kind, [Pair(*both) for both in zip_longest(lefts, rights)]


def _sorted(pairs: Iterable[Pair]) -> list[Pair]:
    return sorted(pairs, key=lambda pair: (not pair.differs, pair.gravity, pair.first.commitment.code))


def _rank(line: Line | None) -> int:
    return line.standing.rank if line and line.standing else NOWHERE


def _state(line: Line | None) -> tuple[Status | None, bool] | None:
    if line is None:
        return None
    return line.status, bool(line.standing and line.standing.late)
