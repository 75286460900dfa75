"""Answers how sources did: what of theirs was unique, overturned, ahead of others; it rates none of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median_low
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tracker.models import Finding, User
from tracker.models.choices import FindingState
from tracker.selectors import days
from tracker.selectors.visibility import visible_to

FOR, AGAINST = ("SUPPORTS", "PARTIAL"), ("CONTRADICTS",)
DECIDED = (FindingState.ACCEPTED, FindingState.SUPERSEDED, FindingState.REJECTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """How a source did. Every figure counts findings; `lead_days` is the median of `compared` of them.

    `unique`: in force, and their origin is heard on that duty through no other source. `overturned`:
    `rejected` by review, `withdrawn` (or replaced by one of another stance), or `contradicted` later by a
    better graded one about the same duty and period. Lead: days before the first other source said the same.
    """

    accepted: int = 0
    in_force: int = 0
    unique: int = 0
    rejected: int = 0
    withdrawn: int = 0
    contradicted: int = 0
    lead_days: int | None = None
    compared: int = 0
    ahead: int = 0

    @property
    def decided(self) -> int:
        """How many were decided on by review."""
        return self.accepted + self.rejected

    @property
    def overturned(self) -> int:
        """How many did not stand."""
        return self.rejected + self.withdrawn + self.contradicted

    @property
    def behind_days(self) -> int:
        """The lead the other way round, for words."""
        return -(self.lead_days or 0)


@dataclass(frozen=True, slots=True)
class _Said:
    """One decided finding, as far as the scorecard looks at it."""

    source: int
    duty: int
    voice: int | None
    stance: str
    grade: tuple[str, str]
    from_on: date
    to_on: date
    published_on: date
    is_accepted: bool
    in_force: bool
    withdrawn: bool

    def agrees(self, other: _Said) -> bool:
        """Whether both speak for, or both against, about a common period."""
        same = any(self.stance in side and other.stance in side for side in (FOR, AGAINST))
        return same and self.overlaps(other)

    def overlaps(self, other: _Said) -> bool:
        """Whether their observed periods have a day in common."""
        return self.from_on <= other.to_on and other.from_on <= self.to_on

    def is_contradicted_by(self, other: _Said) -> bool:
        """Whether a later one, of another voice and better graded, says the opposite of the same period."""
        opposed = (self.stance in FOR and other.stance in AGAINST) or (
            self.stance in AGAINST and other.stance in FOR
        )
        return (
            opposed
            and other.voice != self.voice
            and other.published_on > self.published_on
            and self.overlaps(other)
            and _is_better(other.grade, self.grade)
        )


def scorecards(
    reader: User, sources: Iterable[int], *, as_of: date | None = None, known_by: date | None = None
) -> dict[int, Scorecard]:
    """The scorecards of these sources as the reader sees them, by number, in one query whatever their number.

    With `as_of` from what was observed by then and known by `known_by`.
    """
    wanted = set(sources)
    by_duty: dict[int, list[_Said]] = defaultdict(list)
    for one in _decided(reader, wanted, as_of, known_by):
        by_duty[one.duty].append(one)
    own: dict[int, list[tuple[_Said, Sequence[_Said]]]] = defaultdict(list)
    for said in by_duty.values():
        for one in said:
            if one.source in wanted:
                own[one.source].append((one, said))
    return {pk: _scorecard(own.get(pk, [])) for pk in wanted}


def _scorecard(own: Sequence[tuple[_Said, Sequence[_Said]]]) -> Scorecard:
    accepted = [(one, beside) for one, beside in own if one.is_accepted]
    standing = [(one, beside) for one, beside in accepted if one.in_force]
    leads = [lead for one, beside in standing if (lead := _lead(one, beside)) is not None]
    return Scorecard(
        accepted=len(accepted),
        in_force=len(standing),
        unique=sum(_is_unique(one, beside) for one, beside in standing),
        rejected=len(own) - len(accepted),
        withdrawn=sum(one.withdrawn for one, _beside in accepted),
        contradicted=sum(
            any(one.is_contradicted_by(other) for other in beside if other.in_force)
            for one, beside in standing
        ),
        lead_days=median_low(leads) if leads else None,
        compared=len(leads),
        ahead=sum(lead > 0 for lead in leads),
    )


def _is_unique(one: _Said, beside: Sequence[_Said]) -> bool:
    return not any(
        other.in_force and other.source != one.source and other.voice == one.voice for other in beside
    )


def _lead(one: _Said, beside: Sequence[_Said]) -> int | None:
    """Days before the first other source said the same of the period; None unless its source's first word."""
    agreeing = [other for other in beside if other is not one and other.in_force and one.agrees(other)]
    earlier = [other for other in agreeing if other.source == one.source]
    if any(other.published_on < one.published_on for other in earlier):
        return None
    others = [other.published_on for other in agreeing if other.source != one.source]
    return (min(others) - one.published_on).days if others else None


def _is_better(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether a grade is better in one half and worse in none; what cannot be judged is not compared."""
    if "F" in (one[0], other[0]) or "6" in (one[1], other[1]):
        return False
    return one != other and one[0] <= other[0] and one[1] <= other[1]


def _decided(reader: User, sources: set[int], as_of: date | None, known_by: date | None) -> Iterable[_Said]:
    """The decided findings on every duty of which these sources speak."""
    duties = Finding.objects.filter(report__source__in=sources, state__in=DECIDED).values("commitment")
    rows = visible_to(reader, Finding.objects.filter(commitment__in=duties, state__in=DECIDED))
    replaced = Finding.objects.filter(
        supersedes=OuterRef("pk"), state__in=(FindingState.ACCEPTED, FindingState.SUPERSEDED)
    )
    decided: QuerySet[Any] = rows.annotate(
        voice=Coalesce("origin__merged_into", "origin"),
        source=F("report__source"),
        first_day=Coalesce("observed_from", "observed_to"),
        day=Coalesce("published_on", "report__published_on"),
        in_its_place=Subquery(replaced.order_by("pk").values("stance")[:1]),
    )
    decided = _known(reader, decided, as_of, known_by)
    for row in decided.order_by("day", "pk").values_list(
        *("source", "commitment", "voice", "stance", "reliability", "credibility"),
        *("first_day", "observed_to", "day", "state", "superseded_on", "in_its_place"),
    ):
        gone = row[9] == FindingState.SUPERSEDED and (as_of is None or row[10] <= (known_by or as_of))
        yield _Said(
            source=row[0],
            duty=row[1],
            voice=row[2],
            stance=row[3],
            grade=(row[4], row[5]),
            from_on=row[6],
            to_on=row[7],
            published_on=row[8],
            is_accepted=row[9] != FindingState.REJECTED,
            in_force=row[9] != FindingState.REJECTED and not gone,
            withdrawn=gone and row[11] != row[3],
        )


def _known(reader: User, rows: QuerySet[Any], as_of: date | None, known_by: date | None) -> QuerySet[Any]:
    if as_of is None:
        return rows
    known = known_by or as_of
    accepted = Q(accepted_at__isnull=False, published_on__lte=known, observed_to__lte=as_of) & (
        Q(accepted_on__isnull=True) | Q(accepted_on__lte=known)
    )
    return rows.filter(accepted | Q(rejected_at__lt=days.end_of(known, reader.time_zone)))
