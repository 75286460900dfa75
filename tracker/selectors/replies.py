"""Answers which accusations await a reply, until when, and which were answered; it judges nobody."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

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
    rows = Position.objects.filter(
        kind=PositionKind.ACCUSES, about__isnull=False, reply_due_on__isnull=False, stated_on__lte=day
    )
    known = with_answers(reader, visible_to(reader, rows), day)
    known = known.select_related("party", "about", "commitment__agreement", "report")
    if state == ANSWERED:
        return known.filter(answered_on__isnull=False).order_by("-answered_on", "-pk")
    known = known.filter(answered_on__isnull=True)
    if state == OVERDUE:
        known = known.filter(reply_due_on__lt=day)
    elif state == DUE:
        known = known.filter(reply_due_on__gte=day)
    return known.order_by(F("reply_due_on"), "pk")


def counts(reader: User, day: date) -> dict[str, int]:
    """How many accusations stand in each of STATES on a day."""
    waiting = accusations(reader, day)
    overdue = waiting.filter(Q(reply_due_on__lt=day)).count()
    return {
        OVERDUE: overdue,
        DUE: waiting.count() - overdue,
        ANSWERED: accusations(reader, day, ANSWERED).count(),
    }
