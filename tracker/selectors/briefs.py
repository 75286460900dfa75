"""Answers which briefs somebody finds among their downloads, and which templates are offered them."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from tracker.models import Agreement, Attachment, Brief, BriefTemplate, Commitment, Finding, Ruling, User
from tracker.selectors.visibility import audience_of, permitted, visible_to

# What a brief tells of, by the name of its relation: the model, and the table between.
TOLD: dict[str, tuple[type[Model], type[Model]]] = {
    "duties": (Commitment, Brief.duties.through),
    "findings": (Finding, Brief.findings.through),
    "originals": (Attachment, Brief.originals.through),
    "rulings": (Ruling, Brief.rulings.through),
}


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
    for name in TOLD:
        rows = rows.exclude(pk__in=_telling_of_closed(reader, name))
    return rows.select_related(
        "agreement", "party", "commitment__agreement", "template", "checkpoint"
    ).order_by("-asked_at", "-id")


def _telling_of_closed(reader: User, name: str) -> QuerySet[Any]:
    """The reader's briefs that tell of a thing of this kind whose marking is above what they may see now."""
    model, through = TOLD[name]
    allowed = permitted(audience_of(reader))
    open_to: QuerySet[Any] = model._default_manager.filter(allowed, pk=OuterRef(model._meta.model_name or ""))
    told: QuerySet[Any] = through._default_manager.filter(~Exists(open_to), brief__user=reader)
    return told.values("brief")


def offered(agreement: Agreement | None) -> QuerySet[BriefTemplate]:
    """The templates offered for a brief about an agreement (without one: about several)."""
    rows = BriefTemplate.objects.filter(active=True)
    everywhere = Q(agreements__isnull=True)
    mine = everywhere | Q(agreements=agreement) if agreement is not None else everywhere
    return rows.filter(mine).distinct().order_by("name")
