"""Puts stretches of days that read differently today into rows with addresses; it must not query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from tracker.assessment import Status
from tracker.selectors.hindsight import Lesson, Misread


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from one to another, both inside: what we believed then, what we know now, and what taught us.

    `then_query` and `now_query` look at the first day with the knowledge of each; no `lesson` where it cannot
    be told.
    """

    commitment_id: int
    from_on: date
    to_on: date
    believed: Status
    known: Status
    lesson: Lesson | None
    then_query: str
    now_query: str

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.to_on - self.from_on).days + 1

    @property
    def learned_query(self) -> str:
        """The first day with the knowledge of the day that taught us."""
        return _query(self.from_on, self.lesson.learned_on) if self.lesson else ""


def stretches(some: Sequence[Misread], learned: Mapping[Misread, Lesson], today: date) -> list[Stretch]:
    """The rows in their order; `today` is the day whose knowledge is compared with that of each day."""
    return [
        Stretch(
            commitment_id=one.commitment_id,
            from_on=one.from_on,
            to_on=one.to_on,
            believed=one.believed,
            known=one.known,
            lesson=learned.get(one),
            then_query=_query(one.from_on, one.from_on),
            now_query=_query(one.from_on, today),
        )
        for one in some
    ]


def _query(as_of: date, known_by: date) -> str:
    days = {"as_of": as_of.isoformat()}
    if known_by != as_of:
        days["known_by"] = known_by.isoformat()
    return urlencode(days)
