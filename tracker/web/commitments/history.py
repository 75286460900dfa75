"""Turns what is kept of a status and its past days into rows; it must not judge why they came."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.assessment import ReasonCode
from tracker.models import CommitmentVersion, Finding, StatusChange, User
from tracker.publishing import explanations
from tracker.selectors import hindsight
from tracker.selectors.dossier import Dossier
from tracker.web.misreading import Stretch, stretches
from tracker.web.time_machine import Time

STRETCHES_SHOWN = 8  # in the rail; the agreement's page of hindsight has all
BACKFILLS_SHOWN = 30
REFERENCE = re.compile(r"F-[0-9A-Z]+")


@dataclass(frozen=True)
class Change:
    """One change: the status from a day on, the sentence that says most, the findings that brought it."""

    effective_on: date
    status: str
    late: bool
    backfill: bool
    sentence: str
    findings: Sequence[str]


@dataclass(frozen=True)
class Past:
    """What later knowledge did to the days up to the one shown: stretches that read differently now, and what
    was declared to count from before it was filed. `more` stretches are not shown here."""

    stretches: Sequence[Stretch]
    more: int
    backfills: Sequence[Finding]
    more_backfills: int
    corrections: Sequence[CommitmentVersion]


def past(reader: User, dossier: Dossier, time: Time) -> Past:
    """The days that read differently today; on a page of old knowledge also what may change that page."""
    shown = dossier.misread[:STRETCHES_SHOWN]
    learned = hindsight.lessons(reader, shown, time.today, dossier.records)
    return Past(
        stretches=stretches(shown, learned, time.today),
        more=len(dossier.misread) - len(shown),
        backfills=dossier.backfills[:BACKFILLS_SHOWN],
        more_backfills=max(0, len(dossier.backfills) - BACKFILLS_SHOWN),
        corrections=dossier.corrections,
    )


def changes(rows: Iterable[StatusChange], own_slug: str) -> list[Change]:
    """The rows as people read them; `own_slug` is the agreement's, which codes in sentences leave out."""
    return [
        Change(
            effective_on=row.effective_on,
            status=row.to_status,
            late=row.late,
            backfill=row.backfill,
            sentence=_sentence(row.reasons, own_slug),
            findings=REFERENCE.findall(row.cause),
        )
        for row in rows
    ]


def _sentence(reasons: Sequence[Sequence[Any]], own_slug: str) -> str:
    """The first reason that is not merely the weights, else the weights."""
    telling = [reason for reason in reasons if reason[0] != ReasonCode.WEIGHT] or list(reasons)
    if not telling:
        return ""
    code, *arguments = telling[0]
    own = f"{own_slug}/"
    plain = [one.removeprefix(own) if isinstance(one, str) else one for one in arguments]
    return explanations.reason_sentence(code, plain)
