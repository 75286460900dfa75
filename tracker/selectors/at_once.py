"""Answers several questions to the database in one statement; it must not know what any of them asks."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

Row = Sequence[Any]

# Names of the functions that make an array of values, and one of rows: these two databases have them.
ARRAYS = {"sqlite": ("json_array", "json_group_array"), "postgresql": ("json_build_array", "json_agg")}
MOST_ARGUMENTS = 90  # of one function: 100 on PostgreSQL, 127 on SQLite

# Columns of these kinds come back from JSON as they went in, or are put right below.
PLAIN = frozenset(
    {
        *("AutoField", "BigAutoField", "BigIntegerField", "IntegerField", "SmallIntegerField"),
        *("PositiveBigIntegerField", "PositiveIntegerField", "PositiveSmallIntegerField"),
        *("BooleanField", "CharField", "SlugField", "TextField", "URLField", "EmailField"),
        *("ForeignKey", "OneToOneField", "DateField", "DateTimeField", "TimeField", "JSONField"),
    }
)
# What the PostgreSQL driver would have made of a column itself; SQLite keeps days, times and JSON as text.
DRIVEN: dict[str, Callable[[Any], Any]] = {
    "DateField": date.fromisoformat,
    "DateTimeField": datetime.fromisoformat,
    "TimeField": time.fromisoformat,
    "JSONField": json.dumps,
}


def at_once(*asked: QuerySet[Any]) -> list[list[Any]]:
    """The rows of each queryset, in its own order and form, as it would answer by itself; one statement.

    A page that shows a dozen small things waits for the database once, not a dozen times. Raises TypeError
    for columns that JSON does not carry whole: fractions, durations, bytes.
    """
    questions = [_Question(rows) for rows in asked]
    open_ones = [question for question in questions if question.sql]
    if open_ones:
        with connections[asked[0].db].cursor() as cursor:
            columns = ", ".join(f"({question.sql})" for question in open_ones)
            parameters = [value for question in open_ones for value in question.params]
            cursor.execute(f"SELECT {columns}", parameters)
            for question, answer in zip(open_ones, cursor.fetchone(), strict=True):
                question.take(answer)
    return [list(question.rows) for question in questions]


class _Question:
    """One queryset as a column of the common statement: all its rows as one JSON text."""

    def __init__(self, asked: QuerySet[Any]) -> None:
        self.rows: Any = asked.all()
        self.compiler: SQLCompiler = self.rows.query.get_compiler(self.rows.db)
        self.vendor = self.compiler.connection.vendor
        self.sql, self.is_cut = "", False
        self.params: Sequence[Any] = ()
        try:
            inner, self.params = self.compiler.as_sql(with_col_aliases=True)
        except EmptyResultSet:
            self._answer([])
            return
        array, gathered = ARRAYS[self.vendor]
        quote = self.compiler.quote_name_unless_alias
        names = [f"part.{quote(alias)}" for _column, _sql, alias in self.compiler.select]
        parts = [names[start : start + MOST_ARGUMENTS] for start in range(0, len(names), MOST_ARGUMENTS)]
        arrays = [f"{array}({', '.join(part)})" for part in parts]
        self.is_cut = len(arrays) > 1
        whole = f"{array}({', '.join(arrays)})" if self.is_cut else arrays[0]
        row = f"{gathered}({whole})"
        text = row if self.vendor == "sqlite" else f"{row}::text"
        self.sql = f"SELECT {text} FROM ({inner}) part"  # noqa: S608  names are the compiler's own

    def take(self, answer: str | None) -> None:
        """Take in what the database answered; nothing stands for no row."""
        rows = json.loads(answer or "[]")
        if self.is_cut:
            rows = [[value for part in row for value in part] for row in rows]
        put_right = dict(self._put_right())
        for row in rows if put_right else ():
            for place, made in put_right.items():
                if row[place] is not None:
                    row[place] = made(row[place])
        self._answer(rows)

    def _put_right(self) -> list[tuple[int, Callable[[Any], Any]]]:
        """The places whose values the driver would have made into something else."""
        found = []
        for place, (column, _sql, _alias) in enumerate(self.compiler.select):
            kind = column.output_field.get_internal_type()
            if kind not in PLAIN:
                raise TypeError(f"A {kind} is not asked for together with others.")
            if self.vendor == "postgresql" and kind in DRIVEN:
                found.append((place, DRIVEN[kind]))
        return found

    def _answer(self, rows: list[Row]) -> None:
        """Have the queryset find these rows where it would have asked for them."""
        compiler: Any = self.compiler
        compiler.execute_sql = lambda *_args, **_kwargs: [rows]
        self.rows.query.get_compiler = lambda *_args, **_kwargs: compiler
