"""Puts together what the overview says of a day, for the page and the wall screen; it must not draw it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.assessment import Status
from tracker.models import Agreement, Commitment, CommitmentVersion, Finding, User
from tracker.models.choices import Series
from tracker.publishing import rollups
from tracker.publishing.agreement_rows import AgreementRow, agreement_rows, gravest_first
from tracker.publishing.tables.days import Days
from tracker.selectors import agreements as agreement_selector
from tracker.selectors import outcomes, portfolio, tallies
from tracker.selectors.at_once import at_once
from tracker.selectors.beside import give_roles, with_results, with_since
from tracker.selectors.breadth import short_rows
from tracker.selectors.commitments import ruling_rows
from tracker.selectors.definitions import redefine, redefined_since
from tracker.selectors.outcomes import Outcome
from tracker.selectors.overview import Gap, Portfolio, Some, sorted_out, with_doubts
from tracker.selectors.pairs import MOST_AT_ONCE
from tracker.selectors.portfolio import Line
from tracker.selectors.prepared import answers
from tracker.selectors.standings import Source, annotate_standing, source_for, standing_in
from tracker.selectors.tallies import Row
from tracker.selectors.visibility import audience_of

AGREEMENTS_SHOWN = 12
Beside = Callable[[date | None], Sequence[QuerySet[Any]]]
SHOWN = 10  # rows of a section; the rest is one link away

GAP_WORDS: dict[Gap, tuple[str | Promise, str | Promise]] = {
    Gap.NOBODY_LOOKED: (_("Nobody looked"), _("no finding and no record that somebody looked")),
    Gap.ONE_VOICE: (_("One voice only"), _("one credible origin; one more could decide")),
    Gap.OBLIGOR_ONLY: (_("Only the obligor says so"), _("self-praise counts a quarter")),
    Gap.ACCUSER_ONLY: (_("Only the accuser says so"), _("the counterparty's accusation counts half")),
    Gap.STALE: (_("Gone stale"), _("the newest finding is older than its half-life")),
    Gap.NOTHING_COUNTS: (
        _("Nothing that counts"),
        _("what was reported is too old by now, or graded too low"),
    ),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """The first lines of a list, how many it has, and how many are left."""

    lines: Sequence[Line]
    number: int

    @property
    def left(self) -> int:
        """How many more than these."""
        return self.number - len(self.lines)


@dataclass(frozen=True, slots=True)
class GapRow:
    """A reason for not knowing, with the duties it holds for."""

    gap: Gap
    title: str | Promise
    meaning: str | Promise
    lines: Sequence[Line]
    number: int

    @property
    def left(self) -> int:
        """How many more."""
        return self.number - len(self.lines)


@dataclass(slots=True)
class Told:
    """What the lines are told from: results of that day by duty, findings by reference."""

    outcomes: Mapping[int, Outcome]
    also: Collection[str]
    findings: Mapping[str, Finding] = field(default_factory=dict)
    asked: Sequence[QuerySet[Any]] = ()
    beside: Sequence[Sequence[Any]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What a portfolio says on a day; `only_chosen` when it is of the reader's chosen agreements alone."""

    headline: str
    counts: Mapping[Status, int]
    number: int  # duties
    unassessed: int
    agreements: Sequence[AgreementRow]
    agreements_number: int
    chosen: int  # agreements the reader chose and sees
    only_chosen: bool
    all_number: int  # agreements the reader sees
    broken: Listed
    late: Listed
    due: Listed
    gaps: Sequence[GapRow]
    gaps_from_history: bool  # a past day of many duties tells only the gaps that the stored history knows
    withheld: Sequence[Agreement]
    withheld_number: int
    first_on: date | None
    beside: Sequence[Sequence[Any]]
    findings: Mapping[str, Finding]  # those that the lists rest on, and those asked for beside

    @property
    def agreements_left(self) -> int:
        """How many more agreements than those shown."""
        return self.agreements_number - len(self.agreements)

    @property
    def withheld_left(self) -> int:
        """How many more agreements with secret parts than those named."""
        return self.withheld_number - len(self.withheld)

    @property
    def most_late(self) -> int:
        """The days of the latest duty."""
        return self.late.lines[0].days_late if self.late.lines else 0


def overview(
    reader: User,
    days: Days,
    *,
    everything: bool = False,
    agreements_shown: int = AGREEMENTS_SHOWN,
    also: Collection[str] = (),
    beside: Beside | None = None,
) -> Overview:
    """The overview of the chosen agreements, or of all where none is chosen or `everything` is asked.

    `also` are references of findings that the page names elsewhere: they are read with the others. What the
    page asks `beside`, given `first_on`, is asked along, and answered in `beside` in its order. Raises
    NotComputedYet for a pair of days that nothing stored answers.
    """
    pair = {"as_of": days.as_of, "known_by": days.known_by}
    seen = answers(agreement_selector.named, reader)
    chosen, held, only = _held(seen, everything=everything)
    earlier = {} if days.as_of is None else redefined_since(days.known_by or days.as_of)
    rows: Sequence[Row] = short_rows(reader, today=days.today, agreements=only, earlier=earlier, **pair)
    rows = with_doubts(rows, known := _weighed_again(reader, rows, days))
    sorted_rows = sorted_out(rows, {one.pk: one.title for one in held}, days.day, SHOWN)
    roll_ups = tallies.roll_ups(rows, {one.pk: one.slug for one in held})
    lists = _lines(reader, sorted_rows, days, earlier)
    first_on = _last_begun(held, days.day)
    told = Told(known, also, asked=beside(first_on) if beside else ())
    shown = gravest_first(held, roll_ups)[:agreements_shown]
    _tell_more(reader, lists["broken"].lines, lists["late"].lines, shown, days, told)
    withheld = [one for one in held if getattr(one, "withheld", 0)]
    return Overview(
        headline=rollups.portfolio_headline([roll_ups[one.pk].headline for one in held]),
        counts=sorted_rows.counts,
        number=sorted_rows.number,
        unassessed=sorted_rows.unassessed,
        agreements=agreement_rows(reader, shown, roll_ups, days.day),
        agreements_number=len(held),
        chosen=len(chosen),
        only_chosen=only is not None,
        all_number=len(seen),
        broken=lists["broken"],
        late=lists["late"],
        due=lists["due"],
        gaps=_gap_rows(sorted_rows, lists),
        gaps_from_history=days.is_past and len(rows) > MOST_AT_ONCE,
        withheld=withheld[:SHOWN],
        withheld_number=len(withheld),
        findings=told.findings,
        first_on=first_on,
        beside=told.beside,
    )


def _held(
    seen: list[Agreement], *, everything: bool
) -> tuple[list[Agreement], list[Agreement], list[int] | None]:
    """The agreements chosen by the reader, those the overview is about, and their numbers if not all are."""
    chosen = [one for one in seen if getattr(one, "is_chosen", False)]
    if everything or not chosen:
        return chosen, seen, None
    return chosen, chosen, [one.pk for one in chosen]


def _last_begun(held: Sequence[Agreement], day: date) -> date | None:
    """When the newest of these agreements was signed, of those signed by then."""
    return max((one.signed_on for one in held if one.signed_on and one.signed_on <= day), default=None)


def _gap_rows(sorted_rows: Portfolio, lists: Mapping[str, Listed]) -> list[GapRow]:
    return [
        GapRow(gap, *GAP_WORDS[gap], lists[gap].lines, some.number) for gap, some in sorted_rows.gaps.items()
    ]


def _weighed_again(reader: User, rows: Sequence[Row], days: Days) -> dict[int, Outcome]:
    """What the results of a past day say beyond the status, for as many duties as a page may weigh."""
    if not days.is_past or len(rows) > MOST_AT_ONCE:
        return {}
    asked = [row.pk for row in rows if row.status]
    return outcomes.outcomes(reader, asked, as_of=days.as_of, known_by=days.known_by) if asked else {}


def _lines(
    reader: User, known: Portfolio, days: Days, earlier: Mapping[int, CommitmentVersion]
) -> dict[str, Listed]:
    """The lists with their duties at hand: each loaded once, however many lists name it."""
    wanted = tuple(sorted(known.shown))
    source = source_for(days.as_of, days.known_by, days.today)
    found: Sequence[Line] = ()
    if wanted and source is Source.COMPUTED:
        pair = {"as_of": days.as_of, "known_by": days.known_by, "today": days.today}
        rows = _with_since(reader, days.day, source, wanted)
        found = portfolio.lines(reader, days.day, commitments=rows, **pair)
    elif wanted:
        read = answers(_where_they_stand, reader, days.day, source, wanted)
        redefine(read, earlier)
        found = [Line(one, days.day, standing_in(one, days.as_of, source)) for one in read]
    by_number = {line.commitment.pk: line for line in found}

    def listed(some: Some) -> Listed:
        return Listed([by_number[row.pk] for row in some.rows if row.pk in by_number], some.number)

    lists: dict[str, Some] = {"broken": known.broken, "late": known.late, "due": known.due}
    lists.update({gap.value: some for gap, some in known.gaps.items()})
    return {name: listed(some) for name, some in lists.items()}


def _with_since(reader: User, day: date, source: Source, wanted: Collection[int]) -> QuerySet[Commitment]:
    series = Series.HINDSIGHT if source is Source.HINDSIGHT else Series.DIAGONAL
    return with_since(portfolio.named_commitments(reader).filter(pk__in=wanted), reader, day, series)


def _where_they_stand(
    reader: User, day: date, source: Source, wanted: Collection[int]
) -> QuerySet[Commitment]:
    rows = _with_since(reader, day, source, wanted)
    if source is Source.PRESENT:
        rows = with_results(rows, reader)
    as_of = None if source is Source.PRESENT else day
    return annotate_standing(rows, audience_of(reader), as_of=as_of, source=source)


def _tell_more(
    reader: User,
    broken: Sequence[Line],
    late: Sequence[Line],
    agreements: Sequence[Agreement],
    days: Days,
    told: Told,
) -> None:
    """Give the shown lines since when and on whose word they are broken, and the ruling beside them; and the
    agreements their parties. Two queries, the second for all of this at once."""
    for line in broken:
        line.outcome = told.outcomes.get(line.commitment.pk) or _stored(line)
    portfolio.with_outcomes(reader, broken, as_of=days.as_of, known_by=days.known_by)
    used = {line.commitment.pk: list(line.outcome.used_against) for line in broken if line.outcome}
    named = {*told.also, *(one for some in used.values() for one in some)}
    findings, rulings, duties, sides, *told.beside = at_once(
        outcomes.named_rows(reader, named),
        ruling_rows(reader, [line.commitment.pk for line in late], days.day),
        portfolio.role_rows().filter(commitment__in=[line.commitment.pk for line in broken]),
        agreement_selector.role_rows().filter(agreement__in=[one.pk for one in agreements]),
        *told.asked,
    )
    give_roles([line.commitment for line in broken], duties, "commitment_id")
    give_roles(agreements, sides, "agreement_id")
    told.findings = {one.reference: one for one in findings}
    spoken = outcomes.voices_in(told.findings, used)
    for line in broken:
        kept = line.commitment.since_status == line.status  # type: ignore[attr-defined]
        line.since = line.commitment.since_on if kept else None  # type: ignore[attr-defined]
        line.voices = spoken.get(line.commitment.pk, ())
    beside = {ruling.commitment_id: ruling for ruling in rulings}
    for line in late:
        line.ruling = beside.get(line.commitment.pk)


def _stored(line: Line) -> Outcome | None:
    result = getattr(line.commitment, "stored_result", None)
    return outcomes.from_stored(result) if result is not None else None
