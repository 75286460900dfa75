"""Builds the list of commitments from what its address asks for; it must not draw it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import EmptyPage
from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise

from tracker.models import User
from tracker.selectors import commitments
from tracker.selectors.standings import Source, source_for, standings
from tracker.web.commitments.filters import CommitmentFilter
from tracker.web.commitments.tables import DEFAULT_COLUMNS, FIXED_COLUMNS, CommitmentTable
from tracker.web.time_machine import Time

PAGE_SIZES = (25, 50, 100)
FURTHEST_PAGE = 1_000_000
BY_STATUS = ("status", "likelihood", "confidence", "progress")


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


def read(request: HttpRequest, reader: User, time: Time) -> Listing:
    """The list as the address asks for it. Never raises: what cannot be used is said, or ignored."""
    asked = request.GET
    source = source_for(time.as_of, time.known_by, time.today)
    computed = source is Source.COMPUTED
    rows = commitments.listed(reader, as_of=time.as_of, known_by=time.known_by, source=source)
    chosen = CommitmentFilter(asked, queryset=rows, reader=reader, by_status=not computed)
    columns = _columns(asked)
    found = chosen.qs
    if "obligor" in columns:
        found = commitments.with_parties(found)
    table = CommitmentTable(
        found,
        day=time.day,
        query=time.query,
        by_agreement=len(chosen.form.cleaned_data.get("agreement") or ()) == 1,
        exclude=[name for name in CommitmentTable.base_columns if name not in columns],
        order_by=_order(asked, computed),
    )
    table.request = request  # for the links; given earlier, the table would read the address by itself
    for name in BY_STATUS:
        if computed and name in columns:
            table.columns[name].column.orderable = False
    size = _whole(asked.get("per_page"), PAGE_SIZES[0])
    per_page = size if size in PAGE_SIZES else PAGE_SIZES[0]
    try:
        table.paginate(page=_whole(asked.get("page"), 1), per_page=per_page)
    except EmptyPage:
        table.paginate(page=table.paginator.num_pages, per_page=per_page)
    complete([row.record for row in table.page.object_list], reader, time, columns)
    return Listing(
        table=table,
        filter=chosen,
        menus=_menus(chosen),
        columns=[
            Choice(name, column.verbose_name, name in columns)
            for name, column in CommitmentTable.base_columns.items()
            if name not in FIXED_COLUMNS
        ],
        shown=table.paginator.count,
        total=rows.count() if chosen.form.changed_data else table.paginator.count,
        computed=computed,
    )


def complete(records: Sequence[Any], reader: User, time: Time, columns: Sequence[str]) -> None:
    """Put beside each commitment of one page its standing, its ruling and what visible columns count."""
    numbers = [record.pk for record in records]
    known = standings(
        reader,
        records,
        as_of=time.as_of,
        known_by=time.known_by,
        today=time.today,
        exact="likelihood" in columns or "due" in columns,  # figures a history does not hold day by day
    )
    rulings = commitments.rulings_in_force(reader, numbers, time.day)
    counts: dict[int, tuple[int, int]] = {}
    if {"findings", "origins"} & set(columns):
        counts = commitments.finding_counts(reader, numbers, as_of=time.as_of, known_by=time.known_by)
    for record in records:
        record.standing = known.get(record.pk)
        record.ruling = rulings.get(record.pk)
        record.finding_count, record.origin_count = counts.get(record.pk, (0, 0))


def _columns(asked: QueryDict) -> list[str]:
    wanted = [name for name in asked.getlist("column") if name in CommitmentTable.base_columns]
    return [*FIXED_COLUMNS, *wanted] if wanted else list(DEFAULT_COLUMNS)


def _order(asked: QueryDict, computed: bool) -> list[str]:
    known = [name for name in asked.getlist("sort") if name.lstrip("-") in CommitmentTable.base_columns]
    if computed:
        known = [name for name in known if name.lstrip("-") not in BY_STATUS] or ["code"]
    return known or ["status"]


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
