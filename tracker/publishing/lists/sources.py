"""Answers what the register of sources holds for what its address asks; it must not draw or write it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tracker.models import User
from tracker.models.choices import RELIABILITIES, SourceKind
from tracker.publishing.tables import columns as make
from tracker.publishing.tables.columns import Column
from tracker.publishing.tables.days import Days
from tracker.publishing.tables.listed import Listed, ordered, sorts
from tracker.selectors import register as selector
from tracker.selectors import strictest
from tracker.selectors.scorecards import Scorecard, scorecards

LONGEST_SEARCH = 200  # characters


def _of_card(name: str) -> Any:
    return lambda row: getattr(row.card, name)


def _of_decided(name: str) -> Any:
    return lambda row: getattr(row.card, name) if row.card.decided else None


COLUMNS: tuple[Column, ...] = (
    make.text("name", _("Source"), lambda row: row.name, order=("name", "id")),
    make.text(
        "reliability",
        _("Reliability today"),
        lambda row: row.letter or None,
        words=dict(RELIABILITIES),
        order=("letter", "name"),
    ),
    make.text(
        "kind", _("Kind"), lambda row: row.kind, words=dict(SourceKind.choices), order=("kind", "name")
    ),
    make.text(
        "party",
        _("Speaks for"),
        lambda row: row.party.name if row.party else None,
        order=("party__name",),
    ),
    make.integer("reports", _("Reports"), lambda row: row.report_count, order=("report_count", "name")),
    make.integer("findings", _("Findings"), _of_card("accepted")),
    make.integer("unique", _("Only from it"), _of_card("unique")),
    make.integer("overturned", _("Overturned"), _of_decided("overturned")),
    make.integer("decided", _("Decided"), _of_decided("decided"), within="overturned"),
    make.integer("lead", _("Lead"), _of_card("lead_days")),
    make.marking(order=("effective_marking",)),
)


def read(reader: User, asked: QueryDict, days: Days) -> Listed:
    """The whole register as an address asks for it; the words looked for are `sought` in `more`."""
    words = asked.get("q", "")[:LONGEST_SEARCH]
    rows = selector.listed(reader, days.day, words, known_by=days.known_by)
    sort = sorts(asked.getlist("sort"), COLUMNS, ["name"])
    return Listed(
        name="sources",
        title=_("Sources"),
        rows=ordered(rows, sort, COLUMNS),
        columns=COLUMNS,
        sort=sort,
        complete=partial(_complete, reader=reader, days=days),
        filters=[(_("Search"), words)] if words else [],
        marking=partial(strictest.of_rows, rows),
        more={"sought": words},
    )


def _complete(rows: Sequence[Any], *, reader: User, days: Days) -> None:
    """Put beside each source of a batch its record."""
    cards = scorecards(reader, [row.pk for row in rows], as_of=days.as_of, known_by=days.known_by)
    for row in rows:
        row.card = cards.get(row.pk) or Scorecard()
