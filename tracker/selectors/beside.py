"""Answers what stands beside a duty in a list, as columns of it: since when, and on what it rests."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, Model, OuterRef, QuerySet, Subquery

from tracker.models import Commitment, CurrentAssessment, StatusSpan, User
from tracker.models.choices import Series
from tracker.selectors.visibility import audience_of


def with_since(rows: QuerySet[Commitment], reader: User, day: date, series: Series) -> QuerySet[Commitment]:
    """The duties with `since_on`, where the last run of one status up to a day began, and `since_status`."""
    spans = StatusSpan.objects.filter(series=series, from_on__lte=day)
    another = spans.filter(perspective=OuterRef("perspective"), from_on__gt=OuterRef("from_on"))
    own = spans.filter(
        perspective__readers__commitment=OuterRef("pk"), perspective__readers__audience=audience_of(reader)
    ).filter(~Exists(another.exclude(status=OuterRef("status"))))
    return rows.annotate(
        since_on=Subquery(own.order_by("from_on").values("from_on")[:1]),
        since_status=Subquery(own.order_by("from_on").values("status")[:1]),
    )


def with_results(rows: QuerySet[Commitment], reader: User) -> QuerySet[Commitment]:
    """The duties with `stored_result`, the present result as the reader's audience has it."""
    own = CurrentAssessment.objects.filter(
        perspective__readers__commitment=OuterRef("pk"), perspective__readers__audience=audience_of(reader)
    )
    return rows.annotate(stored_result=Subquery(own.values("result")[:1]))


def give_roles(things: Iterable[Model], roles: Iterable[Model], owner: str) -> None:
    """Put roles at hand where `roles.all()` of a duty or an agreement finds them; `owner` names their key."""
    found: dict[int, list[Model]] = {}
    for role in roles:
        found.setdefault(getattr(role, owner), []).append(role)
    for thing in things:
        rows: Any = thing.roles.get_queryset()  # type: ignore[attr-defined]
        rows._result_cache, rows._prefetch_done = found.get(thing.pk, []), True
        kept: Any = thing
        kept._prefetched_objects_cache = {**getattr(thing, "_prefetched_objects_cache", {}), "roles": rows}
