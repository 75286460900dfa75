"""Answers what the list of parties holds for what its address asks; it must not draw or write it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tracker.models import Commitment, Party, User
from tracker.models.choices import DutyRole, PartyKind
from tracker.publishing.explanations import HEADLINES
from tracker.publishing.lists.counts import counts_within
from tracker.publishing.lists.party_filter import PartyFilter
from tracker.publishing.party_rows import party_rows
from tracker.publishing.tables import columns as make
from tracker.publishing.tables.columns import Column
from tracker.publishing.tables.days import Days
from tracker.publishing.tables.listed import Listed, in_words, ordered, sorts
from tracker.selectors import parties as selector
from tracker.selectors import strictest
from tracker.selectors.breadth import short_rows
from tracker.selectors.visibility import visible_to

ALIASES_SHOWN = 3


def _aliases(row: Any) -> str | None:
    return ", ".join(alias.name for alias in list(row.party.aliases.all())[:ALIASES_SHOWN]) or None


COLUMNS: tuple[Column, ...] = (
    make.text("name", _("Party"), lambda row: row.party.name, order=("party__name",)),
    make.text("key", _("Key"), lambda row: row.party.slug, within="name"),
    make.text("aliases", _("Also called"), _aliases, within="name"),
    make.text(
        "kind",
        _("Kind"),
        lambda row: row.party.kind,
        words=dict(PartyKind.choices),
        order=("party__kind",),
    ),
    make.text(
        "part_of",
        _("Part of"),
        lambda row: row.party.parent.name if row.party.parent else None,
        within="kind",
    ),
    make.text(
        "headline",
        _("Headline"),
        lambda row: row.roll_up.headline if row.size else None,
        words=dict(HEADLINES),
        order=("gravity",),
    ),
    make.integer("counts", _("What it owes"), lambda row: row.size, order=("size",)),
    *counts_within("counts"),
)


def read(reader: User, asked: QueryDict, days: Days) -> Listed:
    """The whole list as an address asks for it. NotComputedYet where the pair of days needs a job."""
    chosen = PartyFilter(asked, queryset=selector.listed(), reader=reader)
    duties = short_rows(reader, as_of=days.as_of, known_by=days.known_by, today=days.today)
    rows = party_rows(reader, chosen.qs, duties)
    sort = sorts(asked.getlist("sort"), COLUMNS, ["name"])
    return Listed(
        name="parties",
        title=_("Parties"),
        rows=ordered(rows, sort, COLUMNS),
        columns=COLUMNS,
        sort=sort,
        filters=in_words(chosen.form),
        problems=[f"{field.label}: {words}" for field in chosen.form for words in field.errors],
        filter=chosen,
        marking=partial(_marking, reader, [row.party for row in rows]),
    )


def _marking(reader: User, parties: list[Party]) -> int:
    owed = Commitment.objects.filter(
        roles__party__in=[one.pk for one in parties], roles__role=DutyRole.OBLIGOR
    )
    return strictest.of_duties(reader, visible_to(reader, owed))
