"""Answers which commitments a reader sees, whose they are and where each stands; it knows no page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from tracker.assessment import RollUp, Status
from tracker.models import Agreement, Commitment, CommitmentParty, Coverage, Finding, Party, Ruling, User
from tracker.models.choices import DutyRole
from tracker.selectors.commitments import known_findings
from tracker.selectors.definitions import as_defined
from tracker.selectors.outcomes import Outcome, Voice, outcomes
from tracker.selectors.pairs import MOST_AT_ONCE
from tracker.selectors.rolling import roll_up_of
from tracker.selectors.standings import (
    Source,
    Standing,
    annotate_standing,
    source_for,
    standing_in,
    standings,
)
from tracker.selectors.visibility import audience_of, visible_to

DEADLINE_KINDS = ("ACT", "METRIC")
DONE = frozenset({Status.FULFILLED, Status.COMPLIANT, Status.CLOSED})
UNMET = frozenset({Status.BREACHED, Status.REVERSED, Status.OVERDUE, Status.DISPUTED})
NOT_IN_FORCE = frozenset({Status.PENDING, Status.SUSPENDED, Status.CLOSED})


@dataclass(slots=True)
class Line:
    """One commitment with its parties, where it stands on `day`, and what its result says beyond that."""

    commitment: Commitment
    day: date
    standing: Standing | None
    outcome: Outcome | None = None
    since: date | None = None
    voices: Sequence[Voice] = ()
    ruling: Ruling | None = None
    by_role: dict[str, list[Party]] | None = None  # read once: a page asks often

    @property
    def status(self) -> Status | None:
        """The status, None where nothing was computed yet."""
        return self.standing.status if self.standing else None

    @property
    def agreement(self) -> Agreement:
        """The agreement it stands in."""
        return self.commitment.agreement

    @property
    def due_on(self) -> date | None:
        """The day it is due; for a lasting duty, its last day."""
        return self.commitment.current.due_on if self.commitment.current else None

    @property
    def has_deadline(self) -> bool:
        """Whether it is a thing to be done by a day, not a lasting duty."""
        version = self.commitment.current
        return bool(version and version.kind in DEADLINE_KINDS and version.due_on)

    @property
    def done_on(self) -> date | None:
        """The day it was done, where that is established."""
        return self.standing.fulfilled_on if self.standing else None

    @property
    def days_late(self) -> int:
        """Days between the due day and the day it was done, or the day looked at; 0 when not late."""
        version = self.commitment.current
        if version is None or version.kind not in DEADLINE_KINDS:
            return 0
        return days_late(version.due_on, version.grace_days, self.standing, self.day)

    def parties(self, role: DutyRole) -> list[Party]:
        """The parties in a role, in the order they were named."""
        if self.by_role is None:
            self.by_role = {}
            for one in self.commitment.roles.all():
                self.by_role.setdefault(one.role, []).append(one.party)
        return self.by_role.get(role, [])

    @property
    def obligors(self) -> list[Party]:
        """Who owes it."""
        return self.parties(DutyRole.OBLIGOR)

    @property
    def beneficiaries(self) -> list[Party]:
        """Who is owed it."""
        return self.parties(DutyRole.BENEFICIARY)


def commitments_for(reader: User) -> QuerySet[Commitment]:
    """The commitments a reader sees, with agreement, clause, current version and parties at hand."""
    return named_commitments(reader).select_related("clause").prefetch_related(with_parties())


def named_commitments(reader: User) -> QuerySet[Commitment]:
    """The commitments a reader sees, with agreement and current version at hand, by agreement and code."""
    return (
        visible_to(reader, Commitment.objects.all())
        .select_related("agreement", "current")
        .order_by("agreement__title", "agreement_id", "code")
    )


def with_parties() -> "Prefetch[str]":
    """What to prefetch for the parties of a line."""
    return Prefetch("roles", queryset=role_rows())


def role_rows() -> QuerySet[CommitmentParty]:
    """Who has which role in duties, in the order they were named."""
    return CommitmentParty.objects.select_related("party").order_by("id")


def lines(
    reader: User,
    day: date,
    *,
    as_of: date | None = None,
    known_by: date | None = None,
    today: date | None = None,
    commitments: QuerySet[Commitment] | None = None,
) -> list[Line]:
    """Each commitment the reader sees (or those given, with `current` at hand) and its standing; two queries.

    On a past day `current` becomes the definition in use then, with one query more.
    `day` is the day looked at, in the present too; `as_of` is None in the present. Raises NotComputedYet for
    more than 400 at a pair of days that neither a history nor a computed portfolio answers.
    """
    rows = commitments_for(reader) if commitments is None else commitments
    source = source_for(as_of, known_by, today)
    if source is not Source.COMPUTED:
        read = annotate_standing(rows, audience_of(reader), as_of=as_of, source=source)
        if as_of is not None:
            as_defined(read, known_by or as_of)
        return [Line(commitment=one, day=day, standing=standing_in(one, as_of, source)) for one in read]
    known = standings(reader, rows, as_of=as_of, known_by=known_by, today=today)
    if as_of is not None:
        as_defined(rows, known_by or as_of)
    return [Line(commitment=one, day=day, standing=known.get(one.pk)) for one in rows]


def with_outcomes(
    reader: User, some: Sequence[Line], *, as_of: date | None = None, known_by: date | None = None
) -> None:
    """Give the lines what their results say beyond the status; of a past day, the worst 400 at most."""
    wanted = [line for line in some if line.standing and line.outcome is None]
    if as_of is not None:
        wanted = sorted(wanted, key=lambda line: line.standing.rank if line.standing else 0)
        wanted = wanted[:MOST_AT_ONCE]
    if not wanted:
        return
    known = outcomes(reader, [line.commitment.pk for line in wanted], as_of=as_of, known_by=known_by)
    for line in wanted:
        line.outcome = known.get(line.commitment.pk)


def looked_at(
    reader: User, commitments: QuerySet[Commitment], *, as_of: date | None, known_by: date | None
) -> QuerySet[Commitment]:
    """The commitments with `has_finding` and `has_coverage`: whether anybody reported, or looked, by then."""
    known = known_findings(as_of, known_by)
    findings = visible_to(reader, Finding.objects.filter(known, commitment=OuterRef("pk")))
    looks = Coverage.objects.filter(commitment=OuterRef("pk"))
    if as_of is not None:
        looks = looks.filter(from_on__lte=as_of)
    coverage = visible_to(reader, looks)
    return commitments.annotate(has_finding=Exists(findings), has_coverage=Exists(coverage))


def days_late(due_on: date | None, grace_days: int, standing: Standing | None, day: date) -> int:
    """Days between the due day and the day it was done, or `day` while it is unmet; 0 within the grace."""
    if due_on is None or standing is None:
        return 0
    until = standing.fulfilled_on or (day if standing.status in UNMET else None)
    return (until - due_on).days if until and until > due_on + timedelta(days=grace_days) else 0


def roll_up_lines(some: Iterable[Line]) -> RollUp:
    """What these lines say together: counts, headline, score and coverage."""
    held = list(some)
    found = {line.commitment.pk: line.standing for line in held if line.standing}
    return roll_up_of(found, [line.commitment for line in held])


def by_agreement(some: Sequence[Line]) -> dict[int, list[Line]]:
    """The lines of each agreement by its number."""
    grouped: dict[int, list[Line]] = {}
    for line in some:
        grouped.setdefault(line.commitment.agreement_id, []).append(line)
    return grouped
