"""Answers which entries hold some words, in the language of each database; it must not know who asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet

from tracker.models import SearchEntry
from tracker.models.search import MARK, day_numbers

# As in the migration: PostgreSQL uses its index only for the very same expression.
VECTOR = "array_to_tsvector(array_remove(string_to_array(words.head || ' ' || words.body, ' '), ''))"
HEAD = "(' ' || words.head || ' ')"
BODY = "(' ' || words.body || ' ')"
# CROSS keeps SQLite from turning it round: the words are read from the newest entry backwards, and only as
# far as is asked; each entry is then asked whether the reader may see it.
SQLITE = (
    "SELECT entry.* FROM tracker_searchwords AS words CROSS JOIN ({rows}) AS entry ON entry.id = words.rowid"
)
SQLITE += " WHERE words.tracker_searchwords MATCH %s{day} ORDER BY words.rowid DESC LIMIT %s"
POSTGRES = (
    "SELECT entry.* FROM tracker_searchtext AS words JOIN ({rows}) AS entry ON entry.id = words.entry_id"
)
POSTGRES += " WHERE {condition}{day} ORDER BY entry.id DESC LIMIT %s"


@dataclass(frozen=True, slots=True)
class Has:
    """These words one after another, in the head or in the text; with `beginning` the last may go on."""

    words: tuple[str, ...]
    beginning: bool = False
    in_head: bool = False


@dataclass(frozen=True, slots=True)
class All:
    """Every one of these."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least one of these."""

    parts: tuple[Condition, ...]


Condition = Has | All | Some


class Held(NamedTuple):
    """An entry that holds the words, with what its place depends on; its number begins with its day."""

    number: int
    kind: str
    reference: str
    page: int
    attachment: int | None


@dataclass(frozen=True, slots=True)
class Shelf:
    """The entries that are looked through, as one statement: it is made once and asked several times."""

    sql: str
    params: tuple[Any, ...]


def shelf(rows: QuerySet[SearchEntry]) -> Shelf:
    """The entries to look through."""
    columns = rows.order_by().values_list("id", "kind", "reference", "number", "attachment_id")
    sql, params = columns.query.sql_with_params()
    return Shelf(sql, params)


def newest(among: Shelf, condition: Condition, most: int) -> list[Held]:
    """The newest that hold the words, by day; those of one day in any order."""
    return _ask(among, condition, "", [most])


def of_the_day(among: Shelf, condition: Condition, number: int, most: int) -> list[Held]:
    """Those that hold the words and have the day of the entry of that number, in any order."""
    column = "words.rowid" if connection.vendor == "sqlite" else "entry.id"
    return _ask(among, condition, f" AND {column} BETWEEN %s AND %s", [*day_numbers(number), most])


def _ask(among: Shelf, condition: Condition, day: str, last: list[int]) -> list[Held]:
    if connection.vendor == "sqlite":
        sql, params = SQLITE.format(rows=among.sql, day=day), [as_fts5(condition)]
    else:
        where, params = as_sql(condition)
        sql = POSTGRES.format(rows=among.sql, condition=where, day=day)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*among.params, *params, *last])
        return [Held(*row) for row in cursor.fetchall()]


def as_fts5(condition: Condition) -> str:
    """The condition as FTS5 reads it; the words hold no quotes, so each is one string.

    The words of a head are there once more with a mark before them: to look for them in it costs nothing
    for all the texts that hold them too.
    """
    if isinstance(condition, Has):
        words = [MARK + word for word in condition.words] if condition.in_head else condition.words
        return f'"{" ".join(words)}"' + (" *" if condition.beginning else "")
    glue = " AND " if isinstance(condition, All) else " OR "
    return "(" + glue.join(as_fts5(part) for part in condition.parts) + ")"


def as_sql(condition: Condition) -> tuple[str, list[Any]]:
    """The condition for PostgreSQL: the index finds the words, the text tells whether they are neighbours."""
    if not isinstance(condition, Has):
        glue = " AND " if isinstance(condition, All) else " OR "
        made = [as_sql(part) for part in condition.parts]
        return f"({glue.join(sql for sql, _ in made)})", [one for _, params in made for one in params]
    found = " & ".join(_lexemes(condition.words)) + (":*" if condition.beginning else "")
    sql, params = f"{VECTOR} @@ %s::tsquery", [found]
    if len(condition.words) > 1 or condition.in_head:
        pattern = f"% {' '.join(condition.words)}" + ("%" if condition.beginning else " %")
        places = (HEAD,) if condition.in_head else (HEAD, BODY)
        sql += f" AND ({' OR '.join(f'{place} LIKE %s' for place in places)})"
        params += [pattern] * len(places)
    return f"({sql})", params


def _lexemes(words: Sequence[str]) -> list[str]:
    return [f"'{word}'" for word in words]
