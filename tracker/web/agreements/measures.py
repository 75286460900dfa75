"""Lays out the reported values of measured duties against their agreed paths; it judges none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.assessment import Bound, Kind, Profile, worst_bound
from tracker.models import CommitmentVersion, Finding
from tracker.publishing import figures, joints
from tracker.publishing.readings import figure
from tracker.selectors.portfolio import Line
from tracker.web.time_machine import Time

AFTERWARDS = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Reading:
    """One reported value: in words, and the integer it counts as (None where it cannot be read)."""

    finding: Finding
    reported: str
    counted: int | None


@dataclass(frozen=True, slots=True)
class Measure:
    """One measured duty: a sentence, the data of its drawing (None without a value), the values as rows."""

    line: Line
    title: str
    data: Mapping[str, Any] | None
    readings: Sequence[Reading]

    @property
    def name(self) -> str:
        """Its id on the page."""
        return f"m-{self.line.commitment.pk}"


def measured(lines: Iterable[Line]) -> list[Line]:
    """The duties with a measure."""
    return [line for line in lines if line.commitment.current and line.commitment.current.kind == Kind.METRIC]


def measures(lines: Iterable[Line], findings: Iterable[Finding], time: Time) -> list[Measure]:
    """Values against the agreed path for each of the lines, from the findings in force at the time."""
    reported: dict[int, list[Finding]] = {}
    for finding in findings:
        if finding.bound and finding.observed_to <= time.day:
            reported.setdefault(finding.commitment_id, []).append(finding)
    return [_measure(line, reported.get(line.commitment.pk, []), time) for line in measured(lines)]


def counted(finding: Finding, version: CommitmentVersion) -> int | None:
    """The one integer a bounded value stands for: of a range, the end least favourable to the obligor."""
    if version.baseline is None or version.target is None:
        return None
    bound = Bound(finding.bound)
    if bound is Bound.RANGE:
        values = {"low": finding.value_low, "high": finding.value_high}
    else:
        values = {"value": finding.value_high if bound is Bound.AT_MOST else finding.value_low}
    return worst_bound(bound, **values, baseline=version.baseline, target=version.target)


def _measure(line: Line, findings: Sequence[Finding], time: Time) -> Measure:
    version = line.commitment.current
    assert version is not None  # `measured` left out those without
    readings = [Reading(one, figure(one, version), counted(one, version)) for one in findings]
    said = _title(line, version, readings)
    return Measure(line, said, _drawing(line, version, readings, said, time) if readings else None, readings)


def _title(line: Line, version: CommitmentVersion, readings: Sequence[Reading]) -> str:
    target = _amount(version.target, version)
    read = [one for one in readings if one.counted is not None]
    if not read:
        return _("No value is reported against the target of %(target)s.") % {"target": target}
    words = {
        "target": target,
        "value": _amount(read[-1].counted, version),
        "day": figures.day(read[-1].finding.observed_to),
        "due": figures.day(version.due_on) if version.due_on else "",
        "days": figures.number(line.days_late),
    }
    if line.done_on and line.days_late:
        sentence = ngettext(
            "%(target)s reached on %(done)s, %(days)s day late.",
            "%(target)s reached on %(done)s, %(days)s days late.",
            line.days_late,
        )
        return sentence % {**words, "done": figures.day(line.done_on)}
    if line.done_on:
        return _("%(target)s reached on %(done)s, in time.") % {**words, "done": figures.day(line.done_on)}
    if _reaches(read[-1].counted, version):
        said = _("%(value)s on %(day)s would meet the target of %(target)s; it is not established.") % words
        alone = line.standing is not None and line.standing.self_reported
        return f"{said} {_('Only the obligor says so.')}" if alone else said
    if line.days_late:
        sentence = ngettext(
            "%(value)s on %(day)s; %(target)s has been due for %(days)s day.",
            "%(value)s on %(day)s; %(target)s has been due for %(days)s days.",
            line.days_late,
        )
        return sentence % words
    if version.due_on:
        return _("%(value)s on %(day)s; %(target)s is due by %(due)s.") % words
    return _("%(value)s on %(day)s; the target is %(target)s.") % words


def _reaches(value: int | None, version: CommitmentVersion) -> bool:
    """Whether a value is at the target or beyond it."""
    if value is None or version.baseline is None or version.target is None:
        return False
    return value >= version.target if version.target > version.baseline else value <= version.target


def _drawing(
    line: Line, version: CommitmentVersion, readings: Sequence[Reading], said: str, time: Time
) -> dict[str, Any]:
    first = min(version.starts_on, readings[0].finding.observed_to)
    happened = [readings[-1].finding.observed_to, version.starts_on, version.due_on, line.done_on]
    last = max(day for day in happened if day)
    last = max(last, min(time.day, last + AFTERWARDS))
    return {
        "description": f"{line.commitment.code}{joints.comma()}{line.commitment.title}: {said}",
        "unit": version.unit,
        "small": True,
        "from": first.isoformat(),
        "to": last.isoformat(),
        "words": {"path": _("agreed path"), "reported": _("reported"), "late": _("late")},
        "path": [[day.isoformat(), _scaled(value, version)] for day, value in _path(version)],
        "readings": [
            {
                "day": one.finding.observed_to.isoformat(),
                "value": _scaled(one.counted, version),
                "low": _scaled(one.finding.value_low, version),
                "high": _scaled(one.finding.value_high, version),
                "label": f"{one.finding.report.source.name}{joints.comma()}{one.reported}",
                "href": time.address(f"/findings/{one.finding.reference}/"),
            }
            for one in readings
            if one.counted is not None
        ],
        "deadlines": [{"day": version.due_on.isoformat(), "label": _("due"), "short": _("due")}]
        if version.due_on
        else [],
        "late": _late(line, version, last, time.day),
    }


def _late(line: Line, version: CommitmentVersion, last: date, day: date) -> dict[str, str] | None:
    if not line.days_late or version.due_on is None:
        return None
    until = min(line.done_on or day, last)
    words = ngettext("%(days)s day late", "%(days)s days late", line.days_late)
    label = words % {"days": figures.number(line.days_late)}
    return {"from": version.due_on.isoformat(), "to": until.isoformat(), "label": label}


def _path(version: CommitmentVersion) -> list[tuple[date, int | None]]:
    """The agreed course: evenly from baseline to target, or all at the deadline."""
    if version.due_on is None:
        return []
    begin, end = (version.starts_on, version.baseline), (version.due_on, version.target)
    if version.profile == Profile.DEADLINE:
        return [begin, (version.due_on, version.baseline), end]
    return [begin, end]


def _amount(value: int | None, version: CommitmentVersion) -> str:
    return f"{figures.number(value or 0, decimals=version.decimals)} {version.unit}".strip()


def _scaled(value: int | None, version: CommitmentVersion) -> float | None:
    return None if value is None else value / 10**version.decimals
