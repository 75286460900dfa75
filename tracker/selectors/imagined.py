"""Answers what a scratch copy says instead of the facts; it must not know which facts there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

# One number of the method, or a row of them.
Number = int | tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imagined:
    """A finding nobody filed. `duty` is the commitment's name, such as `doha-2020/USG-01`.

    `origin` is a slug, or `*1`, `*2`… for one not seen before. `figure` is a bound with its values, scaled as
    stored, for a measure; `extent` and `severity` are as the method takes them.
    """

    duty: str
    stance: str
    grade: str
    origin: str
    observed_on: date
    interest: str = "IND"
    bound: str = ""
    values: tuple[int, ...] = ()
    extent: int = 1
    severity: int = 2
    reversal: bool = False
    repudiation: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scratch:
    """What is other than the facts: references taken out, references with another grade, findings added,
    numbers of the method changed. Each in the order in which it was asked for."""

    removed: tuple[str, ...] = ()
    regraded: tuple[tuple[str, str], ...] = ()
    added: tuple[Imagined, ...] = ()
    numbers: tuple[tuple[str, Number], ...] = ()

    @property
    def size(self) -> int:
        """How many things are other."""
        return len(self.removed) + len(self.regraded) + len(self.added) + len(self.numbers)

    @property
    def references(self) -> set[str]:
        """The findings that it names."""
        return {*self.removed, *(reference for reference, _grade in self.regraded)}
