"""Gathers what one brief is about: its duties, where they stand, what changed; it must not write a word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from tracker.assessment import RollUp
from tracker.models import Agreement, Brief, Commitment, Party, StatusChange, User
from tracker.models.choices import BriefKind, Series
from tracker.selectors import changes as change_log
from tracker.selectors import parties, portfolio
from tracker.selectors.pairs import MOST_AT_ONCE
from tracker.selectors.portfolio import Line

CHANGES_SHOWN = 10  # as on the page of an agreement, where no day to count from was given
MOST_CHANGES = 200
MOST_DUTIES = MOST_AT_ONCE  # listed, each with its reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Who reads about what, at which pair of days; `today` is the present day where the subject lives."""

    reader: User
    kind: BriefKind
    as_of: date
    known_by: date
    today: date
    agreement: Agreement | None = None
    party: Party | None = None
    commitment: Commitment | None = None
    changed_from: date | None = None

    @property
    def past(self) -> date | None:
        """The as-of day as selectors take it: None in the present, as on the pages."""
        return None if self.as_of == self.known_by == self.today else self.as_of

    @property
    def known(self) -> date | None:
        """The known-by day as selectors take it."""
        return self.known_by if self.past else None

    @property
    def series(self) -> Series:
        """Which history the months are drawn from, as on the pages."""
        seen_later = self.past is not None and self.as_of < self.today and self.known_by == self.today
        return Series.HINDSIGHT if seen_later else Series.DIAGONAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The duties a brief is about, in groups as it lists them, their roll-up and the changes.

    `roll_ups` are those of the agreements, by number.
    """

    scope: Scope
    lines: Sequence[Line]
    groups: Sequence[tuple[str, Sequence[Line]]]
    roll_up: RollUp
    roll_ups: Mapping[int, RollUp]
    changes: Sequence[StatusChange]
    duties: QuerySet[Commitment]
    left_out: int = field(default=0)

    @property
    def numbers(self) -> list[int]:
        """The numbers of its commitments."""
        return [line.commitment.pk for line in self.lines]


def scope_of(brief: Brief, *, today: date) -> Scope:
    """The scope of a stored brief, which has its subject at hand; `today` in the subject's zone."""
    agreement = brief.agreement
    if brief.commitment is not None:
        agreement = brief.commitment.agreement
    return Scope(
        reader=brief.user,
        kind=BriefKind(brief.kind),
        as_of=brief.as_of,
        known_by=brief.known_by,
        today=today,
        agreement=agreement,
        party=brief.party,
        commitment=brief.commitment,
        changed_from=brief.changed_from,
    )


def gather(scope: Scope) -> Subject:
    """Everything the brief lists, read once.

    Raises NotComputedYet where so many duties at such a pair of days need a computed portfolio first.
    """
    duties = portfolio.commitments_for(scope.reader).filter(_about(scope))
    lines = portfolio.lines(
        scope.reader,
        scope.as_of,
        as_of=scope.past,
        known_by=scope.known,
        today=scope.today,
        commitments=duties,
    )
    changed = _changes(scope, duties)
    shown = _shown(scope, lines, changed)
    # For those that are listed: of a past day results are worked out for a limited number of duties.
    portfolio.with_outcomes(scope.reader, shown, as_of=scope.past, known_by=scope.known)
    return Subject(
        scope=scope,
        lines=shown,
        groups=_groups(scope, shown),
        roll_up=portfolio.roll_up_lines(_owed(scope, lines)),
        roll_ups={
            number: portfolio.roll_up_lines(those) for number, those in portfolio.by_agreement(lines).items()
        },
        changes=changed,
        duties=duties,
        left_out=len(lines) - len(shown),
    )


def _about(scope: Scope) -> Q:
    if scope.commitment is not None:
        return Q(pk=scope.commitment.pk)
    if scope.party is not None:
        return parties.duties_of(scope.party)
    return Q(agreement=scope.agreement) if scope.agreement is not None else Q()


def _owed(scope: Scope, lines: Sequence[Line]) -> list[Line]:
    """The lines a headline speaks of: of a party those it owes, as on its page."""
    return [line for line in lines if scope.party is None or scope.party in line.obligors]


def _shown(scope: Scope, lines: Sequence[Line], changed: Sequence[StatusChange]) -> list[Line]:
    """Of a large portfolio what changed in the period, then the worst; in the order of the list."""
    if len(lines) <= MOST_DUTIES:
        return list(lines)
    moved = {change.commitment_id for change in changed}
    order = sorted(
        lines,
        key=lambda line: (line.commitment.pk not in moved, line.standing.rank if line.standing else 99),
    )
    kept = {line.commitment.pk for line in order[:MOST_DUTIES]}
    return [line for line in lines if line.commitment.pk in kept]


def _groups(scope: Scope, lines: Sequence[Line]) -> list[tuple[str, Sequence[Line]]]:
    if scope.party is not None:
        owes = [line for line in lines if scope.party in line.obligors]
        owed = [line for line in lines if scope.party not in line.obligors]
        return [(name, those) for name, those in (("owes", owes), ("owed", owed)) if those]
    if scope.agreement is not None:
        return [("", lines)] if lines else []
    return [(those[0].agreement.title, those) for those in portfolio.by_agreement(lines).values()]


def _changes(scope: Scope, duties: QuerySet[Commitment]) -> list[StatusChange]:
    log = change_log.listed(scope.reader).filter(effective_on__lte=scope.as_of)
    log = log.filter(commitment__in=duties.order_by().values("pk"))
    if scope.changed_from is None:
        return list(log[:CHANGES_SHOWN])
    return list(log.filter(effective_on__gte=scope.changed_from)[:MOST_CHANGES])
