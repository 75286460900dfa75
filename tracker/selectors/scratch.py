"""Answers what statuses would be in a scratch copy, as a reader sees it; it writes nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tracker import assessment as method
from tracker.models import Commitment, Origin, User
from tracker.selectors.facts import Facts, facts_in
from tracker.selectors.imagined import Imagined, Scratch
from tracker.selectors.records import Records, read_records
from tracker.selectors.visibility import audience_of, visible_to

AT_MOST = 400  # duties judged twice in one request

Findings = dict[str, tuple[method.Finding, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One duty as it stands and as it would."""

    commitment: Commitment
    before: method.Result
    after: method.Result

    @property
    def status_changes(self) -> bool:
        """Whether its status would be another one."""
        return self.before.status is not self.after.status

    @property
    def changes(self) -> bool:
        """Whether anything it says would be another."""
        return self.before != self.after


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Duties judged twice, and what they say together; `absent` counts what a scratch copy names and the
    reader does not have: there is no such thing, or none to be seen. `left_out` duties were too many."""

    lines: Sequence[Line]
    before: method.RollUp
    after: method.RollUp
    absent: int
    left_out: int

    @property
    def flips(self) -> list[Line]:
        """Those whose status would be another one, the gravest result first."""
        found = [line for line in self.lines if line.status_changes]
        return sorted(found, key=lambda line: (line.after.status.rank, line.commitment.code))

    @property
    def shifts(self) -> list[Line]:
        """Those that keep their status while something else would be another."""
        return [line for line in self.lines if line.changes and not line.status_changes]

    @property
    def unchanged(self) -> int:
        """How many would say the same in every respect."""
        return sum(not line.changes for line in self.lines)

    @property
    def headline_changes(self) -> bool:
        """Whether they would have another headline together."""
        return self.before.headline is not self.after.headline


def compare(
    reader: User, duties: Sequence[Commitment], scratch: Scratch, days: Mapping[int, tuple[date, date]]
) -> Comparison:
    """These duties judged as they stand and in the scratch copy, on the facts the reader sees.

    `days` gives each duty's as-of and known-by. At most AT_MOST are judged: those the copy speaks of first.
    """
    spoken = {one.duty for one in scratch.added}
    ordered = sorted(duties, key=lambda one: _name(one) not in spoken)
    chosen, left_out = ordered[:AT_MOST], len(ordered[AT_MOST:])
    rows = {one.pk: one for one in chosen}
    records = read_records(rows)
    voices = origins_known(reader, scratch.added, records)
    lines: dict[int, Line] = {}
    judged: list[method.Commitment] = []
    used: set[object] = set()
    parameters = method.DEFAULT
    for pair in sorted({days[pk] for pk in rows}):
        numbers = sorted(pk for pk in rows if days[pk] == pair)
        facts = facts_in(records, audience_of(reader), numbers, pair[1])
        findings, applied = applied_to(facts, scratch, voices)
        used |= applied
        parameters = facts.parameters
        keys = {
            pk: key for pk in numbers if (key := facts.keys.get(pk)) is not None and key in facts.findings
        }
        before, after = judged_twice(facts, findings, scratch, pair, list(keys.values()))
        judged += [one for one in facts.commitments if one.id in before]
        for pk, key in keys.items():
            lines[pk] = Line(commitment=rows[pk], before=before[key], after=after[key])
    found = [lines[one.pk] for one in duties if one.pk in lines]
    results = {_name(line.commitment): line for line in found}
    return Comparison(
        lines=found,
        before=method.roll_up(judged, {key: line.before for key, line in results.items()}, parameters),
        after=method.roll_up(
            judged,
            {key: line.after for key, line in results.items()},
            with_numbers(parameters, scratch),
        ),
        absent=len({*scratch.references, *spoken} - used),
        left_out=left_out,
    )


def judged_twice(
    facts: Facts, findings: Findings, scratch: Scratch, pair: tuple[date, date], wanted: Sequence[str]
) -> tuple[dict[str, method.Result], dict[str, method.Result]]:
    """The results on the facts and on other findings; only what can differ is judged again."""
    ask = {"as_of": pair[0], "known_by": pair[1]}
    before = method.assess(
        facts.commitments, facts.findings, parameters=facts.parameters, wanted=wanted, **ask
    )
    touched = wanted
    if not scratch.numbers:
        other = {key for key, rows in findings.items() if rows is not facts.findings.get(key)}
        touched = [one.id for one in facts.commitments if one.id in before and hangs_on(one, other)]
    after = (
        method.assess(
            facts.commitments,
            findings,
            parameters=with_numbers(facts.parameters, scratch),
            wanted=touched,
            **ask,
        )
        if touched
        else {}
    )
    return before, {**before, **after}


def hangs_on(one: method.Commitment, keys: Collection[str]) -> bool:
    """Whether a duty's result can move when the findings on these duties are others."""
    return not {one.id, *one.prerequisites, *one.reciprocal}.isdisjoint(keys)


def with_numbers(parameters: method.Parameters, scratch: Scratch) -> method.Parameters:
    """The numbers of the method with those of the scratch copy in their place."""
    numbers: dict[str, Any] = dict(scratch.numbers)
    return replace(parameters, **numbers)


def applied_to(facts: Facts, scratch: Scratch, voices: Mapping[str, str]) -> tuple[Findings, set[object]]:
    """The findings as the scratch copy has them, and what of it was there to be changed."""
    removed, grades = set(scratch.removed), dict(scratch.regraded)
    findings: Findings = {}
    used: set[object] = set()
    for key, rows in facts.findings.items():
        named = {one.id for one in rows} & scratch.references
        used |= named
        kept = rows
        if named:
            kept = tuple(_regraded(one, grades) for one in rows if one.id not in removed)
        findings[key] = kept
    for place, one in enumerate(scratch.added, start=1):
        if one.duty in findings:
            measure = next((row for row in facts.commitments if row.id == one.duty), None)
            findings[one.duty] = (*findings[one.duty], as_finding(one, place, voices, measure))
            used.add(one.duty)
    return findings, used


def as_finding(
    one: Imagined, place: int, voices: Mapping[str, str], duty: method.Commitment | None
) -> method.Finding:
    """An imagined finding as the method takes it, published on the day it speaks of."""
    value = None
    if one.bound and duty is not None and duty.baseline is not None and duty.target is not None:
        bound = method.Bound(one.bound)
        figures: dict[str, Any] = (
            dict(zip(("low", "high"), one.values, strict=True))
            if bound is method.Bound.RANGE
            else {"value": one.values[0]}
        )
        value = method.worst_bound(bound, **figures, baseline=duty.baseline, target=duty.target)
    return method.Finding(
        id=f"imagined-{place:02}",
        origin=voices.get(one.origin, f"imagined {one.origin}"),
        stance=method.Stance(one.stance),
        reliability=method.Reliability(one.grade[0]),
        credibility=method.Credibility(one.grade[1]),
        interest=method.Interest(one.interest),
        observed_to=one.observed_on,
        event_on=one.observed_on,
        published_on=one.observed_on,
        value=value,
        extent=one.extent,
        severity=one.severity,
        reversal=one.reversal,
        repudiation=one.repudiation,
    )


def origins_known(reader: User, added: Sequence[Imagined], records: Records) -> dict[str, str]:
    """The voice that each origin named by imagined findings speaks as, by its slug; one the reader may not
    see is left out, as is one that is not there: it is a voice of its own."""
    asked = {one.origin for one in added if not one.origin.startswith("*")}
    if not asked:
        return {}
    rows = visible_to(reader, Origin.objects.filter(slug__in=asked)).values_list("pk", "slug")
    return {slug: records.origins[pk] for pk, slug in rows}


def _regraded(one: method.Finding, grades: Mapping[str, str]) -> method.Finding:
    if one.id not in grades:
        return one
    grade = grades[one.id]
    return replace(one, reliability=method.Reliability(grade[0]), credibility=method.Credibility(grade[1]))


def _name(commitment: Commitment) -> str:
    return f"{commitment.agreement.slug}/{commitment.code}"
