"""Builds the list of commitments from what its address asks for; it must not draw it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import EmptyPage
from django.http import HttpRequest
from django.utils.functional import Promise

from tracker.publishing.lists import commitments
from tracker.publishing.lists.commitment_filter import CommitmentFilter
from tracker.publishing.tables.columns import on_screen
from tracker.publishing.tables.listed import Listed
from tracker.web.commitments.tables import CommitmentTable
from tracker.web.time_machine import Time

PAGE_SIZES = (25, 50, 100)
FURTHEST_PAGE = 1_000_000


@dataclass(frozen=True)
class Choice:
    """One value a filter offers; `chosen` when the list is cut down to it."""

    value: str
    label: str | Promise
    chosen: bool


@dataclass(frozen=True)
class Menu:
    """One filter with several values: its name in the address, its words, what it offers."""

    name: str
    label: str | Promise
    choices: Sequence[Choice]

    @property
    def chosen(self) -> list[Choice]:
        """The values the list is cut down to."""
        return [choice for choice in self.choices if choice.chosen]


@dataclass(frozen=True)
class Listing:
    """The list: its table (one page of rows, completed), its filter, and what can be chosen."""

    table: CommitmentTable
    filter: CommitmentFilter
    menus: Sequence[Menu]
    columns: Sequence[Choice]
    shown: int
    total: int
    computed: bool

    @property
    def is_filtered(self) -> bool:
        """Whether anything cuts the list down."""
        return bool(self.filter.form.changed_data)

    @property
    def due(self) -> list[Any]:
        """The two fields of the due day."""
        return [self.filter.form[name] for name in ("due_from", "due_to")]

    @property
    def due_errors(self) -> bool:
        """Whether one of them could not be read."""
        return any(field.errors for field in self.due)

    @property
    def problems(self) -> list[Any]:
        """The fields that could not be read, the due days (which say so themselves) included."""
        return [field for field in self.filter.form if field.errors]


def shown(request: HttpRequest, found: Listed, time: Time) -> Listing:
    """One page of the list, with what can be chosen."""
    asked, chosen = request.GET, found.filter
    keys, computed = found.more["keys"], found.more["computed"]
    table = CommitmentTable(
        found.rows,
        day=time.day,
        query=time.query,
        by_agreement=len(chosen.form.cleaned_data.get("agreement") or ()) == 1,
        exclude=[name for name in CommitmentTable.base_columns if name not in keys],
        order_by=found.sort,
    )
    table.request = request  # for the links; given earlier, the table would read the address by itself
    for name in commitments.BY_STATUS:
        if computed and name in keys:
            table.columns[name].column.orderable = False
    size = _whole(asked.get("per_page"), PAGE_SIZES[0])
    per_page = size if size in PAGE_SIZES else PAGE_SIZES[0]
    try:
        table.paginate(page=_whole(asked.get("page"), 1), per_page=per_page)
    except EmptyPage:
        table.paginate(page=table.paginator.num_pages, per_page=per_page)
    found.complete([row.record for row in table.page.object_list])
    return Listing(
        table=table,
        filter=chosen,
        menus=_menus(chosen),
        columns=[
            Choice(column.key, column.label, column.key in keys)
            for column in on_screen(commitments.COLUMNS)
            if column.key not in commitments.FIXED
        ],
        shown=table.paginator.count,
        total=found.more["all"].count() if chosen.form.changed_data else table.paginator.count,
        computed=computed,
    )


def _menus(chosen: CommitmentFilter) -> list[Menu]:
    """The filters with several values, as they are chosen now."""
    menus = []
    for name in ("agreement", "obligor", "kind", "status", "confidence", "essential"):
        if name not in chosen.filters:
            continue
        values = set(chosen.data.getlist(name))
        offered = [(str(value), label) for value, label in _offered(chosen.form.fields[name])]
        menus.append(
            Menu(name, chosen.filters[name].label, [Choice(v, label, v in values) for v, label in offered])
        )
    return menus


def _offered(field: Any) -> list[tuple[Any, Any]]:
    if getattr(field, "queryset", None) is not None:
        return [(row.slug, _short(row)) for row in field.queryset]
    return list(field.choices)


def _short(row: Any) -> str:
    return str(getattr(row, "title", row))


def _whole(text: str | None, otherwise: int) -> int:
    """The positive whole number a text names, else the other one."""
    if text and text.isascii() and text.isdigit() and len(text) < 8:
        return min(int(text), FURTHEST_PAGE)
    return otherwise
