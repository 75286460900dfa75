"""Answers what a reader sees of agreements: parties, clauses, anchors, relations; it reads no status."""

from __future__ import annotations

from django.db.models import Count, F, Prefetch, Q, QuerySet

from tracker.models import (
    Agreement,
    AgreementParty,
    AgreementRelation,
    Anchor,
    Clause,
    Commitment,
    CommitmentLink,
    User,
)
from tracker.selectors.visibility import audience_of, permitted, visible_to


def listed(reader: User) -> QuerySet[Agreement]:
    """The agreements the reader sees, with parties at hand and `withheld`, the number of secret parts."""
    secret = permitted(audience_of(reader), "clauses__") & Q(clauses__withheld=True)
    roles = AgreementParty.objects.select_related("party").order_by("id")
    return (
        visible_to(reader, Agreement.objects.all())
        .annotate(withheld=Count("clauses", filter=secret, distinct=True))
        .prefetch_related(Prefetch("roles", queryset=roles))
        .order_by("title", "pk")
    )


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
