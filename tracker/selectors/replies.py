"""Answers which accusations await a reply, until when, and which were answered; it judges nobody."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from tracker.models import Position, User
from tracker.models.choices import PositionKind
from tracker.selectors.visibility import visible_to

# What stops the clock: the accused party's own answer to that very accusation.
ANSWERS = (PositionKind.DENIES, PositionKind.REPLIES)
DUE, OVERDUE, ANSWERED = "due", "overdue", "answered"
STATES = (OVERDUE, DUE, ANSWERED)


def with_answers(reader: User, positions: QuerySet[Position], day: date) -> QuerySet[Any]:
    """The positions with `answered_on` and `answer_reference`: the accused party's first answer by a day."""
    answers = Position.objects.filter(
        replies_to=OuterRef("pk"), party=OuterRef("about"), kind__in=ANSWERS, stated_on__lte=day
    )
    first = visible_to(reader, answers).order_by("stated_on", "pk")
    return positions.annotate(
        answered_on=Subquery(first.values("stated_on")[:1]),
        answer_reference=Subquery(first.values("reference")[:1]),
    )


def accusations(reader: User, day: date, state: str = "") -> QuerySet[Any]:
    """The accusations stated by a day that name whom they accuse, those due first first, as `with_answers`.

    `state` is one of STATES; without one those that await a reply, overdue or not.
    """
    known = _known(reader, day).select_related("party", "about", "commitment__agreement", "report")
    if state == ANSWERED:
        return known.filter(answered_on__isnull=False).order_by("-answered_on", "-pk")
    known = known.filter(answered_on__isnull=True)
    if state == OVERDUE:
        known = known.filter(reply_due_on__lt=day)
    elif state == DUE:
        known = known.filter(reply_due_on__gte=day)
    return known.order_by(F("reply_due_on"), "pk")


def counts(reader: User, day: date) -> dict[str, int]:
    """How many accusations stand in each of STATES on a day, in one query."""
    awaited = Q(answered_on__isnull=True)
    found: dict[str, int] = _known(reader, day).aggregate(
        overdue=Count("pk", filter=awaited & Q(reply_due_on__lt=day), distinct=True),
        due=Count("pk", filter=awaited & Q(reply_due_on__gte=day), distinct=True),
        answered=Count("pk", filter=~awaited, distinct=True),
    )
    return found


def _known(reader: User, day: date) -> QuerySet[Any]:
    rows = Position.objects.filter(
        kind=PositionKind.ACCUSES, about__isnull=False, reply_due_on__isnull=False, stated_on__lte=day
    )
    return with_answers(reader, visible_to(reader, rows), day)
