"""Holds one list as it was asked for: rows, columns, order, filters in words; it must not write any file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property

from tracker.publishing.tables.columns import Column, Words, on_screen

BATCH = 250  # rows read and completed together; files of any length stay within it
MOST_SORTS = 4


def nothing_more(rows: Sequence[Any]) -> None:
    """For lists whose rows are complete as they were read."""


def nobody() -> int:
    """The marking of a list that holds nothing marked."""
    return 0


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One list as its address asks for it, filtered and sorted, whole.

    `complete` puts beside a batch of rows what their columns show. `filters` are pairs of label and words,
    `problems` sentences about what could not be used; `filter` is the form of the page, where it has one.
    `marking` answers the strictest marking of what the rows show this reader. Where more than `most` rows
    cannot be had at once, `too_many` says so in a sentence.
    """

    name: str
    title: Words
    rows: Any
    columns: Sequence[Column]
    sort: Sequence[str] = ()
    complete: Callable[[Sequence[Any]], None] = nothing_more
    filters: Sequence[tuple[Words, str]] = ()
    problems: Sequence[str] = ()
    filter: Any = None
    marking: Callable[[], int] = nobody
    most: int | None = None
    too_many: Callable[[int], str] = str
    more: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def count(self) -> int:
        """How many rows it has."""
        return self.rows.count() if isinstance(self.rows, QuerySet) else len(self.rows)

    @property
    def refusal(self) -> str:
        """Why the whole list cannot be had at once; nothing where it can."""
        return self.too_many(self.count) if self.most is not None and self.count > self.most else ""

    def cut(self, start: int, stop: int) -> list[Any]:
        """The rows from one place to another, complete."""
        found = list(self.rows[start:stop])
        self.complete(found)
        return found

    def batches(self) -> Iterator[list[Any]]:
        """All rows, complete, a batch at a time; never more than a batch is held."""
        rows = self.rows.iterator(chunk_size=BATCH) if isinstance(self.rows, QuerySet) else iter(self.rows)
        batch: list[Any] = []
        for row in rows:
            batch.append(row)
            if len(batch) == BATCH:
                self.complete(batch)
                yield batch
                batch = []
        if batch:
            self.complete(batch)
            yield batch


def sorts(asked: Sequence[str], columns: Sequence[Column], otherwise: Sequence[str]) -> list[str]:
    """The sorts an address asks for that there are, such as `-due`; else the list's own."""
    known = {column.key for column in on_screen(columns) if column.order}
    return [name for name in asked if name.removeprefix("-") in known][:MOST_SORTS] or list(otherwise)


def ordered(rows: Any, sort: Sequence[str], columns: Sequence[Column]) -> Any:
    """The rows in this order: by the fields the columns sort by, each turned round by a minus."""
    fields = _fields(sort, columns)
    if isinstance(rows, QuerySet):
        return rows.order_by(*fields)
    held = list(rows)
    for name in reversed(fields):
        held.sort(key=_attribute(name.removeprefix("-")), reverse=name.startswith("-"))
    return held


def _fields(sort: Sequence[str], columns: Sequence[Column]) -> list[str]:
    by_key = {column.key: column for column in columns}
    found: list[str] = []
    for name in sort:
        backward = name.startswith("-")
        for one in by_key[name.removeprefix("-")].order:
            turned = one.removeprefix("-") if one.startswith("-") else f"-{one}"
            wanted = turned if backward else one
            if wanted.removeprefix("-") not in {other.removeprefix("-") for other in found}:
                found.append(wanted)
    return found


def _attribute(path: str) -> Callable[[Any], Any]:
    names = path.split("__")

    def read(row: Any) -> Any:
        for name in names:
            row = getattr(row, name)
        return row

    return read


def in_words(form: Any) -> list[tuple[Words, str]]:
    """What a bound form of filters cuts the list down to: label and words of each value that is used."""
    found = []
    for name in getattr(form, "cleaned_data", {}):
        field, value = form.fields[name], form.cleaned_data[name]
        if value in (None, "", [], ()) or (isinstance(value, QuerySet) and not value):
            continue
        found.append((field.label or name, _words_of(field, value)))
    return found


def _words_of(field: Any, value: Any) -> str:
    choices = {str(code): str(words) for code, words in getattr(field, "choices", ()) if code != ""}
    if isinstance(value, (list, tuple, QuerySet)):
        return "; ".join(choices.get(str(one), str(one)) for one in value)
    if hasattr(value, "pk"):
        return str(value)
    return choices.get(str(value), str(value))
