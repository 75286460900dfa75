"""Makes tables for the screen out of declared columns, and draws them quickly; it must not know any list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import django_tables2 as tables
from django.template.loader import get_template
from django.utils.safestring import SafeString

from tracker.publishing import figures
from tracker.publishing.tables.columns import Column, Kind, on_screen

Attributes = Mapping[str, Mapping[str, str]]
NOTHING = "–"


def columns_of(
    declared: Sequence[Column], looks: Mapping[str, Attributes] | None = None
) -> dict[str, tables.Column]:
    """A column of django-tables2 for each declared one that has a cell; `looks` are its HTML attributes."""
    return {
        column.key: tables.Column(
            column.label,
            accessor="pk",
            attrs=dict((looks or {}).get(column.key, {})),
            order_by=tuple(column.order) or None,
            orderable=bool(column.order),
            empty_values=(),
        )
        for column in on_screen(declared)
    }


def table_of(
    declared: Sequence[Column], looks: Mapping[str, Attributes] | None = None, *, template: str = ""
) -> Any:
    """The base of a table of these columns. A cell is drawn by the table's `render_KEY(record)`, else by
    `template` with the key in it, else as its value is written."""

    class Declared(DeclaredTable):
        """A table whose columns are declared elsewhere."""

        declared_columns = {column.key: column for column in on_screen(declared)}
        cell_template = template

    return type("Declared", (Declared,), columns_of(declared, looks))


class DeclaredTable(tables.Table):  # type: ignore[misc]  # the package has no types
    """A table that draws each row from its declaration: attributes of a column are written once a table."""

    declared_columns: Mapping[str, Column] = {}
    cell_template = ""

    def drawn_rows(self) -> Iterator[tuple[SafeString | str, list[tuple[bool, SafeString | str, Any]]]]:
        """Each row of the page: its attributes, and of each visible cell whether it heads the row, its
        attributes and what stands in it."""
        shown = [
            (
                column.attrs["td"].get("scope") == "row",
                column.attrs["td"].as_html(),
                self._drawn_by(column.name),
            )
            for column in self.columns
        ]
        for row in self.paginated_rows:
            record = row.record
            yield row.attrs.as_html(), [(heads, html, draw(record)) for heads, html, draw in shown]

    def _drawn_by(self, key: str) -> Callable[[Any], Any]:
        own: Callable[[Any], Any] | None = getattr(self, f"render_{key}", None)
        if own is not None:
            return own
        if self.cell_template:
            found: Any = get_template(self.cell_template.format(key))
            template = found.template
            return lambda record: self._from_template(template, record)
        column = self.declared_columns[key]
        return lambda record: written(column, column.value(record))

    def _from_template(self, template: Any, record: Any) -> Any:
        with self.context.update({"record": record}):
            return template.render(self.context)


def written(column: Column, value: Any) -> Any:
    """A plain value as the screen writes it; a dash for none."""
    from tracker.templatetags import figures as tags

    if value is None or value == "":
        return NOTHING
    if column.kind is Kind.INTEGER:
        return figures.number(value)
    if column.kind is Kind.PER_MILLE:
        return figures.per_mille(value, whole=True)
    if column.kind is Kind.DAY:
        return tags.day(value)
    if column.kind is Kind.MOMENT:
        return tags.moment(value)
    return column.worded(value)
