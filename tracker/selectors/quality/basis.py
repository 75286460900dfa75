"""Answers what each duty's status rests on, in a fixed number of queries; it asks no question of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from tracker import assessment as method
from tracker.models import Commitment, Coverage, CurrentAssessment, Finding, Ruling, User
from tracker.models.choices import CoverageOutcome, DutyRole
from tracker.selectors.at_once import at_once
from tracker.selectors.commitments import known_findings, ruling_rows
from tracker.selectors.facts import results_on_demand
from tracker.selectors.pairs import MOST_AT_ONCE
from tracker.selectors.portfolio import NOT_IN_FORCE, commitments_for
from tracker.selectors.visibility import audience_of, visible_to

FOR, AGAINST = ("SUPPORTS",), ("CONTRADICTS", "PARTIAL")
SAID = ("findings", "without_passage", "newest_on", "newest_for_on", "newest_against_on")
LOOKS = {
    "has_denied": CoverageOutcome.DENIED,
    "has_unclear": CoverageOutcome.UNCLEAR,
    "has_found_nothing": CoverageOutcome.FOUND_NOTHING,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The result of a duty, as far as its quality is looked at; weights in milli-bans."""

    status: method.Status
    confidence: method.Confidence
    late: bool
    for_mb: int
    against_mb: int
    conflict_pm: int
    origins_for: int
    origins_against: int
    used_for: int
    used_against: int

    @property
    def voices(self) -> int:
        """How many live origins speak of it, on either side."""
        return self.origins_for + self.origins_against


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The findings in force on a duty: how many, how many without a passage, the newest day of each side."""

    findings: int = 0
    without_passage: int = 0
    newest_on: date | None = None
    newest_for_on: date | None = None
    newest_against_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One duty with what its status rests on, on `day`."""

    commitment: Commitment
    day: date
    judged: Judged | None
    said: Said
    ruling: Ruling | None = None

    @property
    def status(self) -> method.Status | None:
        """Its status, None where nothing was computed yet."""
        return self.judged.status if self.judged else None

    @property
    def in_force(self) -> bool:
        """Whether it is judged and in force."""
        return self.judged is not None and self.judged.status not in NOT_IN_FORCE

    @property
    def age_days(self) -> int | None:
        """Days since the newest day a finding speaks of; None without any."""
        return (self.day - self.said.newest_on).days if self.said.newest_on else None

    @property
    def half_life_days(self) -> int:
        """The half-life of the side that weighs more, the duty's own or its kind's; 0 for none."""
        version = self.commitment.current
        if version is None or self.judged is None:
            return 0
        pair = method.DEFAULT.half_lives(method.Kind(version.kind))
        if version.half_life_for_days is not None and version.half_life_against_days is not None:
            pair = (version.half_life_for_days, version.half_life_against_days)
        return pair[0] if self.judged.for_mb >= self.judged.against_mb else pair[1]


@dataclass(frozen=True, slots=True)
class Basis:
    """The duties looked at, all the reader sees (for filters), and whether a past day was too much."""

    rows: Sequence[Row]
    everything: Sequence[Commitment]
    wanted: QuerySet[Commitment]
    too_many: bool = False


def read_basis(
    reader: User,
    day: date,
    *,
    as_of: date | None = None,
    known_by: date | None = None,
    agreement: str = "",
    party: str = "",
) -> Basis:
    """What the statuses of the reader's duties (of one agreement, of one party) rest on.

    In the present from stored results; on another day at most MOST_AT_ONCE duties are judged anew.
    """
    everything = list(_looked_at(reader, as_of))
    wanted = visible_to(reader, Commitment.objects.all())
    chosen = everything
    if agreement:
        wanted = wanted.filter(agreement__slug=agreement)
        chosen = [one for one in chosen if one.agreement.slug == agreement]
    if party:
        owing = Q(roles__role=DutyRole.OBLIGOR, roles__party__slug=party)
        wanted = Commitment.objects.filter(pk__in=wanted.filter(owing).values("pk"))
        chosen = [one for one in chosen if party in obligors_of(one)]
    too_many = as_of is not None and len(chosen) > MOST_AT_ONCE
    numbers = [one.pk for one in chosen]
    judged: Mapping[int, Judged] = {}
    if as_of is None:
        judged = _present(reader, wanted)
    elif not too_many:
        judged = _on_a_day(reader, numbers, as_of, known_by)
    told, ruled = at_once(_said(reader, wanted, as_of, known_by), ruling_rows(reader, numbers, day))
    said = {pk: Said(**dict(zip(SAID, row, strict=True))) for pk, *row in told}
    rulings = {ruling.commitment_id: ruling for ruling in ruled}
    rows = [
        Row(
            commitment=one,
            day=day,
            judged=judged.get(one.pk),
            said=said.get(one.pk, Said()),
            ruling=rulings.get(one.pk),
        )
        for one in chosen
    ]
    return Basis(rows=rows, everything=everything, wanted=wanted, too_many=too_many)


def obligors_of(commitment: Commitment) -> list[str]:
    """The slugs of those who owe it; its roles must be at hand."""
    return [one.party.slug for one in commitment.roles.all() if one.role == DutyRole.OBLIGOR]


def findings_in(
    reader: User, wanted: QuerySet[Commitment], as_of: date | None, known_by: date | None
) -> QuerySet[Finding]:
    """The findings in force on these duties that the reader sees, each once, whatever is joined to them."""
    rows = visible_to(reader, Finding.objects.filter(known_findings(as_of, known_by)))
    of_duties = rows.filter(commitment__in=wanted.order_by().values("pk"))
    return Finding.objects.filter(pk__in=of_duties.order_by().values("pk")).order_by()


def _looked_at(reader: User, as_of: date | None) -> QuerySet[Commitment]:
    looks = visible_to(reader, Coverage.objects.filter(commitment=OuterRef("pk")))
    if as_of is not None:
        looks = looks.filter(from_on__lte=as_of)
    found = {name: Exists(looks.filter(outcome=outcome)) for name, outcome in LOOKS.items()}
    return commitments_for(reader).annotate(**found)


def _present(reader: User, wanted: QuerySet[Commitment]) -> dict[int, Judged]:
    rows = CurrentAssessment.objects.filter(
        perspective__readers__audience=audience_of(reader), commitment__in=wanted.order_by().values("pk")
    )
    fields = ("status", "confidence", "late", "for_mb", "against_mb", "result")
    found = {}
    for pk, status, confidence, late, speaks_for, against, result in rows.values_list("commitment", *fields):
        found[pk] = Judged(
            status=method.Status(status),
            confidence=method.Confidence(confidence),
            late=late,
            for_mb=speaks_for,
            against_mb=against,
            conflict_pm=result.get("conflict_pm") or 0,
            origins_for=result.get("origins_for") or 0,
            origins_against=result.get("origins_against") or 0,
            used_for=len(result.get("used_for") or ()),
            used_against=len(result.get("used_against") or ()),
        )
    return found


def _on_a_day(reader: User, numbers: Iterable[int], as_of: date, known_by: date | None) -> dict[int, Judged]:
    results = results_on_demand(numbers, reader, as_of, known_by)
    return {
        pk: Judged(
            status=one.status,
            confidence=one.confidence,
            late=one.late,
            for_mb=one.for_mb,
            against_mb=one.against_mb,
            conflict_pm=one.conflict_pm,
            origins_for=one.origins_for,
            origins_against=one.origins_against,
            used_for=len(one.used_for),
            used_against=len(one.used_against),
        )
        for pk, one in results.items()
    }


def _said(
    reader: User, wanted: QuerySet[Commitment], as_of: date | None, known_by: date | None
) -> QuerySet[Finding, Any]:
    day_of: Any = Coalesce(F("event_on"), F("observed_to"))
    rows = findings_in(reader, wanted, as_of, known_by).values("commitment")
    counted = rows.annotate(
        findings=Count("pk"),
        without_passage=Count("pk", filter=Q(excerpt="") | Q(quote_lost=True)),
        newest_on=Max("observed_to"),
        newest_for_on=Max(day_of, filter=Q(stance__in=FOR)),
        newest_against_on=Max(day_of, filter=Q(stance__in=AGAINST)),
    )
    return counted.values_list("commitment", *SAID)
