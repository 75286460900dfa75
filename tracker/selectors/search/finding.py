"""Answers what a reader finds, in an order that nothing out of sight can change; it must not show it.

First what has all the words in its code, title or names; then the exact phrase; then by how many of the
words were found; the newest first; of one day by reference. No weight comes from how often a word occurs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from tracker.models import User
from tracker.models.search import DAY_SHIFT
from tracker.selectors.search import matching
from tracker.selectors.search.asking import Question, Term
from tracker.selectors.search.matching import All, Condition, Has, Held, Shelf, Some
from tracker.selectors.search.sight import Narrowing, narrowed, seen

MOST = 200  # entries; whoever needs more adds a word or a filter
SPARE = 200  # entries read beyond what is needed, so that the last day is mostly whole at once
ALL_OF_A_DAY = 100_000


@dataclass(frozen=True, slots=True)
class Tier:
    """What ranks alike: a condition, how many of the terms it holds, whether all stand in the head."""

    condition: Condition
    terms: int
    in_head: bool = False
    phrase: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """An entry in the order of what was found, and the tier it was found in."""

    entry: int
    kind: str
    tier: Tier


@dataclass(frozen=True, slots=True)
class Found:
    """The first `MOST` of what was found, in order, and whether there is more."""

    places: tuple[Place, ...]
    more: bool


def find(reader: User, question: Question, by: Narrowing | None = None) -> Found:
    """What the reader may see that answers the question, in its order."""
    among = matching.shelf(narrowed(reader, seen(reader), by or Narrowing()))
    places: dict[int, Place] = {}
    for tier in tiers(question):
        for held in _newest(among, tier.condition, MOST + 1 + len(places)):
            places.setdefault(held.number, Place(held.number, held.kind, tier))
        if len(places) > MOST:
            break
    return Found(tuple(places.values())[:MOST], len(places) > MOST)


def tiers(question: Question) -> Iterator[Tier]:
    """The conditions in the order of their rank; who fulfils an earlier one is not looked for again."""
    terms, most = question.terms, len(question.terms)
    if not terms:
        return
    phrase = Has(question.phrase)
    in_head = _all([_has(term, in_head=True) for term in terms])
    made = [
        Tier(All((in_head, phrase)), most, in_head=True, phrase=True),
        Tier(in_head, most, in_head=True),
        Tier(phrase, most, phrase=True),
    ]
    needed = [term for term in terms if term.quoted]
    others = [term for term in terms if not term.quoted]
    for number in range(len(others), -1, -1):
        if number or needed:
            made.append(Tier(_some_of(needed, others, number), len(needed) + number))
    looked_for: set[Condition] = set()
    for tier in made:
        if tier.condition not in looked_for:
            looked_for.add(tier.condition)
            yield tier


def _some_of(needed: list[Term], others: list[Term], number: int) -> Condition:
    """All that are needed and at least `number` of the others."""
    chosen = [_all([_has(term) for term in part]) for part in combinations(others, number)] if number else []
    parts = [_has(term) for term in needed]
    if chosen:
        parts.append(chosen[0] if len(chosen) == 1 else Some(tuple(chosen)))
    return _all(parts)


def _has(term: Term, *, in_head: bool = False) -> Condition:
    return Has(term.words, term.beginning, in_head)


def _all(parts: list[Condition]) -> Condition:
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _newest(among: Shelf, condition: Condition, number: int) -> list[Held]:
    """So many of the newest that fulfil a condition, in order.

    The database gives them by day; the last day is read whole, so that the order within it is ours too.
    """
    first = matching.newest(among, condition, number + SPARE)
    if len(first) == number + SPARE and _day(first[number - 1]) == _day(first[-1]):
        first += matching.of_the_day(among, condition, first[-1].number, ALL_OF_A_DAY)
    return sorted(set(first), key=_order)[:number]


def _day(held: Held) -> int:
    return held.number >> DAY_SHIFT


def _order(held: Held) -> tuple[int, str, int, int, int]:
    return (-_day(held), held.reference, held.attachment or 0, held.page, held.number)
