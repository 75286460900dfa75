"""Gathers what one commitment's results are computed from, once for all audiences that see the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import NamedTuple

from tracker.assessment import Commitment, Finding, Kind, Result, assess, inputs_digest
from tracker.assessment.serializing import dumps
from tracker.models import Audience
from tracker.selectors.facts import Facts, definition_days, facts_in
from tracker.selectors.records import Records

ALWAYS, NEVER = 0, date.max.toordinal()

# A fact's digest, with the first day (ordinal) on which it can change the diagonal and the hindsight.
Marks = dict[str, list[int]]


class Era(NamedTuple):
    """From this day (ordinal) on the definitions were these.

    `lean` leaves out what cannot change the status: the other side's duties, where no suspension was invoked
    or none is allowed. They add reasons only, and cost most of the time.
    """

    begins: int
    facts: Facts
    lean: Facts


@dataclass(frozen=True, slots=True)
class Evidence:
    """One commitment's facts through time, as some audiences see them. Days are ordinals, inside.

    The eras come in order, the first from ALWAYS; the last is the one in use today.
    """

    key: str
    first: int
    today: int
    eras: tuple[Era, ...]

    @property
    def now(self) -> Facts:
        """The facts with today's definitions."""
        return self.eras[-1].facts

    @property
    def own_findings(self) -> tuple[Finding, ...]:
        """The commitment's own findings."""
        return self.now.findings[self.key]

    def era_at(self, day: int) -> Era:
        """The definitions known by a day."""
        return next(era for era in reversed(self.eras) if era.begins <= day)

    def as_known_then(self, day: int) -> Result:
        """The result on a day as it was known on that day."""
        return self._assess(self.era_at(day).facts, day, day)

    def status_then(self, day: int) -> Result:
        """The same, but for reasons that suspension would add."""
        return self._assess(self.era_at(day).lean, day, day)

    def status_now(self, day: int) -> Result:
        """The result on a day as it is known today, but for reasons that suspension would add."""
        return self._assess(self.eras[-1].lean, day, self.today)

    def _assess(self, facts: Facts, day: int, known_by: int) -> Result:
        return assess(
            facts.commitments,
            facts.findings,
            as_of=date.fromordinal(day),
            known_by=date.fromordinal(known_by),
            parameters=facts.parameters,
            wanted=(self.key,),
        )[self.key]

    def inputs_digest(self) -> str:
        """The digest of all that today's result is computed from."""
        today, now = date.fromordinal(self.today), self.now
        return inputs_digest(now.commitments, now.findings, self.key, today, today, now.parameters)

    def own_digest(self) -> str:
        """The digest of the commitment's own findings, whatever the day: rulings rest on it."""
        return _digest([asdict(finding) for finding in sorted(self.own_findings, key=lambda one: one.id)])

    def ageing_days(self) -> range:
        """The days (ordinals) on which something ages here; on the others only events change a result."""
        begins, ends = NEVER, ALWAYS
        for era in self.eras:
            for commitment in era.lean.commitments:
                half_lives = commitment.half_life_days or era.lean.parameters.half_lives(commitment.kind)
                findings = era.lean.findings[commitment.id]
                if max(half_lives) <= 0 or not findings:
                    continue
                begins = min(begins, *(finding.observed_to.toordinal() for finding in findings))
                # A duty is weighed at its last day for ever after.
                end_on = commitment.due_on if commitment.kind.is_duty else None
                ends = max(ends, NEVER if end_on is None else end_on.toordinal())
        return range(begins, min(ends, self.today) + 1)

    def event_days(self) -> set[int]:
        """All days on which a result can change though nothing ages."""
        days: set[int] = {era.begins for era in self.eras}
        for era in self.eras:
            for commitment in era.facts.commitments:
                days |= _days_of(commitment)
            for findings in era.facts.findings.values():
                for finding in findings:
                    days.update((finding.observed_to.toordinal(), finding.known_on.toordinal()))
                    if finding.superseded_on is not None:
                        days.add(finding.superseded_on.toordinal())
        return days

    def marks(self) -> Marks:
        """The digest of each fact known by today, with the first days it can change the two histories."""
        # What moves the first day, moves everything.
        marks: Marks = {_digest(["first", self.first])[:16]: [ALWAYS, ALWAYS]}
        for era in self.eras:
            marks[_digest(["definition", era.begins, *_definition(era.facts)])[:16]] = [era.begins, NEVER]
        marks[_digest(["present definition", *_definition(self.now)])[:16]] = [NEVER, ALWAYS]
        for key, findings in self.now.findings.items():
            for finding in findings:
                fact = asdict(finding)
                superseded_on = fact.pop("superseded_on")
                observed, known = finding.observed_to.toordinal(), finding.known_on.toordinal()
                if known > self.today:
                    continue
                marks[_digest(["finding", key, fact])[:16]] = [max(observed, known), observed]
                if superseded_on is not None and superseded_on.toordinal() <= self.today:
                    begins = [max(observed, known, superseded_on.toordinal()), observed]
                    marks[_digest(["superseded", key, finding.id, superseded_on])[:16]] = begins
        return marks


def first_changed(before: Marks, after: Marks, series: int) -> int:
    """The first day (ordinal) that a history can differ on; `series` 0 is the diagonal, 1 hindsight."""
    differing = before.keys() ^ after.keys()
    return min((before.get(key) or after[key])[series] for key in differing) if differing else NEVER


def evidence_for(records: Records, pk: int, audience: Audience, today: date) -> Evidence | None:
    """The evidence an audience sees about one of the commitments; None for one it may not see."""
    versions = records.versions.get(pk)
    if not versions or not records.shows_commitment(pk, audience):
        return None
    starts = sorted(day for day in definition_days(records, pk) if day <= today)
    eras: list[Era] = []
    for day in (date.min, *starts):
        facts = facts_in(records, audience, [pk], day)
        if not eras or _definition(facts) != _definition(eras[-1].facts):
            eras.append(Era(day.toordinal() if eras else ALWAYS, facts, _lean(facts, facts.keys[pk])))
    first = min([today, versions[0].recorded_on, *(version.starts_on for version in versions)])
    return Evidence(
        key=eras[-1].facts.keys[pk], first=first.toordinal(), today=today.toordinal(), eras=tuple(eras)
    )


def audiences_alike(records: Records, pk: int, audiences: Iterable[Audience]) -> list[list[Audience]]:
    """The audiences that may see the commitment, in groups that see the same rows about it."""
    linked = sorted({link.other_id for link in records.links.get(pk, ())})
    groups: dict[tuple[frozenset[int], frozenset[int]], list[Audience]] = {}
    for audience in audiences:
        if not records.shows_commitment(pk, audience):
            continue
        shown = frozenset(one for one in linked if records.shows_commitment(one, audience))
        findings = frozenset(
            finding.pk
            for one in (pk, *shown)
            for finding in records.findings.get(one, ())
            if records.shows_finding(finding, audience)
        )
        groups.setdefault((shown, findings), []).append(audience)
    return list(groups.values())


def _days_of(commitment: Commitment) -> set[int]:
    days = {commitment.starts_on.toordinal()}
    if commitment.due_on is not None:
        due = commitment.due_on.toordinal()
        days |= {due + 1, due + commitment.grace_days + 1}
        if commitment.kind is Kind.METRIC:
            days.add(due)
    for day in (commitment.closed_on, commitment.suspension_invoked_on):
        if day is not None:
            days.add(day.toordinal())
    return days


def _lean(facts: Facts, key: str) -> Facts:
    own = next(commitment for commitment in facts.commitments if commitment.id == key)
    if not own.reciprocal or (own.suspension_invoked_on is not None and not own.humanitarian):
        return facts
    needed = {key, *own.prerequisites}
    alone = [one for one in facts.commitments if one.id in needed and one.id != key]
    return replace(facts, commitments=(replace(own, reciprocal=()), *alone))


def _definition(facts: Facts) -> list[object]:
    return [[asdict(commitment) for commitment in facts.commitments], asdict(facts.parameters)]


def _digest(fact: object) -> str:
    return hashlib.sha256(dumps(fact).encode("ascii")).hexdigest()
