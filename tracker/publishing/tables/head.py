"""Answers what stands at the head of a file: which list, of which days, how marked, by which method."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext as _

from tracker.models import Parameters, User
from tracker.models.choices import Tlp
from tracker.publishing.tables.days import Days
from tracker.publishing.tables.listed import Listed
from tracker.selectors.facts import parameters_in_use


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a file says of itself. `at` is the aware moment it was made, in the reader's zone."""

    name: str
    title: str
    address: str
    filters: Sequence[tuple[str, str]]
    as_of: date
    known_by: date
    present: bool
    marking: int
    rows: int
    by: str
    at: datetime
    method: str

    @property
    def marking_words(self) -> str:
        """The marking as it is written."""
        return str(Tlp(self.marking).label)

    @property
    def filters_words(self) -> str:
        """The filters in one line."""
        return "; ".join(f"{label}: {words}" for label, words in self.filters) or _("none")

    @property
    def lines(self) -> list[tuple[str, str | date | datetime | int]]:
        """What it says, as pairs of label and value, for a sheet beside the table."""
        return [
            (_("List"), self.title),
            (_("Marking"), self.marking_words),
            (_("Address"), self.address),
            (_("Filters"), self.filters_words),
            (_("As of"), self.as_of),
            (_("Known by"), self.known_by),
            (_("Rows"), self.rows),
            (_("Made by"), self.by),
            (_("Made at"), self.at),
            (_("Time zone"), str(self.at.tzinfo)),
            (_("Method"), self.method),
        ]

    def file_name(self, ending: str) -> str:
        """Such as `servanda-commitments-2020-07-14-TLP-CLEAR.csv`; the second day where it is another."""
        days = self.as_of.isoformat()
        if self.known_by != self.as_of:
            days += f"-known-by-{self.known_by.isoformat()}"
        marking = re.sub(r"[^A-Z]+", "-", self.marking_words)
        return f"servanda-{self.name}-{days}-{marking}.{ending}"


def head_of(listed: Listed, *, reader: User, days: Days, address: str, at: datetime) -> Head:
    """The head of this list's file; two queries and those that answer its marking."""
    return Head(
        name=listed.name,
        title=str(listed.title),
        address=address,
        filters=[(str(label), words) for label, words in listed.filters],
        as_of=days.day,
        known_by=days.known_day,
        present=not days.is_past,
        marking=listed.marking(),
        rows=listed.count,
        by=reader.get_full_name() or reader.get_username(),
        at=in_zone(at, reader.time_zone),
        method=method_at(days.known_day),
    )


def method_at(known_by: date) -> str:
    """The name of the numbers the method uses at a day."""
    return parameters_in_use(Parameters.objects.order_by("valid_from"), known_by).name


def in_zone(at: datetime, zone: str) -> datetime:
    """A moment in an IANA zone; an unknown zone counts as UTC."""
    try:
        return at.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError):
        return at.astimezone(ZoneInfo("UTC"))
