"""Answers what the list of commitments holds for what its address asks; it must not draw or write it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tracker.assessment import Confidence
from tracker.models import User
from tracker.models.choices import CONFIDENCES, KINDS, STATUSES
from tracker.publishing import figures
from tracker.publishing.explanations import BANDS
from tracker.publishing.lists.commitment_filter import CommitmentFilter
from tracker.publishing.tables import columns as make
from tracker.publishing.tables.columns import Column, on_screen, shown
from tracker.publishing.tables.days import Days
from tracker.publishing.tables.listed import Listed, in_words, ordered, sorts
from tracker.selectors import commitments, pairs, strictest
from tracker.selectors.portfolio import DEADLINE_KINDS, days_late
from tracker.selectors.standings import Source, source_for, standings
from tracker.selectors.visibility import audience_of

MOST_COMPUTED = 2000  # commitments of a past day whose figures age daily; each is computed anew
BY_STATUS = ("status", "likelihood", "confidence", "progress")
FIXED = ("code", "title", "status")  # without them a row says nothing
DEFAULT = (*FIXED, "likelihood", "confidence", "due", "obligor", "findings", "origins")


def _of_standing(name: str) -> Any:
    return lambda row: getattr(row.standing, name) if row.standing else None


def _of_ruling(name: str) -> Any:
    return lambda row: getattr(row.ruling, name) if row.ruling else None


def _band(row: Any) -> str | None:
    standing = row.standing
    return None if standing is None or standing.confidence is Confidence.NONE else standing.band


COLUMNS: tuple[Column, ...] = (
    make.text("code", _("Code"), lambda row: row.code, order=("code", "agreement__slug")),
    make.text("title", _("Commitment"), lambda row: row.title, order=("title", "code")),
    make.text("agreement_key", _("Agreement's key"), lambda row: row.agreement.slug, within="title"),
    make.text("kind", _("Kind"), lambda row: row.defined_kind, words=dict(KINDS), within="title"),
    make.boolean("essential", _("Essential"), lambda row: row.defined_essential, within="title"),
    make.text(
        "status",
        _("Status"),
        _of_standing("status"),
        words=dict(STATUSES),
        order=("standing_rank", "code"),
    ),
    make.boolean("late", _("Late"), _of_standing("late"), within="status"),
    make.text("ruling", _("Ruling"), _of_ruling("status"), words=dict(STATUSES), within="status"),
    make.day("ruling_lapses_on", _("Ruling lapses"), _of_ruling("lapses_on"), within="status"),
    make.text("likelihood", _("Likelihood"), _band, words=dict(BANDS), order=("standing_p", "code")),
    make.text(
        "confidence",
        _("Confidence"),
        _of_standing("confidence"),
        words=dict(CONFIDENCES),
        order=("standing_sureness", "code"),
    ),
    make.per_mille(
        "progress", _("Progress"), _of_standing("progress_pm"), order=("standing_progress", "code")
    ),
    make.day("due", _("Due"), lambda row: row.defined_due_on, order=("defined_due_on", "code")),
    make.integer("days_late", _("Days late"), lambda row: row.days_late or None, within="due"),
    make.text(
        "obligor",
        _("Obligor"),
        lambda row: ", ".join(role.party.name for role in row.obligor_roles),
    ),
    make.text(
        "agreement", _("Agreement"), lambda row: row.agreement.title, order=("agreement__title", "code")
    ),
    make.text("theme", _("Theme"), lambda row: row.theme or None, order=("theme", "code")),
    make.integer("weight", _("Weight"), lambda row: row.defined_weight, order=("defined_weight", "code")),
    make.integer("findings", _("Findings"), lambda row: row.finding_count),
    make.integer("origins", _("Origins"), lambda row: row.origin_count),
)
KEYS = tuple(column.key for column in on_screen(COLUMNS))


def read(reader: User, asked: QueryDict, days: Days) -> Listed:
    """The whole list as an address asks for it. Never raises: what cannot be used is said, or ignored.

    In `more`: `all`, the rows before filters; `keys`, the columns asked for; `computed`, whether statuses
    are computed row by row and so can neither filter nor sort.
    """
    source = source_for(days.as_of, days.known_by, days.today)
    portfolio = None
    if source is Source.COMPUTED and days.as_of and days.known_by:
        portfolio = pairs.ready(audience_of(reader), days.as_of, days.known_by)
    computed = source is Source.COMPUTED and portfolio is None
    rows = commitments.listed(
        reader, as_of=days.as_of, known_by=days.known_by, source=source, portfolio=portfolio
    )
    chosen = CommitmentFilter(asked, queryset=rows, reader=reader, by_status=not computed)
    keys = keys_in(asked)
    known = [column for column in COLUMNS if not (computed and column.key in BY_STATUS)]
    sort = sorts(asked.getlist("sort"), known, ["code"] if computed else ["status"])
    found = chosen.qs
    marking = partial(strictest.of_duties, reader, found)
    if "obligor" in keys:
        found = commitments.with_parties(found)
    exact = days.is_past and ("likelihood" in keys or "due" in keys)
    return Listed(
        name="commitments",
        title=_("Commitments"),
        rows=ordered(found, sort, COLUMNS),
        columns=shown(COLUMNS, keys),
        sort=sort,
        complete=partial(complete, reader=reader, days=days, keys=keys),
        filters=in_words(chosen.form),
        problems=[f"{field.label}: {words}" for field in chosen.form for words in field.errors],
        filter=chosen,
        marking=marking,
        most=MOST_COMPUTED if exact or computed else None,
        too_many=too_many,
        more={"all": rows, "keys": keys, "computed": computed},
    )


def keys_in(asked: QueryDict) -> list[str]:
    """The columns an address asks for, with those no row does without; else the usual ones."""
    wanted = [name for name in asked.getlist("column") if name in KEYS]
    return [*FIXED, *(name for name in wanted if name not in FIXED)] if wanted else list(DEFAULT)


def too_many(count: int) -> str:
    """Why so many rows of a past day cannot be had at once, and what to do."""
    return _now(
        "Likelihoods and days late of a past day are computed for each duty: %(n)s are too many at once. "
        "Leave out the columns Likelihood and Due, or cut the list down to at most %(most)s."
    ) % {"n": figures.number(count), "most": figures.number(MOST_COMPUTED)}


def complete(records: Sequence[Any], *, reader: User, days: Days, keys: Sequence[str]) -> None:
    """Put beside each commitment of a batch its standing, its ruling and what the columns count."""
    numbers = [record.pk for record in records]
    known = standings(
        reader,
        records,
        as_of=days.as_of,
        known_by=days.known_by,
        today=days.today,
        exact="likelihood" in keys or "due" in keys,  # figures a history does not hold day by day
    )
    rulings = commitments.rulings_in_force(reader, numbers, days.day)
    counts: dict[int, tuple[int, int]] = {}
    if {"findings", "origins"} & set(keys):
        counts = commitments.finding_counts(reader, numbers, as_of=days.as_of, known_by=days.known_by)
    for record in records:
        record.standing = known.get(record.pk)
        record.ruling = rulings.get(record.pk)
        record.finding_count, record.origin_count = counts.get(record.pk, (0, 0))
        record.days_late = 0
        if record.defined_kind in DEADLINE_KINDS:
            grace = record.defined_grace_days or 0
            record.days_late = days_late(record.defined_due_on, grace, record.standing, days.day)
