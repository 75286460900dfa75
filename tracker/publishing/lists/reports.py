"""Answers what the list of reports holds for what its address asks; it must not draw or write it."""

from __future__ import annotations

from functools import partial

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tracker.models import User
from tracker.models.choices import Precision
from tracker.publishing.lists.report_filter import ReportFilter
from tracker.publishing.tables import columns as make
from tracker.publishing.tables.columns import Column
from tracker.publishing.tables.days import Days
from tracker.publishing.tables.listed import Listed, in_words, ordered, sorts
from tracker.selectors import reports as selector
from tracker.selectors import strictest

COLUMNS: tuple[Column, ...] = (
    make.day("published", _("Published"), lambda row: row.published_on, order=("published_on", "id")),
    make.text(
        "precision",
        _("Known"),
        lambda row: row.published_precision,
        words=dict(Precision.choices),
        within="published",
    ),
    make.text("title", _("Report"), lambda row: row.title, order=("title", "id")),
    make.text("reference", _("Reference"), lambda row: row.reference, within="title"),
    make.boolean("rendition", _("Own rendition"), lambda row: row.is_rendition, within="title"),
    make.text("source", _("Source"), lambda row: row.source.name, order=("source__name", "id")),
    make.text("language", _("Language"), lambda row: row.language or None, order=("language", "id")),
    make.marking(order=("effective_marking", "id")),
    make.integer("findings", _("Findings"), lambda row: row.finding_count, order=("finding_count", "id")),
)


def read(reader: User, asked: QueryDict, days: Days) -> Listed:
    """The whole list as an address asks for it; empty where a filter could not be read."""
    rows = selector.listed(reader, as_of=days.as_of, known_by=days.known_by)
    chosen = ReportFilter(asked, queryset=rows, reader=reader)
    found = chosen.qs if chosen.form.is_valid() else rows.none()
    sort = sorts(asked.getlist("sort"), COLUMNS, ["-published"])
    return Listed(
        name="reports",
        title=_("Reports"),
        rows=ordered(found, sort, COLUMNS),
        columns=COLUMNS,
        sort=sort,
        filters=in_words(chosen.form),
        problems=[f"{field.label}: {words}" for field in chosen.form for words in field.errors],
        filter=chosen,
        marking=partial(strictest.of_rows, found),
    )
