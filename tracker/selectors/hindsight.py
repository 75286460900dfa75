"""Answers which past days read differently today, and what taught us; only the method weighs the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from tracker import assessment as method
from tracker.assessment import Status
from tracker.models import Audience, Commitment, CommitmentVersion, Finding, User
from tracker.models.choices import FindingState, Series
from tracker.selectors.at_once import at_once
from tracker.selectors.facts import facts_in
from tracker.selectors.records import Records, read_records
from tracker.selectors.spans import Run, runs_of, span_rows
from tracker.selectors.visibility import audience_of, visible_to

MOST_DAYS_TRIED = 60  # days of learning tried for one stretch; each judges the commitment once


@dataclass(frozen=True, slots=True)
class Misread:
    """A stretch of days, both inside, believed to be one status then and known to be another now."""

    commitment_id: int
    from_on: date
    to_on: date
    believed: Status
    known: Status


@dataclass(frozen=True, slots=True)
class Lesson:
    """The day since which the first day of a stretch reads as it does now, and what came on it.

    `findings` are references the reader may see; `defined` when a definition, a link or the method's numbers
    became others that day.
    """

    learned_on: date
    findings: Sequence[str]
    defined: bool


def misread(reader: User, commitment_ids: Iterable[int], until: date) -> list[Misread]:
    """Where the two stored histories differ up to a day, the latest stretch first; one query."""
    numbers = list(commitment_ids)
    then, now = at_once(*both_histories(reader, numbers, until))
    return apart(then, now, until)


def both_histories(reader: User, commitment_ids: Sequence[int], until: date) -> list[QuerySet[Any]]:
    """The rows that `apart` compares: as known on each day, and with hindsight."""
    return [span_rows(reader, commitment_ids, until, one) for one in (Series.DIAGONAL, Series.HINDSIGHT)]


def apart(
    then_rows: Iterable[Sequence[Any]], now_rows: Iterable[Sequence[Any]], until: date
) -> list[Misread]:
    """Where the histories in these rows differ up to a day, the latest stretch first."""
    then, now = runs_of(then_rows), runs_of(now_rows)
    found = [
        one for number, history in then.items() for one in _apart(number, history, now.get(number, ()), until)
    ]
    return sorted(found, key=lambda one: (one.from_on.toordinal(), -one.commitment_id), reverse=True)


def lessons(
    reader: User, some: Sequence[Misread], today: date, records: Records | None = None
) -> dict[Misread, Lesson]:
    """What taught us otherwise, for each stretch where that can be told; for one page of them.

    Reads the `records` of the commitments where they are not at hand, then judges each stretch's first day at
    the days on which something about it became known, the latest first, until it no longer reads as today.
    """
    if not some:
        return {}
    records, audience = records or read_records({one.commitment_id for one in some}), audience_of(reader)
    found = {one: _lesson(records, audience, one, today) for one in some}
    return {one: lesson for one, lesson in found.items() if lesson is not None}


def backfills(
    reader: User, commitments: Iterable[Commitment], known_by: date, zone: str
) -> QuerySet[Finding]:
    """The findings declared public from their publication that were filed after a day, yet count on it.

    They are what may change how an old day reads; `zone` is the agreement's, in which the day ends.
    """
    after = datetime.combine(known_by + timedelta(days=1), time.min, ZoneInfo(zone))
    rows = Finding.objects.filter(
        commitment__in=commitments,
        state__in=(FindingState.ACCEPTED, FindingState.SUPERSEDED),
        accepted_on__isnull=True,
        published_on__lte=known_by,
        accepted_at__gte=after,
    )
    return visible_to(reader, rows).order_by("-published_on", "reference")


def corrections(commitment: Commitment, known_by: date) -> QuerySet[CommitmentVersion]:
    """The definitions recorded after a day and declared to hold from the beginning."""
    return commitment.versions.filter(retroactive=True, recorded_on__gt=known_by).order_by("-number")


def _apart(number: int, then: Sequence[Run], now: Sequence[Run], until: date) -> Iterable[Misread]:
    """Where two histories of one commitment, in order of days, have different statuses on the same days."""
    for old in then:
        for new in now:
            begin = max(old.from_on, new.from_on)
            end = min(old.to_on or until, new.to_on or until, until)
            if begin <= end and old.status != new.status:
                yield Misread(number, begin, end, old.status, new.status)


def _lesson(records: Records, audience: Audience, one: Misread, today: date) -> Lesson | None:
    known = _days_of_learning(records, audience, one.commitment_id)
    days = sorted((day for day in known if one.from_on < day <= today), reverse=True)
    for day in days[:MOST_DAYS_TRIED]:
        before = day - timedelta(days=1)
        if _status(records, audience, one, before) is not one.known:
            references = sorted(set(known[day]) - {""})
            return Lesson(learned_on=day, findings=references, defined="" in known[day])
    return None


def _status(records: Records, audience: Audience, one: Misread, known_by: date) -> Status | None:
    facts = facts_in(records, audience, [one.commitment_id], known_by)
    key = facts.keys[one.commitment_id]
    if all(duty.id != key for duty in facts.commitments):
        return None
    results = method.assess(
        facts.commitments,
        facts.findings,
        as_of=one.from_on,
        known_by=known_by,
        parameters=facts.parameters,
        wanted=[key],
    )
    return results[key].status


def _days_of_learning(records: Records, audience: Audience, number: int) -> Mapping[date, list[str]]:
    """The days on which what is known about a commitment changed: references, "" for a definition."""
    days: dict[date, list[str]] = {}
    links = [
        link for link in records.links.get(number, ()) if records.shows_commitment(link.other_id, audience)
    ]
    for one in (number, *(link.other_id for link in links)):
        for row in records.findings.get(one, ()):
            if not records.shows_finding(row, audience) or row.published_on is None:
                continue
            days.setdefault(max(row.published_on, row.accepted_on or row.published_on), []).append(
                row.reference
            )
            if row.superseded_on is not None:
                days.setdefault(row.superseded_on, []).append(row.reference)
        for version in records.versions.get(one, ()):
            days.setdefault(version.recorded_on, []).append("")
    defined = [row.valid_from for row in records.parameters]
    defined += [link.recorded_on for link in links]
    defined += [link.removed_on for link in links if link.removed_on is not None]
    for day in defined:
        days.setdefault(day, []).append("")
    return days
