"""Answers which statuses changed and when, as one reader may know it; it must not know how pages show it."""

import re
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import Rank

from tracker.models import Agreement, CommitmentParty, Finding, Party, StatusChange, User
from tracker.models.choices import DutyRole
from tracker.selectors.prepared import answers
from tracker.selectors.visibility import audience_of, visible_to

REFERENCE = re.compile(r"F-[0-9A-Z]+")


def changes(reader: User, **narrowed: Any) -> QuerySet[StatusChange]:
    """The reader's own log of changes, latest first; a first status is not a change and is left out.

    `narrowed` are conditions on the way by which the reader reads a duty: without one the database looks
    through all that the audience reads.
    """
    own = StatusChange.objects.filter(perspective__readers__audience=audience_of(reader), **narrowed)
    return visible_to(reader, own.exclude(from_status="")).order_by("-effective_on", "-id")


def per_month(
    reader: User, from_on: date, to_on: date, *, agreement: Agreement | None = None
) -> dict[date, int]:
    """How many statuses changed in each month between two days (inside), by the month's first day."""
    return by_month(answers(_per_day, reader, from_on, to_on, agreement and agreement.pk))


def per_day(
    reader: User, from_on: date, to_on: date, *, agreement: Agreement | None = None
) -> QuerySet[StatusChange, Any]:
    """How many statuses changed on each day between two (inside): what `by_month` adds up."""
    rows = changes(reader).filter(effective_on__gte=from_on, effective_on__lte=to_on)
    if agreement is not None:
        rows = rows.filter(commitment__agreement=agreement)
    # Months are summed here: SQLite would call Python for each row to find the first day of its month.
    return rows.order_by().values_list("effective_on").annotate(number=Count("id", distinct=True))


def _per_day(reader: User, from_on: date, to_on: date, agreement: int | None) -> QuerySet[StatusChange, Any]:
    return per_day(reader, from_on, to_on, agreement=None if agreement is None else Agreement(pk=agreement))


def by_month(counted: Iterable[tuple[date, int]]) -> dict[date, int]:
    """The days' numbers added up, by the first day of their month."""
    found: dict[date, int] = {}
    for day, number in counted:
        month = day.replace(day=1)
        found[month] = found.get(month, 0) + number
    return found


def listed(reader: User) -> QuerySet[StatusChange]:
    """The log with commitment and agreement at hand."""
    return changes(reader).select_related("commitment", "commitment__agreement")


def of_obligor(rows: QuerySet[StatusChange], party: Party) -> QuerySet[StatusChange]:
    """Those of the changes that are of duties which this party owes, each once."""
    owed = CommitmentParty.objects.filter(party=party, role=DutyRole.OBLIGOR)
    return rows.filter(commitment__in=owed.values("commitment"))


def last_per_agreement(reader: User, day: date, those: Collection[int]) -> dict[int, list[StatusChange]]:
    """The changes of the last day, up to `day`, on which each of those agreements changed; one query."""
    found: dict[int, list[StatusChange]] = {}
    for change in answers(_last_rows, reader, day, tuple(sorted(those))):
        found.setdefault(change.commitment.agreement_id, []).append(change)
    return found


def _last_rows(reader: User, day: date, those: Collection[int]) -> QuerySet[StatusChange]:
    newest = Window(Rank(), partition_by=F("commitment__agreement"), order_by=F("effective_on").desc())
    own = changes(reader, perspective__readers__commitment__agreement__in=those)
    seen = own.filter(effective_on__lte=day).annotate(age=newest)
    return seen.filter(age=1).select_related("commitment")


def causes(reader: User, told: Iterable[StatusChange]) -> dict[str, Finding]:
    """The findings that changes name as their cause and that the reader may see, by reference; one query."""
    named = named_in(told)
    if not named:
        return {}
    return {one.reference: one for one in visible_to(reader, Finding.objects.filter(reference__in=named))}


def named_in(told: Iterable[StatusChange]) -> set[str]:
    """The references of findings that changes name as their cause."""
    return {reference for change in told for reference in REFERENCE.findall(change.cause)}
