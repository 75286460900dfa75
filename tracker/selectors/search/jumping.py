"""Answers which one thing a pasted reference or code means; it must not search."""

from __future__ import annotations

import re

from tracker.models import Commitment, Finding, Report, Ruling, User
from tracker.selectors import findings
from tracker.selectors.visibility import visible_to

REFERENCE = re.compile(r"([FRL])-([0-9A-Z]{6})", re.IGNORECASE)
CODE = re.compile(r"(?:[\w-]{1,80}/)?[\w.]{1,20}-[\w.-]{1,20}")


def meant(reader: User, asked: str) -> Finding | Report | Ruling | Commitment | None:
    """The finding, report, ruling or commitment whose reference was typed, whole and alone; None for others.

    A code that several agreements use means none of them: then all are found by searching.
    """
    asked = asked.strip()
    match = REFERENCE.fullmatch(asked)
    if match:
        return _referred(reader, match[1].upper(), asked.upper())
    if CODE.fullmatch(asked):
        named = findings.commitment_called(reader, asked)
        return named[0] if len(named) == 1 else None
    return None


def _referred(reader: User, letter: str, reference: str) -> Finding | Report | Ruling | None:
    if letter == "F":
        return findings.seen(reader).filter(reference=reference, report__removed_at__isnull=True).first()
    if letter == "R":
        return visible_to(reader, Report.objects.filter(reference=reference)).first()
    return visible_to(reader, Ruling.objects.filter(reference=reference)).first()
