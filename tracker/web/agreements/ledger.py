"""Sets two sides' duties against each other, grouped by what was exchanged for what; it knows no template."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tracker.models import CommitmentLink, Party
from tracker.models.choices import LinkKind
from tracker.publishing.rollups import joined
from tracker.selectors.portfolio import Line

THEMES_NAMED = 4


@dataclass(frozen=True, slots=True)
class Group:
    """What was exchanged for what: pairs of a duty of the left and one of the right side, either may lack."""

    title: str
    pairs: Sequence[tuple[Line | None, Line | None]]

    @property
    def exchanged(self) -> bool:
        """Whether both sides owe something in it."""
        return any(left for left, _right in self.pairs) and any(right for _left, right in self.pairs)

    @property
    def first(self) -> Line | None:
        """The duty done before all others of an exchange, None while none is known to be done."""
        done = self._done(0) + self._done(1)
        return min(done, key=_when_done) if self.exchanged and done else None

    @property
    def answer(self) -> Line | None:
        """What the side that was not first did first, None while it has done nothing."""
        first = self.first
        if first is None:
            return None
        left = any(line is first for line, _right in self.pairs)
        done = self._done(1 if left else 0)
        return min(done, key=_when_done) if done else None

    def _done(self, side: int) -> list[Line]:
        lines = (pair[side] for pair in self.pairs)
        return [line for line in lines if line is not None and line.done_on]


@dataclass(frozen=True, slots=True)
class Ledger:
    """Who owes what: two sides that face each other, or any other number, each with its list."""

    sides: Sequence[Party]
    groups: Sequence[Group]
    lists: Sequence[tuple[Party, Sequence[Line]]]
    together: Sequence[Line]

    @property
    def faces(self) -> bool:
        """Whether there are exactly two sides to set against each other."""
        return len(self.sides) == 2


def _when_done(line: Line) -> tuple[date, str]:
    return line.done_on or date.max, line.commitment.code


def ledger(lines: Sequence[Line], links: Iterable[CommitmentLink], order: Sequence[Party]) -> Ledger:
    """The ledger of an agreement's duties; `order` are its parties as it names them."""
    own = [line for line in lines if len(line.obligors) == 1]
    together = [line for line in lines if len(line.obligors) != 1]
    owed: dict[Party, list[Line]] = {}
    for line in own:
        owed.setdefault(line.obligors[0], []).append(line)
    places = {party.pk: place for place, party in enumerate(order)}
    sides = sorted(owed, key=lambda party: (places.get(party.pk, len(places)), party.name))
    lists = [(side, owed[side]) for side in sides]
    groups = _grouped(own, list(links), sides) if len(sides) == 2 else []
    return Ledger(sides=sides, groups=groups, lists=lists, together=together)


def grouped(sides: Ledger) -> list[tuple[str, list[Line]]]:
    """The duties by who owes them, those owed together last."""
    named = [(party.name, list(lines)) for party, lines in sides.lists]
    return [*named, (_("Owed together"), list(sides.together))]


def _grouped(own: Sequence[Line], links: Sequence[CommitmentLink], sides: Sequence[Party]) -> list[Group]:
    exchanges = _exchanges(own, links, sides)
    groups, rest = [], []
    for members in exchanges:
        if len({line.obligors[0].pk for line in members}) == 2:
            groups.append(Group(_title(members, links), _pairs(members, sides)))
        else:
            rest.extend(members)
    if rest:
        groups.append(Group(_themes(rest) or _("Further duties"), _pairs(rest, sides)))
    return groups


def _exchanges(
    own: Sequence[Line], links: Sequence[CommitmentLink], sides: Sequence[Party]
) -> list[list[Line]]:
    """Duties joined by reciprocal links and by theme; a prerequisite joins those that nothing else did."""
    root = {line.commitment.pk: line.commitment.pk for line in own}

    def find(number: int) -> int:
        while root[number] != number:
            number = root[number]
        return number

    def join(one: int, other: int) -> None:
        if one in root and other in root:
            root[find(other)] = find(one)

    exchanged = set()
    for link in links:
        if link.kind == LinkKind.RECIPROCAL:
            join(link.commitment_id, link.other_id)
            exchanged |= {link.commitment_id, link.other_id}
    first_of_theme: dict[str, int] = {}
    for line in own:
        theme = line.commitment.theme
        if theme:
            join(first_of_theme.setdefault(theme, line.commitment.pk), line.commitment.pk)
    taken = {find(number) for number in exchanged if number in root}
    for link in links:
        ends = (link.commitment_id, link.other_id)
        if link.kind == LinkKind.PREREQUISITE and all(end in root and find(end) not in taken for end in ends):
            join(*ends)
    members: dict[int, list[Line]] = {}
    for line in own:
        members.setdefault(find(line.commitment.pk), []).append(line)
    places = {side.pk: place for place, side in enumerate(sides)}

    def as_the_left_side_goes(one: tuple[int, list[Line]]) -> tuple[bool, int, str]:
        number, lines = one
        first = min((places[line.obligors[0].pk], line.commitment.code) for line in lines)
        return number not in taken, *first

    return [lines for _root, lines in sorted(members.items(), key=as_the_left_side_goes)]


def _pairs(members: Sequence[Line], sides: Sequence[Party]) -> list[tuple[Line | None, Line | None]]:
    left, right = ([line for line in members if line.obligors[0].pk == side.pk] for side in sides)
    return list(zip_longest(left, right))


def _title(members: Sequence[Line], links: Sequence[CommitmentLink]) -> str:
    """What the link says was exchanged, else the themes."""
    numbers = {line.commitment.pk for line in members}
    for link in links:
        if link.kind == LinkKind.RECIPROCAL and link.note and link.commitment_id in numbers:
            return link.note
    return _themes(members) or _("Exchanged duties")


def _themes(members: Sequence[Line]) -> str:
    themes = list(dict.fromkeys(line.commitment.theme for line in members if line.commitment.theme))
    if not themes or len(themes) > THEMES_NAMED:
        return ""
    return capfirst(joined([themes[0], *(theme[:1].lower() + theme[1:] for theme in themes[1:])]))
