"""Keeps how a query is put in SQL, so that it is put together once and asked often; it keeps no answer.

Django works longer at the text of such a query than the database at its answer. Decision 30.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet, prefetch_related_objects
from django.db.models.sql.compiler import SQLCompiler

from tracker.models import Audience, User
from tracker.selectors.visibility import audience_of

KEPT = 400  # queries; each has the days and the reader it was made for in its text


@dataclass(frozen=True, slots=True)
class _Question:
    """A function that makes a query, with all that the query may hang on; equal ones make the same query."""

    make: Callable[..., QuerySet[Any]]
    key: Hashable
    given: Sequence[Any] = field(compare=False)


def answers(make: Callable[..., QuerySet[Any]], *given: Any) -> list[Any]:
    """What `make(*given)` answers now, in its own form and order; one query, put in SQL only the first time.

    The query may hang on nothing but what is given: readers (who they are, and their audience), audiences,
    days, moments, words, numbers. `make` is a function of a module: one made anew each time is never found.
    """
    rows = _prepared(_Question(make, tuple(_key(one) for one in given), given))
    if not hasattr(rows.query, "is_prepared"):
        return list(make(*given))
    iterable: Any = rows._iterable_class
    found = list(iterable(rows))
    lookups = rows._prefetch_related_lookups  # type: ignore[attr-defined]
    if lookups and found:
        prefetch_related_objects(found, *lookups)
    return found


def tuples(make: Callable[..., QuerySet[Any]], *given: Any) -> list[tuple[Any, ...]]:
    """The same, each row as the database's driver gives it: for many rows of texts and whole numbers alone.

    For a query of values only; a day, a moment or a truth may come in the driver's own form.
    """
    rows = _prepared(_Question(make, tuple(_key(one) for one in given), given))
    if not hasattr(rows.query, "is_prepared"):
        return list(make(*given))
    text, parameters = rows.query.get_compiler(rows.db).as_sql()
    with connections[rows.db].cursor() as cursor:
        cursor.execute(text, parameters)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


@lru_cache(maxsize=KEPT)
def _prepared(question: _Question) -> QuerySet[Any]:
    """The query with its text; it is never asked itself, and nothing is made of it."""
    rows = question.make(*question.given)
    compiler: SQLCompiler = rows.query.get_compiler(rows.db)
    try:
        text = compiler.as_sql()
    except EmptyResultSet:
        return rows
    compiler.as_sql = lambda *_args, **_kwargs: text  # type: ignore[method-assign]

    def get_compiler(using: str | None = None, *_args: Any, **_kwargs: Any) -> SQLCompiler:
        own = copy.copy(compiler)
        own.connection = connections[using or rows.db]  # each thread has its own
        return own

    rows.query.get_compiler = get_compiler  # type: ignore[method-assign]
    rows.query.is_prepared = True  # type: ignore[attr-defined]
    return rows


def _key(given: Any) -> Hashable:
    if isinstance(given, User):
        return "reader", given.pk, _key(audience_of(given))
    if isinstance(given, Audience):
        return "audience", given.pk, given.level, given.team_key
    return type(given), given
