"""Answers what the list of rulings holds on a pair of days; it must not draw, write or decide any."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from tracker.models import User
from tracker.models.choices import STATUSES
from tracker.models.states import RulingState
from tracker.publishing.tables import columns as make
from tracker.publishing.tables.columns import Column
from tracker.publishing.tables.days import Days
from tracker.publishing.tables.listed import Listed
from tracker.selectors import rulings as selector
from tracker.selectors.days import end_of

COLUMNS: tuple[Column, ...] = (
    make.text("reference", _("Reference"), lambda row: row.reference),
    make.text("code", _("Code"), lambda row: row.commitment.code),
    make.text("title", _("Commitment"), lambda row: row.commitment.title),
    make.text("agreement_key", _("Agreement's key"), lambda row: row.commitment.agreement.slug),
    make.text("status", _("Status"), lambda row: row.status, words=dict(STATUSES)),
    make.text("state", _("State"), lambda row: row.state, words=dict(RulingState.choices)),
    make.boolean("stood", _("Stood on that day"), lambda row: row.stood),
    make.text("proposed_by", _("Proposed by"), lambda row: row.proposed_by.get_username()),
    make.moment("proposed_at", _("Proposed at"), lambda row: row.proposed_at),
    make.day("effective_on", _("In force from"), lambda row: row.effective_on),
    make.day("lapses_on", _("Lapses"), lambda row: row.lapses_on),
    make.day("ended_on", _("Ended"), lambda row: row.ended_on),
    make.text("justification", _("Justification"), lambda row: row.justification),
    make.marking(),
)


def read(reader: User, days: Days) -> Listed:
    """All rulings, those that wait first; of a past day those proposed by then, those that stood first.

    In `more`: `first`, the rulings of the first section of the page, and `others`.
    """
    first: list[Any]
    others: list[Any]
    if days.is_past:
        rows = list(selector.proposed_before(reader, end_of(days.known_day, reader.time_zone)))
        first = [row for row in rows if selector.stood_on(row, days.day)]
        others = [row for row in rows if not selector.stood_on(row, days.day)]
    else:
        first = list(selector.proposed(reader))
        others = list(selector.seen(reader).exclude(state="proposed").order_by("-proposed_at"))
    for row in (*first, *others):
        row.stood = selector.stood_on(row, days.day)
    return Listed(
        name="rulings",
        title=_("Rulings"),
        rows=[*first, *others],
        columns=COLUMNS,
        marking=lambda: max((row.effective_marking for row in (*first, *others)), default=0),
        more={"first": first, "others": others},
    )
