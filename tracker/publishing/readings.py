"""Lays out value against target: figures for the chart, rows for the table under it; it draws nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker import assessment as method
from tracker.models import CommitmentVersion, Finding
from tracker.models.choices import BOUNDS
from tracker.publishing import figures, joints

_BOUND_WORDS = dict(BOUNDS)
NEAR_DAYS = 60
AFTERWARDS_DAYS = 90


@dataclass(frozen=True)
class ReadingRow:
    """One reported value: as reported, as counted (None: no reading), the progress it means, its weight."""

    finding: Finding
    reported: str
    counted: int | None
    raw_pm: int | None
    expected_pm: int | None


@dataclass(frozen=True)
class Chart:
    """What the chart is about in a sentence, its figures for the script, and the same as rows."""

    title: str
    description: str
    figures: Mapping[str, Any]
    rows: Sequence[ReadingRow]


def chart(
    version: CommitmentVersion,
    explanation: method.Explanation,
    inputs: Iterable[method.Finding],
    findings: Mapping[str, Finding],
) -> Chart | None:
    """Value against target for a METRIC; None for other kinds and where nothing was reported.

    `inputs` are the method's findings, of which those visible at the explanation's days are drawn.
    """
    if version.kind != method.Kind.METRIC or version.baseline is None or version.target is None:
        return None
    seen = [
        one
        for one in inputs
        if one.id in findings
        and findings[one.id].bound
        and one.observed_to <= explanation.as_of
        and one.known_on <= explanation.known_by
    ]
    seen.sort(key=lambda one: (one.observed_to, one.id))
    if not seen:
        return None
    shown = {one.finding_id: one for one in explanation.target.readings} if explanation.target else {}
    rows = [
        ReadingRow(
            finding=findings[one.id],
            reported=figure(findings[one.id], version),
            counted=one.value,
            raw_pm=shown[one.id].raw_pm if one.id in shown else None,
            expected_pm=shown[one.id].expected_pm if one.id in shown else None,
        )
        for one in seen
    ]
    title = _title(version, seen, explanation)
    return Chart(title, title, _figures(version, explanation, seen, findings, title), rows)


def _title(
    version: CommitmentVersion, seen: Sequence[method.Finding], explanation: method.Explanation
) -> str:
    readings = [one for one in seen if one.value is not None]
    target = _measured(version.target, version)
    if not readings:
        return _("No reported value can be read against the target of %(target)s.") % {"target": target}
    last = readings[-1]
    words = {
        "value": _measured(last.value, version),
        "day": figures.day(last.observed_to),
        "target": target,
        "due": figures.day(version.due_on) if version.due_on else "",
    }
    result = explanation.result
    if result.fulfilled_on and result.late and explanation.due_on:
        days = (result.fulfilled_on - explanation.due_on).days
        return ngettext(
            "The target of %(target)s was reached %(days)s day late, on %(done)s.",
            "The target of %(target)s was reached %(days)s days late, on %(done)s.",
            days,
        ) % {**words, "days": figures.number(days), "done": figures.day(result.fulfilled_on)}
    if version.due_on:
        return _("Last reported: %(value)s on %(day)s; %(target)s is due by %(due)s.") % words
    return _("Last reported: %(value)s on %(day)s; the target is %(target)s.") % words


def _measured(value: int | None, version: CommitmentVersion) -> str:
    return f"{figures.number(value or 0, decimals=version.decimals)} {version.unit}".strip()


def _figures(
    version: CommitmentVersion,
    explanation: method.Explanation,
    seen: Sequence[method.Finding],
    findings: Mapping[str, Finding],
    title: str,
) -> dict[str, Any]:
    def scaled(value: int | None) -> float | None:
        return None if value is None else value / 10**version.decimals

    due = version.due_on
    first = min(version.starts_on, seen[0].observed_to)
    last = _last_day(version, explanation, seen)
    deadlines = []
    if due:
        deadlines.append({"day": due.isoformat(), "label": _("due"), "short": _("due")})
    if version.agreed_due_on and version.agreed_due_on != due:
        # Two lines a few days apart leave room for one label: it stands on the computed day.
        near = due is not None and abs((version.agreed_due_on - due).days) < NEAR_DAYS
        label = "" if near else _("due, as the parties say")
        deadlines.append({"day": version.agreed_due_on.isoformat(), "label": label, "short": ""})
    return {
        "description": title,
        "unit": version.unit,
        "from": first.isoformat(),
        "to": last.isoformat(),
        "words": {"path": _("agreed path"), "reported": _("reported"), "late": _("late")},
        "path": [[day.isoformat(), scaled(value)] for day, value in _path(version)],
        "readings": [
            {
                "day": one.observed_to.isoformat(),
                "value": scaled(one.value),
                "low": scaled(findings[one.id].value_low),
                "high": scaled(findings[one.id].value_high),
                "label": f"{findings[one.id].report.source.name}{joints.comma()}{one.id}",
            }
            for one in seen
            if one.value is not None
        ],
        "deadlines": deadlines,
        "late": _late(explanation, last),
    }


def _last_day(
    version: CommitmentVersion, explanation: method.Explanation, seen: Sequence[method.Finding]
) -> date:
    """Where the drawing ends: the day looked at, but not years after the last thing that happened."""
    happened = [seen[-1].observed_to, version.starts_on]
    happened += [
        day for day in (version.due_on, version.agreed_due_on, explanation.result.fulfilled_on) if day
    ]
    last = max(happened)
    return max(last, min(explanation.as_of, last + timedelta(days=AFTERWARDS_DAYS)))


def _path(version: CommitmentVersion) -> list[tuple[date, int | None]]:
    """The agreed course: evenly from baseline to target, or all at the deadline."""
    if version.due_on is None:
        return []
    if version.profile == method.Profile.DEADLINE:
        return [
            (version.starts_on, version.baseline),
            (version.due_on, version.baseline),
            (version.due_on, version.target),
        ]
    return [(version.starts_on, version.baseline), (version.due_on, version.target)]


def _late(explanation: method.Explanation, last: date) -> dict[str, str] | None:
    result, due = explanation.result, explanation.due_on
    if due is None or explanation.as_of <= due:
        return None
    until = result.fulfilled_on if result.fulfilled_on and result.late else None
    if until is None and result.status in (method.Status.OVERDUE, method.Status.BREACHED):
        until = explanation.as_of
    if until is None:
        return None
    days = (until - due).days
    label = ngettext("%(days)s day late", "%(days)s days late", days) % {"days": figures.number(days)}
    return {"from": due.isoformat(), "to": min(until, last).isoformat(), "label": label}


def figure(finding: Finding, version: CommitmentVersion | None) -> str:
    """The reported figure in words, such as "between 400 and 600 persons"; nothing for none."""
    if not finding.bound or version is None:
        return ""
    ends = [
        figures.number(value, decimals=version.decimals)
        for value in (finding.value_low, finding.value_high)
        if value is not None
    ]
    words: str | Promise = _BOUND_WORDS[finding.bound]
    spoken = str(_("%(low)s and %(high)s")) % {"low": ends[0], "high": ends[1]} if len(ends) == 2 else ends[0]
    text = f"{words} {spoken} {version.unit}".strip()
    return text.removeprefix(f"{_BOUND_WORDS['exact']} ")
