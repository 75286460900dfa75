"""Answers what a list's columns are called and hold, as plain values; it must not know how they are shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.models.choices import Tlp

Words = str | Promise
Plain = str | int | bool | date | datetime | None


class Kind(StrEnum):
    """What sort of value a column holds; files keep it."""

    TEXT = "text"
    INTEGER = "integer"
    DAY = "day"
    MOMENT = "moment"
    BOOLEAN = "boolean"
    PER_MILLE = "per_mille"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a list: its key in addresses and answers, its label, and the plain value of a row.

    `order` are the fields it sorts by, none where it cannot be sorted. `words` are what the codes of a text
    are called: the screen and the files for people say the words, answers for programs the codes. A column
    `within` another is shown inside that one's cell on the screen, and is a column of its own in files.
    """

    key: str
    label: Words
    value: Callable[[Any], Plain]
    kind: Kind = Kind.TEXT
    order: Sequence[str] = ()
    words: Mapping[Any, Words] = field(default_factory=dict)
    within: str = ""

    def told(self, row: Any) -> Plain:
        """The value as a person reads it: the word of a code, else the value itself."""
        return self.worded(self.value(row))

    def worded(self, value: Plain) -> Plain:
        """The word of a code, else the value itself."""
        words = self.words.get(value)
        return value if words is None else str(words)


def text(key: str, label: Words, value: Callable[[Any], Plain], **more: Any) -> Column:
    """A column of text."""
    return Column(key=key, label=label, value=value, **more)


def integer(key: str, label: Words, value: Callable[[Any], Plain], **more: Any) -> Column:
    """A column of whole numbers."""
    return Column(key=key, label=label, value=value, kind=Kind.INTEGER, **more)


def day(key: str, label: Words, value: Callable[[Any], Plain], **more: Any) -> Column:
    """A column of days."""
    return Column(key=key, label=label, value=value, kind=Kind.DAY, **more)


def moment(key: str, label: Words, value: Callable[[Any], Plain], **more: Any) -> Column:
    """A column of aware moments."""
    return Column(key=key, label=label, value=value, kind=Kind.MOMENT, **more)


def boolean(key: str, label: Words, value: Callable[[Any], Plain], **more: Any) -> Column:
    """A column of yes and no."""
    return Column(key=key, label=label, value=value, kind=Kind.BOOLEAN, **more)


def per_mille(key: str, label: Words, value: Callable[[Any], Plain], **more: Any) -> Column:
    """A column of shares in per mille."""
    return Column(key=key, label=label, value=value, kind=Kind.PER_MILLE, **more)


def marking(**more: Any) -> Column:
    """The column that says how closely each row is held."""
    return text("marking", _("Marking"), lambda row: str(Tlp(row.effective_marking).label), **more)


def on_screen(columns: Sequence[Column]) -> list[Column]:
    """The columns that have a cell of their own on the screen."""
    return [column for column in columns if not column.within]


def shown(columns: Sequence[Column], keys: Sequence[str]) -> list[Column]:
    """The columns of these cells of the screen, those within a cell after it, in the declared order."""
    return [column for column in columns if (column.within or column.key) in keys]
