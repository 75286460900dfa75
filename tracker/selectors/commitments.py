"""Which commitments a reader finds: lists, search, what stands beside each; no page's layout, no weighing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery

from tracker.models import (
    Commitment,
    CommitmentParty,
    CommitmentVersion,
    Finding,
    Party,
    PortfolioDay,
    Ruling,
    User,
)
from tracker.models.choices import DutyRole, FindingState
from tracker.models.states import RulingState
from tracker.selectors.standings import Source, annotate_standing
from tracker.selectors.visibility import audience_of, permitted, visible_to

MOST_WORDS = 8  # a longer search is cut: each word costs a condition
DEFINED = ("kind", "starts_on", "due_on", "agreed_due_on", "grace_days", "essential", "weight")


def listed(
    reader: User,
    *,
    as_of: date | None,
    known_by: date | None,
    source: Source,
    portfolio: PortfolioDay | None = None,
) -> QuerySet[Commitment]:
    """The commitments the reader may see, with their standing (see `annotate_standing`) and definition.

    At a pair that no history answers they have a standing only from its `portfolio`.

    The definition, as `defined_kind`, `defined_due_on` and so on, is the one in use at the known-by day.
    """
    rows = visible_to(reader, Commitment.objects.all()).select_related("agreement")
    if source is not Source.COMPUTED or portfolio is not None:
        rows = annotate_standing(rows, audience_of(reader), as_of=as_of, source=source, portfolio=portfolio)
    if as_of is None:
        return rows.annotate(**{f"defined_{name}": F(f"current__{name}") for name in DEFINED})
    in_use = version_in_use(OuterRef("pk"), known_by or as_of)
    return rows.annotate(**{f"defined_{name}": Subquery(in_use.values(name)[:1]) for name in DEFINED})


def version_in_use(commitment: Any, known_by: date) -> QuerySet[CommitmentVersion]:
    """The versions of a commitment known by a day, that in use first; version 1 serves all earlier days."""
    known = Q(number=1) | Q(retroactive=True) | Q(recorded_on__lte=known_by)
    return CommitmentVersion.objects.filter(known, commitment=commitment).order_by("-number")


def matching(commitments: QuerySet[Commitment], words: str) -> QuerySet[Commitment]:
    """Those in whose code, title, description or party names (aliases too) every word occurs."""
    for word in words.split()[:MOST_WORDS]:
        parties = Party.objects.filter(Q(name__icontains=word) | Q(aliases__name__icontains=word))
        owed = CommitmentParty.objects.filter(party__in=parties).values("commitment")
        commitments = commitments.filter(
            Q(code__icontains=word)
            | Q(title__icontains=word)
            | Q(description__icontains=word)
            | Q(agreement__slug__icontains=word)
            | Q(pk__in=owed)
        )
    return commitments


def suggestions(reader: User, words: str, most: int = 10) -> list[Commitment]:
    """At most so many commitments that match the words, for a picker; codes that begin so come first."""
    found = matching(visible_to(reader, Commitment.objects.select_related("agreement", "current")), words)
    begins = Q(code__istartswith=words.strip()) if words.strip() else Q(pk__isnull=False)
    first = list(found.filter(begins).order_by("code")[:most])
    taken = [one.pk for one in first]
    return first + list(found.exclude(pk__in=taken).order_by("agreement__slug", "code")[: most - len(first)])


def with_parties(commitments: QuerySet[Commitment], role: str = DutyRole.OBLIGOR) -> QuerySet[Commitment]:
    """Each commitment with the roles of one sort at hand, as `obligor_roles` (or `beneficiary_roles`)."""
    roles = CommitmentParty.objects.filter(role=role).select_related("party").order_by("id")
    return commitments.prefetch_related(Prefetch("roles", queryset=roles, to_attr=f"{role}_roles"))


def finding_counts(
    reader: User, commitments: Collection[int], *, as_of: date | None, known_by: date | None
) -> dict[int, tuple[int, int]]:
    """How many accepted findings, and from how many origins, by commitment; those none has are left out."""
    rows = visible_to(
        reader, Finding.objects.filter(known_findings(as_of, known_by), commitment__in=commitments)
    )
    counted = (
        rows.order_by()
        .values("commitment")
        .annotate(findings=Count("pk", distinct=True), origins=Count("origin", distinct=True))
    )
    return {row["commitment"]: (row["findings"], row["origins"]) for row in counted}


def known_findings(as_of: date | None, known_by: date | None, prefix: str = "") -> Q:
    """The findings, reached through `prefix`, accepted and in force at a pair of days; without one, now."""
    if as_of is None:
        return Q(**{f"{prefix}state": FindingState.ACCEPTED})
    known = known_by or as_of
    return (
        Q(**{f"{prefix}state__in": [FindingState.ACCEPTED, FindingState.SUPERSEDED]})
        & Q(**{f"{prefix}observed_to__lte": as_of, f"{prefix}published_on__lte": known})
        & (Q(**{f"{prefix}accepted_on__isnull": True}) | Q(**{f"{prefix}accepted_on__lte": known}))
        & (Q(**{f"{prefix}superseded_on__isnull": True}) | Q(**{f"{prefix}superseded_on__gt": known}))
    )


def rulings_in_force(reader: User, commitments: Iterable[int], day: date) -> dict[int, Ruling]:
    """The ruling that stands beside each commitment's status on a day, as the reader's audience sees it."""
    return {ruling.commitment_id: ruling for ruling in ruling_rows(reader, commitments, day)}


def ruling_rows(reader: User, commitments: Iterable[int], day: date) -> QuerySet[Ruling]:
    """The rulings in force beside these commitments on a day, the one that stands last of each."""
    return _rulings_on(reader, day).filter(commitment__in=commitments).order_by("effective_on", "pk")


def with_rulings(reader: User, commitments: QuerySet[Commitment], day: date) -> QuerySet[Commitment]:
    """Each commitment with `ruling_status` and `ruling_lapses_on` of the ruling in force on a day."""
    last = _rulings_on(reader, day).filter(commitment=OuterRef("pk")).order_by("-effective_on", "-pk")
    return commitments.annotate(
        ruling_status=Subquery(last.values("status")[:1]),
        ruling_lapses_on=Subquery(last.values("lapses_on")[:1]),
    )


def _rulings_on(reader: User, day: date) -> QuerySet[Ruling]:
    rows = Ruling.objects.filter(
        Q(state__in=[RulingState.APPROVED, RulingState.LAPSED, RulingState.WITHDRAWN]),
        Q(ended_on__isnull=True) | Q(ended_on__gt=day),
        Q(perspective__isnull=True) | Q(perspective__readers__audience=audience_of(reader)),
        effective_on__lte=day,
        lapses_on__gt=day,
    )
    return visible_to(reader, rows)


def obligors_seen(reader: User) -> QuerySet[Party]:
    """The parties that owe a commitment the reader may see."""
    audience = audience_of(reader)
    owed = CommitmentParty.objects.filter(permitted(audience, "commitment__"), role=DutyRole.OBLIGOR)
    return Party.objects.filter(pk__in=owed.values("party")).order_by("name")


def owed_by(commitments: QuerySet[Commitment], parties: Iterable[Party]) -> QuerySet[Commitment]:
    """Those that any of the parties owes, each once."""
    owed = CommitmentParty.objects.filter(party__in=list(parties), role=DutyRole.OBLIGOR)
    return commitments.filter(pk__in=owed.values("commitment"))
