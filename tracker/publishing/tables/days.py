"""Answers which pair of days a list is asked for; it must not read the clock or know who asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol


class Days(Protocol):
    """A pair of days as pages and answers have it: `as_of` and `known_by` are None in the present."""

    @property
    def today(self) -> date:
        """The day it is where the reader is."""

    @property
    def as_of(self) -> date | None:
        """The day asked about."""

    @property
    def known_by(self) -> date | None:
        """The day whose knowledge counts."""

    @property
    def day(self) -> date:
        """The day shown, in the present too."""

    @property
    def known_day(self) -> date:
        """The day whose knowledge counts, in the present too."""

    @property
    def is_past(self) -> bool:
        """Whether anything but the present is asked about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A pair of days without a page around it."""

    today: date
    as_of: date | None = None
    known_by: date | None = None

    @property
    def day(self) -> date:
        """The day shown, in the present too."""
        return self.as_of or self.today

    @property
    def known_day(self) -> date:
        """The day whose knowledge counts, in the present too."""
        return self.known_by or self.day

    @property
    def is_past(self) -> bool:
        """Whether anything but the present is asked about."""
        return self.as_of is not None


def pair(today: date, as_of: date | None, known_by: date | None) -> Pair:
    """The pair two days name, as every page reads them: one alone stands for both, today is the present."""
    if as_of is None and known_by is None:
        return Pair(today=today)
    as_of = as_of or today
    known_by = known_by or as_of
    if as_of == known_by == today:
        return Pair(today=today)
    return Pair(today=today, as_of=as_of, known_by=known_by)
