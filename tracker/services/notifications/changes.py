"""Tells people of status changes by their rules; it must not know how a status is computed.

News is what changed the present of somebody's audience: decision 28 says what is history instead.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tracker.models import StatusChange
from tracker.services.notifications.rules import Listeners, about_commitment, open_audience, wants
from tracker.services.notifications.telling import Telling, put

NEWS_LASTS = timedelta(days=30)  # what took effect longer ago is history, however late it was recorded

Logged = tuple[int, date, str, str]  # number, day, status before, status after


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was just added to the log of one perspective, and who reads it.

    `stayed` are audiences that read this perspective before; `joined` names, for those that came from
    another, the perspective they read until now.
    """

    perspective_id: int
    as_of: date
    lines: Sequence[StatusChange]
    stayed: frozenset[int]
    joined: Mapping[int, int]

    @property
    def recent(self) -> list[StatusChange]:
        """The lines that can be news at all: a first status is none."""
        return [
            line for line in self.lines if line.from_status and line.effective_on > self.as_of - NEWS_LASTS
        ]


def tell_changes(commitment_id: int, written: Sequence[Written], *, at: datetime) -> None:
    """Tell whose rules match of what changed for them. Call it in the transaction that stores the changes.

    Nothing is asked where nothing can be news; one query where nobody listens; at most eight otherwise.
    """
    written = [one for one in written if one.recent and (one.stayed or one.joined)]
    if not written:
        return
    audiences = {audience for one in written for audience in (*one.stayed, *one.joined)}
    rules = about_commitment(commitment_id, audiences)
    if not rules:
        return
    news = _news(written, _logs(written))
    without = open_audience() if any(rule.user.audience_id is None for rule in rules) else 0
    tellings = []
    found: dict[str, Listeners] = {}
    lines: dict[str, StatusChange] = {}
    for rule in rules:
        for key, line in news.get(rule.user.audience_id or without, ()):
            if wants(rule, line.to_status, line.confidence):
                found.setdefault(key, Listeners()).add(rule)
                lines[key] = line
    for key, listeners in found.items():
        about = {"change": lines[key], "commitment_id": commitment_id}
        for person, rhythm in listeners.each():
            tellings.append(Telling(person=person, event=key, rhythm=rhythm, about=about))
    put(tellings, at=at)


def _logs(written: Sequence[Written]) -> dict[int, list[Logged]]:
    """The log of each perspective that is or was read, by day; one query."""
    named = {one.perspective_id for one in written} | {
        former for one in written for former in one.joined.values()
    }
    rows = StatusChange.objects.filter(perspective__in=named).order_by("effective_on", "id")
    logs: dict[int, list[Logged]] = {}
    for perspective, number, on, old, new in rows.values_list(
        "perspective_id", "id", "effective_on", "from_status", "to_status"
    ):
        logs.setdefault(perspective, []).append((number, on, old, new))
    return logs


def _news(
    written: Sequence[Written], logs: Mapping[int, Sequence[Logged]]
) -> dict[int, list[tuple[str, StatusChange]]]:
    """For each audience what is news to it, with the name of each event."""
    new = {line.pk for one in written for line in one.lines}
    news: dict[int, list[tuple[str, StatusChange]]] = {}
    for one in written:
        log = logs.get(one.perspective_id, ())
        present = log[-1][3] if log else ""
        last = next((line for line in one.recent if log and line.pk == log[-1][0]), None)
        for audience, former in {**dict.fromkeys(one.stayed, one.perspective_id), **one.joined}.items():
            corrects = last is not None and _before(logs.get(former, ()), new) != present
            told = [
                (_name(line, log), line)
                for line in one.recent
                if (line is last and corrects) or (audience in one.stayed and not line.backfill)
            ]
            if told:
                news[audience] = told
    return news


def _before(log: Sequence[Logged], new: Collection[int]) -> str:
    """The status that a log ended with before the new lines."""
    return next((line[3] for line in reversed(log) if line[0] not in new), "")


def _name(line: StatusChange, log: Sequence[Logged]) -> str:
    """What the event is called, alike from every perspective: the day, the step, how often it was made.

    Keys of rows stay in the database, so it is a digest.
    """
    step = (line.effective_on, line.from_status, line.to_status)
    times = sum(1 for number, *one in log if tuple(one) == step and number <= line.pk)
    told = f"{line.commitment_id} {line.effective_on} {line.from_status} {line.to_status} {times}"
    return f"change {hashlib.sha256(told.encode('ascii')).hexdigest()[:40]}"
