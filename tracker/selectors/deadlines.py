"""Answers which days a reader waits for: deadlines, replies due, rulings that lapse; no words, no calendar.

A day that no longer holds is told as cancelled for a while, so that calendars that know it take it out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple, TypeVar

from django.db.models import Max, Q, QuerySet

from tracker.models import (
    Agreement,
    Commitment,
    CommitmentVersion,
    LedgerEntry,
    Party,
    Position,
    Ruling,
    User,
)
from tracker.models.choices import DutyRole, PositionKind
from tracker.models.states import RulingState
from tracker.selectors import replies
from tracker.selectors.visibility import audience_of, permitted, visible_to

CANCELLED_SHOWN = timedelta(days=180)
MOST = 1000  # days told at once: writing more takes longer than calendar readers wait


DAYS = ("due_on", "agreed_due_on")
NOW = ("current__closed_on", "current__recorded_at", *(f"current__{name}" for name in DAYS))


class Sort(StrEnum):
    """What falls on the day."""

    DUE = "due"
    AGREED = "agreed"
    ENDS = "ends"
    REPLY = "reply"
    LAPSE = "lapse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """One day somebody waits for. `name` is unique and stays; `sequence` grows with each change of it."""

    name: str
    sort: Sort
    day: date
    commitment: Commitment
    sequence: int
    changed_at: datetime
    marking: int
    cancelled: bool = False
    reference: str = ""
    party: str = ""


class Day(NamedTuple):
    """A day of a duty before anything else is read of it; `number` is the duty's."""

    day: date
    sort: Sort
    number: int
    changed_at: datetime
    cancelled: bool


DayT = TypeVar("DayT", Deadline, Day)


def deadlines(
    reader: User, at: datetime, *, agreement: Agreement | None = None, obligor: Party | None = None
) -> list[Deadline]:
    """What the reader's calendar holds at a moment, in the order of its days; six queries."""
    about = Q() if agreement is None else Q(agreement=agreement)
    if obligor is not None:
        about &= Q(roles__party=obligor, roles__role=DutyRole.OBLIGOR)
    seen = visible_to(reader, Commitment.objects.filter(about)).order_by()
    latest = _latest_changes(reader, seen)
    found = [
        *_of_commitments(seen, latest, at),
        *_of_replies(reader, seen, latest, at.astimezone(UTC).date()),
        *_of_rulings(reader, seen, latest),
    ]
    shown = _shown(found, at)
    shown.sort(key=lambda one: (one.day, one.name))
    return nearest(shown, at.astimezone(UTC).date())


def _shown(days: Iterable[DayT], at: datetime) -> list[DayT]:
    """Those that stand, and those that were cancelled lately; in the order of the days."""
    kept = [one for one in days if not one.cancelled or at - one.changed_at <= CANCELLED_SHOWN]
    return sorted(kept, key=lambda one: one.day)


def nearest(days: Sequence[DayT], today: date, most: int = MOST) -> list[DayT]:
    """At most so many of the days (in order): first what is still to come, then what is just over."""
    over = bisect_left([one.day for one in days], today)
    begin = max(0, min(over, len(days) - most))
    return list(days[begin : begin + most])


Latest = dict[tuple[str, int], datetime]


def _latest_changes(reader: User, seen: QuerySet[Commitment]) -> Latest:
    """When each duty, position and ruling was last changed, as far as the reader is cleared for the entry."""
    own = seen.values("pk")
    rows = LedgerEntry.objects.filter(
        Q(object_type="commitment", object_id__in=own)
        | Q(object_type="position", object_id__in=Position.objects.filter(commitment__in=own).values("pk"))
        | Q(object_type="ruling", object_id__in=Ruling.objects.filter(commitment__in=own).values("pk")),
        marking__lte=audience_of(reader).level,
    )
    counted = rows.order_by().values_list("object_type", "object_id").annotate(last=Max("at"))
    return {(kind, number or 0): last for kind, number, last in counted}


def _of_commitments(seen: QuerySet[Commitment], latest: Latest, at: datetime) -> list[Deadline]:
    """The computed and the agreed day of each duty; one that was taken away is cancelled where it stood.

    Of thousands only those that are told are read as rows.
    """
    ever: dict[int, list[tuple[date | None, date | None]]] = {}
    dated = Q(due_on__isnull=False) | Q(agreed_due_on__isnull=False)
    versions = CommitmentVersion.objects.filter(dated, commitment__in=seen.values("pk"))
    for number, due_on, agreed_on in versions.order_by("number").values_list("commitment_id", *DAYS):
        ever.setdefault(number, []).append((due_on, agreed_on))
    duties = seen.filter(pk__in=versions.values("commitment"), current__isnull=False)
    days: list[Day] = []
    for number, closed_on, recorded_at, *current in duties.values_list("pk", *NOW):
        changed_at = max(recorded_at, latest.get(("commitment", number), recorded_at))
        for place, sort in enumerate((Sort.DUE, Sort.AGREED)):
            own = [day for day in (told[place] for told in ever[number]) if day]
            repeats = sort is Sort.AGREED and current[1] is not None and current[0] == current[1]
            if not own or repeats:
                continue  # where the parties say what the rule says it is one day, told once
            stands = current[place] is not None and closed_on is None
            days.append(Day(current[place] or own[-1], sort, number, changed_at, not stands))
    told_days = nearest(_shown(days, at), at.astimezone(UTC).date())
    rows = seen.select_related("agreement", "current").in_bulk([one.number for one in told_days])
    return [_deadline(one, rows[one.number]) for one in told_days if one.number in rows]


def _deadline(one: Day, duty: Commitment) -> Deadline:
    version = duty.current
    lasting = one.sort is Sort.DUE and version is not None and version.kind not in ("ACT", "METRIC")
    return Deadline(
        name=f"{one.sort}/{duty.agreement.slug}/{duty.code}",
        sort=Sort.ENDS if lasting else one.sort,
        day=one.day,
        commitment=duty,
        sequence=duty.version - 1 + (version.number - 1 if version else 0),
        changed_at=one.changed_at,
        marking=duty.effective_marking,
        cancelled=one.cancelled,
    )


def _of_replies(reader: User, seen: QuerySet[Commitment], latest: Latest, today: date) -> Iterator[Deadline]:
    """Until when accused parties may reply; one that was answered or put away is cancelled."""
    rows = Position.objects.filter(
        permitted(audience_of(reader)),
        kind=PositionKind.ACCUSES,
        about__isnull=False,
        reply_due_on__isnull=False,
        commitment__in=seen.values("pk"),
    ).distinct()
    for one in replies.with_answers(reader, rows, today).select_related("commitment__agreement", "about"):
        gone = one.removed_at is not None or one.answered_on is not None
        yield Deadline(
            name=f"{Sort.REPLY}/{one.reference}",
            sort=Sort.REPLY,
            day=one.reply_due_on,
            commitment=one.commitment,
            # An answer is another row; it must count as a change of this one.
            sequence=2 * (one.version - 1) + (one.answered_on is not None),
            changed_at=_later(latest.get(("position", one.pk)), one.recorded_at, one.answered_on),
            marking=max(one.effective_marking, one.commitment.effective_marking),
            cancelled=gone,
            reference=one.reference,
            party=one.about.name,
        )


def _of_rulings(reader: User, seen: QuerySet[Commitment], latest: Latest) -> Iterator[Deadline]:
    """When rulings lapse; one that ended before its day is cancelled."""
    rows = visible_to(
        reader,
        Ruling.objects.filter(
            Q(perspective__isnull=True) | Q(perspective__readers__audience=audience_of(reader)),
            state__in=(RulingState.APPROVED, RulingState.WITHDRAWN, RulingState.LAPSED),
            lapses_on__isnull=False,
            commitment__in=seen.values("pk"),
        ),
    ).distinct()
    for one in rows.select_related("commitment__agreement"):
        if one.lapses_on is None:
            continue
        early = one.ended_on is not None and one.ended_on < one.lapses_on
        yield Deadline(
            name=f"{Sort.LAPSE}/{one.reference}",
            sort=Sort.LAPSE,
            day=one.lapses_on,
            commitment=one.commitment,
            sequence=one.version - 1,
            changed_at=_later(
                latest.get(("ruling", one.pk)), one.decided_at or one.proposed_at, one.ended_on
            ),
            marking=max(one.effective_marking, one.commitment.effective_marking),
            cancelled=early or (one.state == RulingState.WITHDRAWN and one.ended_on is None),
            reference=one.reference,
        )


def _later(noted: datetime | None, first: datetime, day: date | None) -> datetime:
    """The latest of these moments; a day counts from its midnight in UTC."""
    moments: Iterable[datetime | None] = (
        noted,
        first,
        datetime.combine(day, time.min, tzinfo=UTC) if day else None,
    )
    return max(one for one in moments if one is not None)
