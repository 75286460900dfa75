"""Where each commitment stands for a reader on a day; it reads stored results and never weighs evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Case, DateField, F, FilteredRelation, Q, QuerySet, SmallIntegerField, Value, When

from tracker.assessment import DEFAULT, Band, Confidence, Kind, ReasonCode, Status
from tracker.assessment.closing import level_of
from tracker.assessment.judging import band_of
from tracker.models import Audience, Commitment, PortfolioDay, User
from tracker.models.choices import Series
from tracker.selectors import pairs
from tracker.selectors.facts import results_on_demand
from tracker.selectors.visibility import audience_of, visible_to_audience


class Source(StrEnum):
    """What a standing was read from."""

    PRESENT = "present"
    DIAGONAL = "diagonal"
    HINDSIGHT = "hindsight"
    COMPUTED = "computed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One commitment's status at a day; figures in per mille. `as_of` is the day it holds for.

    From a history (`source` diagonal or hindsight) `p_pm` and `band` are those of the span's first day.
    """

    commitment_id: int
    status: Status
    rank: int
    late: bool
    material: bool
    progress_pm: int | None
    confidence: Confidence
    p_pm: int
    band: Band
    level: int | None
    self_reported: bool
    as_of: date
    source: Source
    fulfilled_on: date | None = None

    @property
    def has_likelihood(self) -> bool:
        """Whether a likelihood may be shown: never without confidence."""
        return self.confidence is not Confidence.NONE


def source_for(as_of: date | None, known_by: date | None, today: date | None = None) -> Source:
    """Which stored history answers for this pair of days; COMPUTED when none does.

    `today` is the reader's present day: a past day known by it is hindsight.
    """
    if as_of is None:
        return Source.PRESENT
    if known_by is None or known_by == as_of:
        return Source.DIAGONAL
    return Source.HINDSIGHT if known_by == today else Source.COMPUTED


def standings(
    reader: User,
    commitments: QuerySet[Commitment] | Sequence[Commitment],
    *,
    as_of: date | None = None,
    known_by: date | None = None,
    today: date | None = None,
    exact: bool = False,
) -> dict[int, Standing]:
    """The standing of each commitment by its number, in one query; one without a result is left out.

    Without `as_of` the present; with it the history that answers (see `source_for`). Another pair of days is
    read from the portfolio computed for it, where there is one; else at most `pairs.MOST_AT_ONCE` commitments
    are computed from the facts, in a fixed number of queries, and NotComputedYet is raised for more. `exact`
    computes a past day too, for figures that age daily: for one page of rows, not for a portfolio.
    """
    audience = audience_of(reader)
    source = source_for(as_of, known_by, today)
    portfolio = None
    if as_of is not None and (exact or source is Source.COMPUTED):
        known_by = known_by or as_of
        portfolio = None if exact else pairs.ready(audience, as_of, known_by)
        if portfolio is None:
            if not exact:
                pairs.check_size(commitments, as_of, known_by)
            return _computed(audience, commitments, as_of, known_by)
    rows = commitments if isinstance(commitments, QuerySet) else _of(commitments)
    return standings_in(stored_rows(audience, rows, as_of, source, portfolio), as_of, source)


def stored_rows(
    audience: Audience,
    commitments: QuerySet[Commitment],
    as_of: date | None,
    source: Source,
    portfolio: PortfolioDay | None = None,
) -> QuerySet[Commitment, dict[str, Any]]:
    """The rows that `standings_in` reads, for those who ask for more at once: see `annotate_standing`."""
    seen = visible_to_audience(audience, commitments.order_by())
    rows = annotate_standing(seen, audience, as_of=as_of, source=source, portfolio=portfolio)
    found: QuerySet[Commitment, dict[str, Any]] = rows.values("pk", "current__kind", *COLUMNS)
    return found


def standings_in(
    rows: Iterable[Mapping[str, Any]], as_of: date | None, source: Source
) -> dict[int, Standing]:
    """The standing of each commitment by its number; one without a result is left out."""
    return {row["pk"]: _standing(row, as_of, source) for row in rows if row["standing_status"]}


def _of(commitments: Sequence[Commitment]) -> QuerySet[Commitment]:
    return Commitment.objects.filter(pk__in=[one.pk for one in commitments])


COLUMNS = (
    "standing_status",
    "standing_late",
    "standing_material",
    "standing_progress",
    "standing_confidence",
    "standing_p",
    "standing_self",
    "standing_on",
    "standing_done_on",
)


def annotate_standing(
    commitments: QuerySet[Commitment],
    audience: Audience,
    *,
    as_of: date | None,
    source: Source,
    portfolio: PortfolioDay | None = None,
) -> QuerySet[Commitment]:
    """The commitments with their standing as columns to filter and sort by: `standing_status`, `_rank`,
    `_late`, `_material`, `_progress`, `_confidence`, `_sureness` (0 none to 3 high), `_p`, `_self`, `_on`,
    `_done_on`.

    All are null where nothing was computed yet. `_self` is a flag in the past, the reasons in the present.
    With the source COMPUTED give the `portfolio` of the pair (see `pairs.ready`), which is read like a
    history; without one there is nothing to read: ValueError.
    """
    if source is Source.COMPUTED and portfolio is None:
        raise ValueError("Another pair of days is read from its portfolio, or computed.")
    commitments = commitments.alias(
        reader_of=FilteredRelation("readers", condition=Q(readers__audience=audience))
    )
    path, own_reasons = "reader_of__perspective__current__", "result__reasons"
    own_day: F | Value = F(f"{path}as_of")
    if portfolio is not None:
        of_pair = Q(portfolio_standings__portfolio=portfolio)
        commitments = commitments.alias(of_pair=FilteredRelation("portfolio_standings", condition=of_pair))
        path, own_reasons = "of_pair__", "self_reported"
        own_day = Value(portfolio.as_of, output_field=DateField())
    elif source is not Source.PRESENT:
        spans = "reader_of__perspective__spans"
        series = Series.HINDSIGHT if source is Source.HINDSIGHT else Series.DIAGONAL
        on_the_day = Q(**{f"{spans}__series": series, f"{spans}__from_on__lte": as_of}) & (
            Q(**{f"{spans}__to_on__isnull": True}) | Q(**{f"{spans}__to_on__gte": as_of})
        )
        commitments = commitments.alias(span_of=FilteredRelation(spans, condition=on_the_day))
        path, own_reasons = "span_of__", "self_reported"
        own_day = F("span_of__from_on")
    return commitments.annotate(
        standing_status=F(f"{path}status"),
        standing_late=F(f"{path}late"),
        standing_material=F(f"{path}material"),
        standing_progress=F(f"{path}progress_pm"),
        standing_confidence=F(f"{path}confidence"),
        standing_p=F(f"{path}p_pm"),
        standing_self=F(f"{path}{own_reasons}"),
        standing_on=own_day,
        standing_done_on=F(f"{path}fulfilled_on"),
        standing_rank=_place(f"{path}status", Status),
        standing_sureness=_place(f"{path}confidence", Confidence),
    )


def standing_in(commitment: Commitment, as_of: date | None, source: Source) -> Standing | None:
    """The standing in the columns that `annotate_standing` gave a commitment, its definition at hand."""
    columns = {name: getattr(commitment, name) for name in COLUMNS}
    if not columns["standing_status"] or commitment.current is None:
        return None
    row = {"pk": commitment.pk, "current__kind": commitment.current.kind, **columns}
    return _standing(row, as_of, source)


def _computed(
    audience: Audience, commitments: Iterable[Commitment], as_of: date, known_by: date
) -> dict[int, Standing]:
    results = results_on_demand([one.pk for one in commitments], audience, as_of, known_by)
    return {
        pk: Standing(
            commitment_id=pk,
            status=result.status,
            rank=result.status.rank,
            late=result.late,
            material=result.material,
            progress_pm=result.progress_pm,
            confidence=result.confidence,
            p_pm=result.p_pm,
            band=result.band,
            level=result.level,
            self_reported=result.has(ReasonCode.SELF_REPORTED_ONLY),
            as_of=as_of,
            source=Source.COMPUTED,
            fulfilled_on=result.fulfilled_on,
        )
        for pk, result in results.items()
    }


def _place(column: str, words: type[StrEnum]) -> Case:
    whens = [When(**{column: word.value}, then=Value(place)) for place, word in enumerate(words)]
    return Case(*whens, output_field=SmallIntegerField())


def _standing(row: Mapping[str, Any], as_of: date | None, source: Source) -> Standing:
    status, progress = Status(row["standing_status"]), row["standing_progress"]
    own = row["standing_self"]
    return Standing(
        commitment_id=row["pk"],
        status=status,
        rank=status.rank,
        late=row["standing_late"],
        material=row["standing_material"],
        progress_pm=progress,
        confidence=Confidence(row["standing_confidence"]),
        p_pm=row["standing_p"],
        band=band_of(row["standing_p"], DEFAULT),
        level=level_of(status, Kind(row["current__kind"]), progress, DEFAULT),
        self_reported=own if isinstance(own, bool) else _names_self_report(own or ()),
        as_of=as_of or row["standing_on"],
        source=source,
        fulfilled_on=row["standing_done_on"],
    )


def _names_self_report(reasons: Iterable[Sequence[Any]]) -> bool:
    return any(reason[0] == ReasonCode.SELF_REPORTED_ONLY for reason in reasons)
