"""Answers which briefs somebody finds among their downloads, and which templates are offered them."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from tracker.models import Agreement, Brief, BriefTemplate, Commitment, User
from tracker.selectors.visibility import audience_of, permitted, visible_to


def own(reader: User) -> QuerySet[Brief]:
    """The reader's own briefs, last asked first, as far as their clearance still reaches.

    One whose marking lies above it, that was made for a team they left, or whose subject or anything it tells
    of is closed to them by now is as if it were not there.
    """
    audience = audience_of(reader)
    teams = [slug for slug in audience.team_key.split(",") if slug]
    # A set of teams is kept as one sorted text: those made for a team the reader is not in are found by it.
    foreign = Q(audience__teams__isnull=False) & ~Q(audience__teams__slug__in=teams)
    left = Brief.objects.filter(foreign, user=reader).values("pk")
    seen = Q(agreement__isnull=True) | Q(
        agreement__in=visible_to(reader, Agreement.objects.all()).values("pk")
    )
    duties = visible_to(reader, Commitment.objects.all()).values("pk")
    rows = Brief.objects.filter(seen, user=reader, marking__lte=audience.level).exclude(pk__in=left)
    rows = rows.filter(Q(commitment__isnull=True) | Q(commitment__in=duties))
    for name in ("duties", "findings", "originals", "rulings"):
        rows = rows.exclude(pk__in=_telling_of_closed(reader, name))
    return rows.select_related(
        "agreement", "party", "commitment__agreement", "template", "checkpoint"
    ).order_by("-asked_at", "-id")


def _telling_of_closed(reader: User, name: str) -> QuerySet[Brief]:
    """The reader's briefs that tell of a thing of this kind whose marking is above what they may see now."""
    relation = Brief._meta.get_field(name)
    model, through = relation.related_model, relation.remote_field.through
    open_to = model.objects.filter(permitted(audience_of(reader)), pk=OuterRef(model._meta.model_name))
    told = through.objects.filter(brief__user=reader).filter(~Exists(open_to))
    return told.values("brief")


def offered(agreement: Agreement | None) -> QuerySet[BriefTemplate]:
    """The templates offered for a brief about an agreement (without one: about several)."""
    rows = BriefTemplate.objects.filter(active=True)
    everywhere = Q(agreements__isnull=True)
    mine = everywhere | Q(agreements=agreement) if agreement is not None else everywhere
    return rows.filter(mine).distinct().order_by("name")
