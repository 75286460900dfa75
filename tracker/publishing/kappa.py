"""Answers how far two people who graded the same things agree beyond chance; it must not know the things."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction

Pair = tuple[str, str]
Weights = Callable[[str, str], Fraction]

FEW = 20  # pairs: below these the figure says little, and the page says so


def cohens_kappa(pairs: Sequence[Pair], disagreement: Weights | None = None) -> Fraction | None:
    """Cohen's kappa of these pairs of grades, from -1 to 1; None where chance leaves nothing to agree upon.

    `disagreement` weighs how far two grades are apart, 0 for the same; without it any difference counts 1.
    None for no pairs, and where both persons gave one and the same grade to everything.
    """
    apart = disagreement or _other
    number = len(pairs)
    if not number:
        return None
    seen = sum((apart(first, second) for first, second in pairs), Fraction(0)) / number
    firsts, seconds = Counter(pair[0] for pair in pairs), Counter(pair[1] for pair in pairs)
    by_chance = sum(
        (
            apart(first, second) * one * other
            for first, one in firsts.items()
            for second, other in seconds.items()
        ),
        Fraction(0),
    ) / (number * number)
    return None if by_chance == 0 else 1 - seen / by_chance


def linear(order: Sequence[str]) -> Weights:
    """Weights for grades that have an order: one step apart is less than five. KeyError for others."""
    places = {grade: place for place, grade in enumerate(order)}
    most = max(len(order) - 1, 1)
    return lambda first, second: Fraction(abs(places[first] - places[second]), most)


def same_pm(pairs: Sequence[Pair]) -> int | None:
    """The share of pairs that are alike, per mille; None for no pairs."""
    if not pairs:
        return None
    return round(Fraction(1000 * sum(first == second for first, second in pairs), len(pairs)))


def _other(first: str, second: str) -> Fraction:
    return Fraction(first != second)
