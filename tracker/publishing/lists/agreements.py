"""Answers what the list of agreements holds for what its address asks; it must not draw or write it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tracker.models import Agreement, Commitment, User
from tracker.models.choices import STATUSES, AgreementKind
from tracker.publishing.agreement_rows import agreement_rows, gravest_first
from tracker.publishing.explanations import HEADLINES
from tracker.publishing.lists.agreement_filter import AgreementFilter
from tracker.publishing.lists.counts import counts_within
from tracker.publishing.tables import columns as make
from tracker.publishing.tables.columns import Column
from tracker.publishing.tables.days import Days
from tracker.publishing.tables.listed import Listed, in_words, ordered, sorts
from tracker.selectors import agreements as selector
from tracker.selectors import strictest, tallies
from tracker.selectors.breadth import short_rows


def _of_last(name: str) -> Any:
    return lambda row: getattr(row.last[0], name) if row.last else None


COLUMNS: tuple[Column, ...] = (
    make.text("title", _("Agreement"), lambda row: row.agreement.title, order=("agreement__title",)),
    make.text("key", _("Key"), lambda row: row.agreement.slug, within="title"),
    make.text(
        "kind", _("Kind"), lambda row: row.agreement.kind, words=dict(AgreementKind.choices), within="title"
    ),
    make.text("parties", _("Between whom and when"), lambda row: row.parties or None, within="title"),
    make.text(
        "headline", _("Headline"), lambda row: row.roll_up.headline, words=dict(HEADLINES), order=("gravity",)
    ),
    make.text("note", _("Because"), lambda row: row.note or None, within="headline"),
    make.integer("counts", _("Duties by status"), lambda row: row.size, order=("size",)),
    *counts_within("counts"),
    make.per_mille(
        "score", _("Score within coverage"), lambda row: row.roll_up.implementation_pm, order=("done",)
    ),
    make.per_mille("coverage", _("Can be judged"), lambda row: row.roll_up.coverage_pm, within="score"),
    make.day("last", _("Last change"), _of_last("effective_on"), order=("changed_on",)),
    make.integer("last_duties", _("Duties that changed"), lambda row: len(row.last) or None, within="last"),
    make.text("last_from", _("From"), _of_last("from_status"), words=dict(STATUSES), within="last"),
    make.text("last_to", _("To"), _of_last("to_status"), words=dict(STATUSES), within="last"),
)


def read(reader: User, asked: QueryDict, days: Days) -> Listed:
    """The whole list as an address asks for it. NotComputedYet where the pair of days needs a job."""
    chosen = AgreementFilter(asked, queryset=selector.listed(reader))
    those = list(chosen.qs)
    short = short_rows(reader, as_of=days.as_of, known_by=days.known_by, today=days.today)
    roll_ups = tallies.roll_ups(short, {one.pk: one.slug for one in those})
    rows = agreement_rows(reader, gravest_first(those, roll_ups), roll_ups, days.day)
    sort = sorts(asked.getlist("sort"), COLUMNS, ["headline"])
    return Listed(
        name="agreements",
        title=_("Agreements"),
        rows=ordered(rows, sort, COLUMNS),
        columns=COLUMNS,
        sort=sort,
        filters=in_words(chosen.form),
        problems=[f"{field.label}: {words}" for field in chosen.form for words in field.errors],
        filter=chosen,
        marking=partial(_marking, reader, [row.agreement for row in rows]),
    )


def _marking(reader: User, agreements: list[Agreement]) -> int:
    duties = Commitment.objects.filter(agreement__in=[one.pk for one in agreements])
    own = max((one.effective_marking for one in agreements), default=0)
    return max(own, strictest.of_duties(reader, duties))
