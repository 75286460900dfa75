"""Turns the kept changes of a status into rows with a sentence each; it must not judge why they came."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.assessment import ReasonCode
from tracker.models import StatusChange
from tracker.publishing import explanations

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
