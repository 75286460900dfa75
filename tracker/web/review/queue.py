"""Answers which of the waiting findings an address asks for, in which order, and which comes next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from tracker.models import Finding, User
from tracker.models.choices import Tlp

FILTERS = ("agreement", "duty", "source", "author", "marking")
OLDEST = "oldest"
SORTS: dict[str, Callable[[Finding], Any]] = {
    OLDEST: lambda one: 0,
    "newest": lambda one: -one.submitted_at.timestamp() if one.submitted_at else 0,
    "agreement": lambda one: (one.commitment.agreement.title, one.commitment.code),
    "duty": lambda one: (one.commitment.code, one.commitment.agreement.title),
    "source": lambda one: one.report.source.name,
    "author": lambda one: one.author.get_username(),
    "marking": lambda one: -one.effective_marking,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an address asks of the queue: the value of each filter, empty for any, and the order."""

    filters: Mapping[str, str]
    sort: str

    @property
    def kept(self) -> dict[str, str]:
        """What the next address carries on, so that one stays where one was."""
        kept = {name: value for name, value in self.filters.items() if value}
        return kept if self.sort == OLDEST else {**kept, "sort": self.sort}

    @property
    def query(self) -> str:
        """The same as the end of an address."""
        return urlencode(self.kept)

    def of(self, rows: Sequence[Finding]) -> list[Finding]:
        """Those of the rows that fit, in order; rows that are alike stay oldest first."""
        fitting = [
            one
            for one in rows
            if all(not wanted or values_of(one)[name] == wanted for name, wanted in self.filters.items())
        ]
        return sorted(fitting, key=SORTS[self.sort])


def asked(query: Mapping[str, str]) -> Asked:
    """What a query asks for; nonsense asks for nothing."""
    sort = query.get("sort", OLDEST)
    return Asked(
        filters={name: query.get(name, "")[:200] for name in FILTERS},
        sort=sort if sort in SORTS else OLDEST,
    )


def values_of(one: Finding) -> dict[str, str]:
    """What each filter compares."""
    return {
        "agreement": one.commitment.agreement.slug,
        "duty": f"{one.commitment.agreement.slug}/{one.commitment.code}",
        "source": one.report.source.slug,
        "author": one.author.get_username(),
        "marking": str(one.effective_marking),
    }


def options(rows: Sequence[Finding], asked: Asked) -> list[dict[str, Any]]:
    """The filters with what can be chosen in each, only what waits, and what is."""
    words: dict[str, Callable[[Finding], str]] = {
        "agreement": lambda one: one.commitment.agreement.title,
        "duty": lambda one: one.commitment.code,
        "source": lambda one: one.report.source.name,
        "author": lambda one: one.author.get_username(),
        "marking": lambda one: str(Tlp(one.effective_marking).label),
    }
    labels = {
        "agreement": _("Agreement"),
        "duty": _("Duty"),
        "source": _("Source"),
        "author": _("Author"),
        "marking": _("Marking"),
    }
    shown = []
    for name in FILTERS:
        found = {values_of(one)[name]: words[name](one) for one in rows}
        pairs = sorted(found.items(), key=lambda pair: (pair[1].casefold(), pair[0]))
        shown.append({"name": name, "label": labels[name], "choices": pairs, "chosen": asked.filters[name]})
    return shown


def orders() -> list[tuple[str, str]]:
    """The orders with what they are called."""
    return [
        (OLDEST, _("longest waiting first")),
        ("newest", _("newest first")),
        ("agreement", _("by agreement")),
        ("duty", _("by duty")),
        ("source", _("by source")),
        ("author", _("by author")),
        ("marking", _("closest marking first")),
    ]


def picked(rows: Sequence[Finding], reference: str, reader: User, done: set[int]) -> Finding | None:
    """The one asked for, else the first that the reader can decide, else the first of all."""
    wanted = next((one for one in rows if one.reference == reference), None)
    if wanted is not None:
        return wanted
    return next((one for one in rows if _open_to(one, reader, done)), rows[0] if rows else None)


def after(rows: Sequence[Finding], one: Finding, reader: User, done: set[int]) -> str:
    """The reference of the next one to decide after this one, going on from the top; empty for none."""
    place = next((number for number, row in enumerate(rows) if row.pk == one.pk), 0)
    following = [*rows[place + 1 :], *rows[:place]]
    return next((row.reference for row in following if _open_to(row, reader, done)), "")


def _open_to(one: Finding, reader: User, done: set[int]) -> bool:
    return one.author_id != reader.pk and one.pk not in done
