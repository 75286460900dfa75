"""Puts deadlines, slips, findings and changes of status of duties on one axis; it draws nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.models import CommitmentVersion, Finding
from tracker.models.choices import STATUSES
from tracker.publishing import figures
from tracker.selectors.portfolio import Line
from tracker.selectors.spans import Run
from tracker.templatetags.duties import address_of
from tracker.web.time_machine import Time

ROWS = 40  # duties on one drawing
ROWS_OF_MANY = 15  # of an agreement too long to be shown whole: each duty has a dozen events in the table
WORDS = dict(STATUSES)
STANCES = {"SUPPORTS": "up", "PARTIAL": "half", "CONTRADICTS": "down", "NEUTRAL": "flat"}


@dataclass(frozen=True, slots=True)
class Move:
    """A deadline that was moved: on which day it was recorded, from when to when, and why."""

    on: date
    old: date | None
    new: date | None
    reason: str


@dataclass(slots=True)
class Row:
    """One duty: what is on its line of the drawing."""

    line: Line
    moves: Sequence[Move] = ()
    runs: Sequence[Run] = ()
    findings: list[Finding] = field(default_factory=list)

    @property
    def due_on(self) -> date | None:
        """The day it is due, where it is something to be done by a day."""
        return self.line.due_on if self.line.has_deadline else None


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the table behind the drawing."""

    on: date
    row: Row
    kind: str  # due, moved, done, status, finding
    status: str = ""
    finding: Finding | None = None
    move: Move | None = None


def drawable(
    lines: Iterable[Line], history: Mapping[int, Sequence[Run]], spoken_of: Collection[int]
) -> list[Line]:
    """The duties with anything to draw, those most overdue first, then by the day due."""
    shown = [
        line
        for line in lines
        if line.has_deadline
        or line.commitment.pk in spoken_of
        or len(history.get(line.commitment.pk, ())) > 1
    ]
    return sorted(
        shown,
        key=lambda line: (
            -line.days_late,
            line.due_on if line.due_on and line.has_deadline else date.max,
            line.commitment.code,
        ),
    )


def rows_of(
    lines: Iterable[Line],
    history: Mapping[int, Sequence[Run]],
    findings: Iterable[Finding],
    definitions: Iterable[CommitmentVersion],
) -> list[Row]:
    """A row for each of these duties, in their order."""
    moves = _moves(definitions)
    rows = {
        line.commitment.pk: Row(line, moves.get(line.commitment.pk, ()), history.get(line.commitment.pk, ()))
        for line in lines
    }
    for finding in findings:
        if finding.commitment_id in rows:
            rows[finding.commitment_id].findings.append(finding)
    return list(rows.values())


def events(rows: Iterable[Row], day: date) -> list[Event]:
    """All that the drawing of these rows shows, the latest first."""
    found = [event for row in rows for event in _events(row) if event.on <= day or event.kind == "due"]
    return sorted(found, key=lambda event: (event.on, event.row.line.commitment.code), reverse=True)


def title(lines: Iterable[Line], day: date) -> str:
    """What the deadlines came to by a day, in a sentence."""
    dated = [line for line in lines if line.has_deadline and line.due_on and line.status]
    come = [line for line in dated if line.due_on and line.due_on <= day]
    if not come:
        return _("No deadline has come by this day.")
    done = [line for line in come if line.done_on]
    late = sum(bool(line.days_late) for line in done)
    total = ngettext("Of one deadline that has come,", "Of %(n)s deadlines that have come,", len(come))
    parts = _("%(in_time)s met in time, %(late)s met late, %(open)s not established as met.")
    return f"{total} {parts}" % {
        "n": figures.number(len(come)),
        "in_time": figures.number(len(done) - late),
        "late": figures.number(late),
        "open": figures.number(len(come) - len(done)),
    }


def drawing(rows: Sequence[Row], time: Time, first: date, said: str) -> dict[str, Any]:
    """The data of the drawing; `first` is where the axis begins, what lies before it only the table has."""
    ends = [time.day, *(row.due_on for row in rows if row.due_on)]
    return {
        "description": said,
        "from": first.isoformat(),
        "to": max(ends).isoformat(),
        "as_of": time.day.isoformat(),
        "words": {
            "due": _("due"),
            "done": _("done"),
            "moved": _("moved"),
            "finding": _("finding"),
            "not_done": _("not established as done"),
            "days": _("days"),
            "looked": _("looked at"),
        },
        "rows": [_drawn(row, time, first) for row in rows],
    }


def _drawn(row: Row, time: Time, first: date) -> dict[str, Any]:
    line = row.line
    own = address_of(line.commitment)
    return {
        "code": line.commitment.code,
        "title": line.commitment.title,
        "href": time.address(own),
        "due": _iso(row.due_on),
        "done": _iso(line.done_on if row.due_on else None),
        "late": bool(line.days_late),
        "days": ((line.done_on or time.day) - row.due_on).days if row.due_on else None,
        "status": line.status,
        "word": str(WORDS[line.status]) if line.status else "",
        "moves": [
            {"on": move.on.isoformat(), "old": _iso(move.old), "new": _iso(move.new)}
            for move in row.moves
            if move.old and move.old >= first
        ],
        "changes": [
            {
                "day": run.from_on.isoformat(),
                "status": run.status,
                "word": str(WORDS[run.status]),
                "href": f"{own}?as_of={run.from_on.isoformat()}",
            }
            for run in row.runs
            if run.from_on >= first
        ],
        "findings": [
            {
                "day": _seen_on(finding).isoformat(),
                "stance": STANCES[finding.stance],
                "says": finding.statement or finding.reference,
                "source": finding.report.source.name,
                "href": time.address(f"/findings/{finding.reference}/"),
            }
            for finding in row.findings
            if _seen_on(finding) >= first
        ],
    }


def _events(row: Row) -> Iterator[Event]:
    if row.due_on:
        yield Event(row.due_on, row, "due")
    if row.due_on and row.line.done_on:
        yield Event(row.line.done_on, row, "done")
    for move in row.moves:
        yield Event(move.on, row, "moved", move=move)
    for run in row.runs:
        yield Event(run.from_on, row, "status", status=run.status)
    for finding in row.findings:
        yield Event(_seen_on(finding), row, "finding", finding=finding)


def _moves(definitions: Iterable[CommitmentVersion]) -> dict[int, list[Move]]:
    """Each duty's deadlines as one definition after the other had them, where they differ."""
    found: dict[int, list[Move]] = {}
    before: CommitmentVersion | None = None
    for version in definitions:
        same_duty = before is not None and before.commitment_id == version.commitment_id
        if before is not None and same_duty and before.due_on != version.due_on:
            move = Move(version.recorded_on, before.due_on, version.due_on, version.reason)
            found.setdefault(version.commitment_id, []).append(move)
        before = version
    return found


def _seen_on(finding: Finding) -> date:
    return finding.event_on or finding.observed_to


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
