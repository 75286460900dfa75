"""Answers what the list of news in the inbox holds; it must not draw, write or decide on any."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from tracker.models.states import InboxState
from tracker.publishing.tables import columns as make
from tracker.publishing.tables.columns import Column, Words
from tracker.publishing.tables.listed import Listed
from tracker.selectors import strictest

COLUMNS: tuple[Column, ...] = (
    make.text("reference", _("Reference"), lambda row: row.reference),
    make.text("title", _("Title"), lambda row: row.title),
    make.text("source", _("Source"), lambda row: row.feed.source.name),
    make.text("feed", _("Feed"), lambda row: row.feed.name),
    make.text("url", _("Link"), lambda row: row.url or None),
    make.moment("published_at", _("Published"), lambda row: row.published_at),
    make.moment("arrived_at", _("Arrived"), lambda row: row.arrived_at),
    make.text("state", _("State"), lambda row: row.state, words=dict(InboxState.choices)),
    make.day("snoozed_until", _("Put off until"), lambda row: row.snoozed_until),
    make.integer("repeats", _("Repeats"), lambda row: len(row.repeats.all())),
    make.marking(),
)


def of(rows: Any, filters: Sequence[tuple[Words, str]]) -> Listed:
    """The news as the inbox has them, newest first."""
    return Listed(
        name="inbox",
        title=_("Inbox"),
        rows=rows,
        columns=COLUMNS,
        filters=filters,
        marking=partial(strictest.of_rows, rows),
    )
