"""Makes the figures that the two drawings of an agreement read; the same stands in tables beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from tracker.assessment import Status
from tracker.models import CommitmentLink
from tracker.models.choices import STATUSES, LinkKind
from tracker.selectors.portfolio import DONE, Line
from tracker.web.agreements.ledger import Ledger

WORDS = dict(STATUSES)
TITLE_SHOWN = 46  # characters beside a node; the list beside the drawing has it in full


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The duties whose day has come, the most overdue first, and the drawing's data."""

    lines: Sequence[Line]
    data: dict[str, Any]


def deadlines_chart(lines: Iterable[Line], day: date) -> Deadlines | None:
    """The deadlines up to a day and when they were met; None when none has come."""
    come = [
        line for line in lines if line.has_deadline and line.due_on and line.due_on <= day and line.status
    ]
    if not come:
        return None
    come.sort(key=lambda line: (line.due_on or day, line.commitment.code))
    first = min(line.due_on or day for line in come)
    rows: list[dict[str, Any]] = [
        {
            "code": line.commitment.code,
            "title": line.commitment.title,
            "due": (line.due_on or day).isoformat(),
            "done": line.done_on.isoformat() if line.done_on else None,
            "status": line.status,
            "word": str(WORDS[line.status]) if line.status else "",
            "days": ((line.done_on or day) - (line.due_on or day)).days,
            "seen": [],
        }
        for line in come
        if line.done_on or line.status not in DONE
    ]
    return Deadlines(
        lines=come,
        data={
            "description": _("For each duty the day it was due and the day it was done, or that it is not."),
            "from": first.replace(day=1).isoformat(),
            "as_of": day.isoformat(),
            "words": {
                "due": _("due"),
                "done": _("done"),
                "not_done": _("not established as done"),
                "days": _("days"),
            },
            "rows": rows,
        },
    )


def links_chart(
    sides: Ledger, lines: Sequence[Line], links: Iterable[CommitmentLink]
) -> dict[str, Any] | None:
    """What hangs on what between two sides; None when there are not two sides or no links."""
    edges = _edges(links)
    drawn = {code for edge in edges for code in (edge["from"], edge["to"])}
    if not sides.faces or not edges:
        return None
    left = {line.commitment.pk for line in sides.lists[0][1]}
    nodes = [
        {
            "code": line.commitment.code,
            "title": Truncator(line.commitment.title).chars(TITLE_SHOWN),
            "status": line.status or Status.UNVERIFIED,
            "word": str(WORDS[line.status]) if line.status else "",
            "side": 0 if line.commitment.pk in left else 1,
        }
        for line in lines
        if line.commitment.code in drawn
    ]
    return {
        "description": _("Two columns of duties; lines join those that hang on each other."),
        "words": {kind.value: str(kind.label) for kind in LinkKind},
        "nodes": nodes,
        "edges": edges,
    }


def _edges(links: Iterable[CommitmentLink]) -> list[dict[str, str]]:
    """Links within the agreement; a reciprocal pair once, a prerequisite from what must come first."""
    found: dict[tuple[str, ...], dict[str, str]] = {}
    for link in links:
        if link.commitment.agreement_id != link.other.agreement_id:
            continue
        ends = (link.commitment.code, link.other.code)
        if link.kind == LinkKind.PREREQUISITE:
            ends = ends[::-1]
        key = (link.kind, *sorted(ends)) if link.kind == LinkKind.RECIPROCAL else (link.kind, *ends)
        found.setdefault(key, {"from": ends[0], "to": ends[1], "kind": link.kind})
    return list(found.values())
