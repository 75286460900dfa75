"""Reads a whole portfolio on a day as short rows, whatever its size; it makes no object of a duty."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from functools import partial
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast

from tracker.assessment import Confidence
from tracker.models import Commitment, CommitmentVersion, Coverage, Finding, PortfolioDay, User
from tracker.models.choices import Doubt
from tracker.selectors import pairs
from tracker.selectors.commitments import known_findings
from tracker.selectors.definitions import redefined_since
from tracker.selectors.prepared import tuples
from tracker.selectors.standings import Source, Standing, annotate_standing, source_for, standings
from tracker.selectors.tallies import Row
from tracker.selectors.visibility import audience_of, visible_to

DUTY = (
    "pk",
    "agreement_id",
    "code",
    "current__kind",
    "current__weight",
    "essential",
    "due",
    "current__grace_days",
)
STANDING = (
    "standing_status",
    "standing_confidence",
    "standing_progress",
    "standing_p",
    "done",
    "doubt",
    "looked",
)
# What `Row._make` does beside looking whether as many values came: ten thousand times a page.
_made = partial(tuple.__new__, Row)


def short_rows(
    reader: User,
    *,
    as_of: date | None = None,
    known_by: date | None = None,
    today: date | None = None,
    agreements: Collection[int] | None = None,
    earlier: Mapping[int, CommitmentVersion] | None = None,
) -> list[Row]:
    """Every duty the reader sees (or those of some agreements) as a `Row`, in one query where stored results
    answer for the day; in no order. `earlier` is what `redefined_since` names: without it, a past day asks.

    Raises NotComputedYet, as `standings` does.
    """
    audience, source = audience_of(reader), source_for(as_of, known_by, today)
    those = None if agreements is None else tuple(sorted(agreements))
    portfolio = None
    if source is Source.COMPUTED and as_of is not None and known_by is not None:
        portfolio = pairs.ready(audience, as_of, known_by)
        if portfolio is None:
            return _as_defined(_computed(reader, those, as_of, known_by), known_by, earlier)
    key = None if portfolio is None else portfolio.pk
    found = list(map(_made, tuples(_stored, reader, source, as_of, known_by, those, key)))
    return found if as_of is None else _as_defined(found, known_by or as_of, earlier)


def _duties(reader: User, agreements: Collection[int] | None) -> QuerySet[Commitment]:
    rows = visible_to(reader, Commitment.objects.filter(current__isnull=False)).order_by()
    if agreements is not None:
        rows = rows.filter(agreement__in=agreements)
    return rows.annotate(
        essential=Cast("current__essential", IntegerField()), due=Cast("current__due_on", TextField())
    )


def _stored(
    reader: User,
    source: Source,
    as_of: date | None,
    known_by: date | None,
    agreements: Collection[int] | None,
    portfolio: int | None,
) -> QuerySet[Any, Any]:
    rows = annotate_standing(
        _duties(reader, agreements),
        audience_of(reader),
        as_of=as_of,
        source=source,
        portfolio=PortfolioDay(pk=portfolio, as_of=as_of) if portfolio and as_of else None,
    )
    rows = rows.annotate(
        done=Cast("standing_done_on", TextField()),
        doubt=_doubt(source),
        looked=Case(
            When(standing_confidence=Confidence.NONE, then=_looked(reader, as_of, known_by)),
            default=Value(1),
            output_field=IntegerField(),
        ),
    )
    return rows.values_list(*DUTY, *STANDING)


def _as_defined(
    rows: list[Row], known_by: date, earlier: Mapping[int, CommitmentVersion] | None
) -> list[Row]:
    """The rows with what their duties were defined to be at a day."""
    if earlier is None:
        earlier = redefined_since(known_by)
    if not earlier:
        return rows
    return [_defined_by(row, earlier[row.pk]) if row.pk in earlier else row for row in rows]


def _defined_by(row: Row, version: CommitmentVersion) -> Row:
    return row._replace(
        kind=version.kind,
        weight=version.weight,
        essential=int(version.essential),
        due=version.due_on.isoformat() if version.due_on else None,
        grace_days=version.grace_days,
    )


def _doubt(source: Source) -> Any:
    """The column of the present; a history says only whether the obligor alone speaks."""
    if source is Source.PRESENT:
        return F("reader_of__perspective__current__doubt")
    alone = When(standing_self=True, then=Value(Doubt.OBLIGOR_ONLY.value))
    return Case(alone, default=Value(""), output_field=CharField())


def _looked(reader: User, as_of: date | None, known_by: date | None) -> Any:
    """1 where somebody reported, or recorded that they looked, by then, else 0."""
    findings = Finding.objects.filter(known_findings(as_of, known_by), commitment=OuterRef("pk"))
    looks = Coverage.objects.filter(commitment=OuterRef("pk"))
    if as_of is not None:
        looks = looks.filter(from_on__lte=as_of)
    anybody = Exists(visible_to(reader, findings)) | Exists(visible_to(reader, looks))
    return Case(When(anybody, then=Value(1)), default=Value(0), output_field=IntegerField())


def _computed(reader: User, agreements: Collection[int] | None, as_of: date, known_by: date) -> list[Row]:
    """The same, for a portfolio small enough to be computed while somebody waits."""
    rows = _duties(reader, agreements)
    known = standings(reader, rows, as_of=as_of, known_by=known_by)
    rows = rows.annotate(looked=_looked(reader, as_of, known_by))
    return [
        Row._make((*duty, *_standing(known.get(duty[0])), looked))
        for *duty, looked in rows.values_list(*DUTY, "looked")
    ]


def _standing(known: Standing | None) -> tuple[Any, ...]:
    if known is None:
        return None, "", None, 0, None, ""
    return (
        known.status.value,
        known.confidence.value,
        known.progress_pm,
        known.p_pm,
        known.fulfilled_on and known.fulfilled_on.isoformat(),
        Doubt.OBLIGOR_ONLY.value if known.self_reported else "",
    )
