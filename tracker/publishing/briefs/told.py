"""Answers which rows a finished brief tells of, to hide it when one of them is closed; it writes no word."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import QuerySet

from tracker.models import Attachment, Commitment, Finding, Ruling
from tracker.publishing.briefs.subject import Subject
from tracker.selectors import changes as change_log
from tracker.selectors.visibility import visible_to


def parts(subject: Subject, data: Mapping[str, Any]) -> Mapping[str, Collection[int]]:
    """The numbers of what it tells of, by kind: listed in `data`, or what a status of its lines rests on."""
    reader = subject.scope.reader
    duties = {*subject.numbers, *(change.commitment_id for change in subject.changes)}
    sources = data["sources"]
    originals = Attachment.objects.filter(
        report__reference__in=[one["reference"] for one in sources],
        sha256__in=[file["sha256"] for one in sources for file in one["originals"]],
    )
    rulings = Ruling.objects.filter(reference__in=[one["reference"] for one in data["rulings"]])
    findings = Finding.objects.filter(reference__in=_findings(subject, data))
    return {
        "duties": _numbers(visible_to(reader, Commitment.objects.filter(pk__in=duties))),
        "findings": _numbers(visible_to(reader, findings)),
        "originals": _numbers(visible_to(reader, originals)),
        "rulings": _numbers(visible_to(reader, rulings)),
    }


def _findings(subject: Subject, data: Mapping[str, Any]) -> set[str]:
    """The references in tables and under drawings, and of those a status rests on beyond what is listed."""
    named = change_log.named_in(subject.changes)
    named |= {one["reference"] for group in data["evidence"] for one in group["findings"]}
    named |= {row["reference"] for chart in data["values"] for row in chart["rows"]}
    for line in subject.lines:
        if line.outcome is not None:
            named |= {*line.outcome.used_for, *line.outcome.used_against}
    return named


def _numbers(rows: QuerySet[Any]) -> list[int]:
    return list(rows.values_list("pk", flat=True))
