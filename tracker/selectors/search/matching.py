"""Answers which entries hold some words, in the language of each database; it must not know who asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from tracker.models import SearchEntry
from tracker.models.search import day_numbers

# As in the migration: PostgreSQL uses its index only for the very same expression.
VECTOR = (
    "array_to_tsvector(array_remove(string_to_array("
    "tracker_searchtext.head || ' ' || tracker_searchtext.body, ' '), ''))"
)
HEAD = "(' ' || tracker_searchtext.head || ' ')"
BODY = "(' ' || tracker_searchtext.body || ' ')"


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


def holding(rows: QuerySet[SearchEntry], condition: Condition) -> QuerySet[SearchEntry]:
    """Those of the entries that hold the words, the newest first."""
    if connection.vendor == "sqlite":
        # Ordered by the words' own table: it is read backwards, and only as far as is asked.
        return rows.extra(
            tables=["tracker_searchwords"],
            where=["tracker_searchwords.rowid = tracker_searchentry.id", "tracker_searchwords MATCH %s"],
            params=[as_fts5(condition)],
            order_by=["-tracker_searchwords.rowid"],
        )
    where, params = as_sql(condition)
    return rows.extra(  # noqa: S610
        tables=["tracker_searchtext"],
        where=["tracker_searchtext.entry_id = tracker_searchentry.id", where],
        params=params,
    ).order_by("-id")


def of_the_day(rows: QuerySet[SearchEntry], number: int) -> QuerySet[SearchEntry]:
    """Of entries from `holding` those with the day of the entry of that number."""
    column = "tracker_searchwords.rowid" if connection.vendor == "sqlite" else "tracker_searchentry.id"
    return rows.extra(where=[f"{column} BETWEEN %s AND %s"], params=list(day_numbers(number)))  # noqa: S610


def as_fts5(condition: Condition) -> str:
    """The condition as FTS5 reads it; the words hold no quotes, so each is one string."""
    if isinstance(condition, Has):
        column = "head : " if condition.in_head else ""
        return f'{column}"{" ".join(condition.words)}"' + (" *" if condition.beginning else "")
    glue = " AND " if isinstance(condition, All) else " OR "
    return "(" + glue.join(as_fts5(part) for part in condition.parts) + ")"


def as_sql(condition: Condition) -> tuple[str, list[Any]]:
    """The condition for PostgreSQL: the index finds the words, the text tells whether they are neighbours."""
    if not isinstance(condition, Has):
        glue = " AND " if isinstance(condition, All) else " OR "
        made = [as_sql(part) for part in condition.parts]
        return f"({glue.join(sql for sql, _ in made)})", [one for _, params in made for one in params]
    ends = ":*" if condition.beginning else ""
    found = " & ".join(_lexemes(condition.words)) + ends
    sql, params = f"{VECTOR} @@ %s::tsquery", [found]
    if len(condition.words) > 1 or condition.in_head:
        pattern = f"% {' '.join(condition.words)}" + ("%" if condition.beginning else " %")
        places = (HEAD,) if condition.in_head else (HEAD, BODY)
        sql += f" AND ({' OR '.join(f'{place} LIKE %s' for place in places)})"
        params += [pattern] * len(places)
    return f"({sql})", params


def _lexemes(words: Sequence[str]) -> list[str]:
    return [f"'{word}'" for word in words]
