"""Answers how findings in force are graded, by source and by analyst, against the rest; it grades none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, QuerySet

from tracker.models import Commitment, User
from tracker.selectors.quality.basis import findings_in

LETTERS, DIGITS = "ABCDEF", "123456"


@dataclass(slots=True)
class Graded:
    """The grades of one source or of one analyst: how many findings, by letter and by digit."""

    key: str
    name: str
    letters: Counter[str] = field(default_factory=Counter)
    digits: Counter[str] = field(default_factory=Counter)

    @property
    def findings(self) -> int:
        """How many findings."""
        return sum(self.digits.values())

    @property
    def good_pm(self) -> int:
        """How many of 1,000 are graded A or B, and 1 or 2 by digit: the digits' share."""
        return share_pm(self.digits, "12")


@dataclass(frozen=True, slots=True)
class Ratings:
    """The grades by source and by analyst, those with most findings first, and all together."""

    sources: Sequence[Graded]
    analysts: Sequence[Graded]
    everything: Graded

    def rest_pm(self, one: Graded) -> int | None:
        """The share of good digits among the findings of all others; None without others."""
        others = self.everything.digits - one.digits
        return share_pm(others, "12") if others else None


def share_pm(counted: Mapping[str, int], wanted: str) -> int:
    """How many of 1,000 are one of the wanted grades."""
    total = sum(counted.values())
    return sum(counted.get(one, 0) for one in wanted) * 1000 // total if total else 0


def ratings(
    reader: User,
    wanted: QuerySet[Commitment],
    *,
    as_of: date | None = None,
    known_by: date | None = None,
) -> Ratings:
    """How the findings in force on these duties that the reader sees are graded; one query."""
    rows = findings_in(reader, wanted, as_of, known_by).values_list(
        *("report__source__slug", "report__source__name", "author__username"),
        *("reliability", "credibility"),
    )
    sources: dict[str, Graded] = {}
    analysts: dict[str, Graded] = {}
    everything = Graded("", "")
    for slug, name, author, letter, digit, number in rows.annotate(number=Count("pk")):
        for one in (
            sources.setdefault(slug, Graded(slug, name)),
            analysts.setdefault(author, Graded(author, author)),
            everything,
        ):
            one.letters[letter] += number
            one.digits[digit] += number
    return Ratings(_ordered(sources), _ordered(analysts), everything)


def _ordered(found: Mapping[str, Graded]) -> list[Graded]:
    return sorted(found.values(), key=lambda one: (-one.findings, one.name))
