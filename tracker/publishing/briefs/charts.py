"""Puts the months and the measured values of a brief in the form it draws; it must not judge anything."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tracker import assessment as method
from tracker.assessment import Parameters
from tracker.models.choices import STATUSES, Series
from tracker.publishing import figures, months, readings
from tracker.publishing.briefs import drawings
from tracker.publishing.briefs.subject import Subject
from tracker.publishing.briefs.wording import isolated, shortened
from tracker.selectors import particulars, spans
from tracker.selectors.facts import facts_for
from tracker.selectors.portfolio import Line
from tracker.selectors.visibility import audience_of

WORDS = dict(STATUSES)
MOST_ROWS = 120  # duties in the table of months
MOST_CHARTS = 8
WORD_FROM = 4  # columns; a narrower run shows its shape only
Row = dict[str, Any]


def heat(subject: Subject, names: Sequence[tuple[str, Sequence[Line]]]) -> Row | None:
    """The statuses over time as runs of columns; None without a history or with too many duties to read."""
    if len(subject.lines) > MOST_ROWS:
        return None
    scope = subject.scope
    history = spans.runs(scope.reader, subject.numbers, scope.as_of, scope.series)
    begun = [known[0].from_on for known in history.values()]
    if not begun:
        return None
    signed = scope.agreement.signed_on if scope.agreement else None
    first = max(min(begun), signed or min(begun))
    found = months.heat(names, history, first, scope.as_of)
    if found is None:
        return None
    return {
        "columns": [column.name for column in found.columns],
        "years": [{"name": name, "width": width} for name, width in found.years],
        "groups": [
            {"name": isolated(name), "rows": [_heat_row(line, cells) for line, cells in rows]}
            for name, rows in found.groups
        ],
        "note": _note(subject, found.months, first),
    }


def _heat_row(line: Line, cells: Sequence[months.Cell]) -> Row:
    return {
        "code": line.commitment.code,
        "cells": [
            {
                "width": cell.width,
                "code": cell.status.value if cell.status else "",
                "word": str(WORDS[cell.status]) if cell.status and cell.width >= WORD_FROM else "",
            }
            for cell in cells
        ],
    }


def _note(subject: Subject, step: int, first: date) -> str:
    days = {"from": figures.month(first), "to": figures.month(subject.scope.as_of)}
    if step == months.STEPS[-1]:
        said = _("Status on the last day of each year, %(from)s to %(to)s.")
    elif step == months.STEPS[0]:
        said = _("Status on the last day of each month, %(from)s to %(to)s.")
    else:
        said = _("Status on the last day of each quarter, %(from)s to %(to)s.")
    seen_later = subject.scope.series is Series.HINDSIGHT
    return f"{said % days} {_('As known today.') if seen_later else _('As known on each day.')}"


def measured(subject: Subject) -> tuple[list[Row], Parameters]:
    """Value against target for each measured duty, drawn and as rows; and the method's numbers in use."""
    scope = subject.scope
    lines = [
        line
        for line in subject.lines
        if line.commitment.current and line.commitment.current.kind == method.Kind.METRIC
    ][:MOST_CHARTS]
    facts = facts_for([line.commitment.pk for line in lines], audience_of(scope.reader), scope.known_by)
    found = []
    for line in lines:
        key = facts.keys.get(line.commitment.pk, "")
        version = particulars.definition_at(line.commitment, scope.known)
        if version is None or all(one.id != key for one in facts.commitments):
            continue
        explained = method.explain(
            facts.commitments,
            facts.findings,
            key,
            as_of=scope.as_of,
            known_by=scope.known_by,
            parameters=facts.parameters,
        )
        own = particulars.findings_of(scope.reader, line.commitment)
        chart = readings.chart(version, explained, facts.findings.get(key, ()), own)
        if chart is not None:
            found.append(_measured(line, chart))
    return found, facts.parameters


def _measured(line: Line, chart: readings.Chart) -> Row:
    return {
        "code": line.commitment.code,
        "name": isolated(shortened(line.commitment.title, 200)),
        "title": chart.title,
        "drawing": drawings.readings(chart.figures, alt=chart.description),
        "rows": [
            {
                "day": figures.day(row.finding.observed_to, row.finding.observed_precision),
                "reported": row.reported,
                "source": isolated(row.finding.report.source.name),
                "reference": row.finding.reference,
                "progress": figures.per_mille(row.raw_pm) if row.raw_pm is not None else "–",
            }
            for row in chart.rows
        ],
    }
