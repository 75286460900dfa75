"""Answers what a reader sees of agreements: parties, clauses, anchors, relations, evidence; no status."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from tracker.models import (
    Agreement,
    AgreementParty,
    AgreementRelation,
    Anchor,
    Clause,
    Commitment,
    CommitmentLink,
    CommitmentVersion,
    Finding,
    User,
)
from tracker.selectors.commitments import known_findings
from tracker.selectors.frame import Counted
from tracker.models.choices import LinkKind
from tracker.selectors.visibility import audience_of, permitted, visible_to


def listed(reader: User) -> QuerySet[Agreement]:
    """The agreements the reader sees, with parties at hand, `withheld` and `is_chosen`, as `named`."""
    return named(reader).prefetch_related(with_parties())


    """The agreements the reader sees, by title, with `is_chosen` and `withheld` (number of secret parts)."""
    """The agreements the reader sees, by title, with `is_chosen` and `withheld`, the number of secret parts."""
    secret = Clause.objects.filter(permitted(audience_of(reader)), agreement=OuterRef("pk"), withheld=True)
    own = User.chosen.through.objects.filter(user=reader.pk, agreement=OuterRef("pk"))
    return (
        visible_to(reader, Agreement.objects.all())
        .annotate(withheld=Counted(secret.distinct()), is_chosen=Exists(own))
        .order_by("title", "pk")
    )


def with_parties() -> Prefetch[str]:
    """What to prefetch for `publishing.rollups.agreement_line`."""
    return Prefetch("roles", queryset=AgreementParty.objects.select_related("party").order_by("id"))


def clauses_of(reader: User, agreement: Agreement) -> list[Clause]:
    """The agreement's text as the reader sees it, in its order."""
    return list(visible_to(reader, agreement.clauses.all()).order_by("position", "pk"))


def anchors_of(agreement: Agreement) -> list[Anchor]:
    """The days its deadlines hang on, those not yet known last."""
    return list(agreement.anchors.order_by(F("happened_on").asc(nulls_last=True), "code"))


def relations_of(reader: User, agreement: Agreement) -> list[AgreementRelation]:
    """How it bears on other agreements the reader sees, and they on it."""
    seen = visible_to(reader, Agreement.objects.all()).values("pk")
    rows = AgreementRelation.objects.filter(
        Q(agreement=agreement, other__in=seen) | Q(other=agreement, agreement__in=seen)
    ).select_related("agreement", "other")
    return list(rows.order_by("kind", "pk"))


def links_of(reader: User, agreement: Agreement) -> list[CommitmentLink]:
    """The standing links from and to its duties, among duties the reader sees."""
    seen = visible_to(reader, Commitment.objects.all()).values("pk")
    rows = CommitmentLink.objects.filter(
        Q(commitment__agreement=agreement) | Q(other__agreement=agreement),
        removed_at__isnull=True,
        commitment__in=seen,
        other__in=seen,
    ).select_related("commitment__agreement", "other__agreement")
    return list(rows.order_by("kind", "pk"))


def findings_on(
    reader: User, commitment_ids: Iterable[int], *, as_of: date | None, known_by: date | None
) -> list[Finding]:
    """The findings in force at a pair of days on these duties, by the day observed, with source at hand."""
    rows = visible_to(
        reader, Finding.objects.filter(known_findings(as_of, known_by), commitment__in=list(commitment_ids))
    )
    return list(rows.select_related("report__source").order_by("observed_to", "pk"))


def definitions_of(commitment_ids: Iterable[int], known_day: date) -> list[CommitmentVersion]:
    """The definitions of these duties as they were recorded by a day, each duty's oldest first.

    The duties must be visible to the reader already.
    """
    known = Q(number=1) | Q(retroactive=True) | Q(recorded_on__lte=known_day)
    rows = CommitmentVersion.objects.filter(known, commitment__in=list(commitment_ids))
    return list(rows.order_by("commitment", "number"))


def correspondences(commitments: Collection[int]) -> list[CommitmentLink]:
    """The standing links that say that two of these duties are the same, or that one repeats the other.

    Only between the duties given: give those the reader sees.
    """
    rows = CommitmentLink.objects.filter(
        removed_at__isnull=True,
        kind__in=(LinkKind.SAME_DUTY, LinkKind.REPEATS),
        commitment__in=commitments,
        other__in=commitments,
    )
    return list(rows.order_by("kind", "pk"))
