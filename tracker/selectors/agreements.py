"""Answers what a reader sees of agreements: parties, clauses, anchors, relations; it reads no status."""

from __future__ import annotations

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
    User,
)
from tracker.selectors.frame import Counted
from tracker.selectors.visibility import audience_of, permitted, visible_to


def listed(reader: User) -> QuerySet[Agreement]:
    """The agreements the reader sees, with parties at hand, `withheld` and `is_chosen`, as `named`."""
    return named(reader).prefetch_related(with_parties())


def named(reader: User) -> QuerySet[Agreement]:
    """The agreements the reader sees, by title, with `is_chosen` and `withheld`, how many parts are so."""
    secret = Clause.objects.filter(permitted(audience_of(reader)), agreement=OuterRef("pk"), withheld=True)
    own = User.chosen.through.objects.filter(user=reader.pk, agreement=OuterRef("pk"))
    return (
        visible_to(reader, Agreement.objects.all())
        .annotate(withheld=Counted(secret.distinct()), is_chosen=Exists(own))
        .order_by("title", "pk")
    )


def with_parties() -> Prefetch[str]:
    """What to prefetch for `publishing.rollups.agreement_line`."""
    return Prefetch("roles", queryset=role_rows())


def role_rows() -> QuerySet[AgreementParty]:
    """Who has which role in agreements, in the order they were named."""
    return AgreementParty.objects.select_related("party").order_by("id")


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


def links_of(reader: User, agreement: Agreement, known_by: date | None = None) -> list[CommitmentLink]:
    """The links from and to its duties that stood at a known-by day (that stand, without one), among duties
    the reader sees."""
    seen = visible_to(reader, Commitment.objects.all()).values("pk")
    if known_by is None:
        stood = Q(removed_at__isnull=True)
    else:
        stood = Q(removed_on__isnull=True) | Q(removed_on__gt=known_by)
        stood &= Q(retroactive=True) | Q(recorded_on__lte=known_by)
    rows = CommitmentLink.objects.filter(
        stood,
        Q(commitment__agreement=agreement) | Q(other__agreement=agreement),
        commitment__in=seen,
        other__in=seen,
    ).select_related("commitment__agreement", "other__agreement")
    return list(rows.order_by("kind", "pk"))
