"""Answers what the list of accusations and their replies holds; it must not draw, write or judge any."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tracker.models import User
from tracker.publishing.tables import columns as make
from tracker.publishing.tables.columns import Column, Words
from tracker.publishing.tables.days import Days
from tracker.publishing.tables.listed import Listed
from tracker.selectors import replies as selector
from tracker.selectors import strictest

WORDS: dict[str, Words] = {
    "": _("Awaited"),
    selector.OVERDUE: _("Overdue"),
    selector.DUE: _("Due"),
    selector.ANSWERED: _("Answered"),
}

COLUMNS: tuple[Column, ...] = (
    make.text("reference", _("Reference"), lambda row: row.reference),
    make.text("code", _("Code"), lambda row: row.commitment.code),
    make.text("title", _("Duty"), lambda row: row.commitment.title),
    make.text("agreement_key", _("Agreement's key"), lambda row: row.commitment.agreement.slug),
    make.text("accuser", _("Who accuses"), lambda row: row.party.name),
    make.text("accused", _("Whom"), lambda row: row.about.name),
    make.text("text", _("In short"), lambda row: row.text),
    make.day("stated_on", _("Stated"), lambda row: row.stated_on),
    make.day("reply_due_on", _("Reply due"), lambda row: row.reply_due_on),
    make.day("answered_on", _("Answered"), lambda row: row.answered_on),
    make.text("answer", _("Answer"), lambda row: row.answer_reference),
    make.marking(),
)


def read(reader: User, asked: QueryDict, days: Days) -> Listed:
    """The accusations of one state on the day looked at, those due first first; `state` in `more`."""
    state = asked.get("state", "")
    state = state if state in selector.STATES else ""
    rows: Any = selector.accusations(reader, days.known_day, state)
    return Listed(
        name="replies",
        title=_("Replies due"),
        rows=rows,
        columns=COLUMNS,
        filters=[(_("State"), str(WORDS[state]))],
        marking=partial(strictest.of_rows, rows),
        more={"state": state},
    )
