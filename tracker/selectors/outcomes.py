"""Answers what a result says beyond its status: reasons, findings used, day done; it weighs nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from tracker.assessment import ReasonCode, Result
from tracker.models import CurrentAssessment, Finding, User
from tracker.selectors.facts import results_on_demand
from tracker.selectors.visibility import audience_of, visible_to


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a result says beyond its status; `used_*` name findings, `reasons` are [code, argument…]."""

    fulfilled_on: date | None
    reasons: Sequence[Sequence[Any]]
    used_for: Sequence[str]
    used_against: Sequence[str]
    origins_for: int
    origins_against: int

    def says(self, code: ReasonCode) -> bool:
        """Whether the reason was given."""
        return any(reason[0] == code for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class Voice:
    """An origin that a status rests on, with the best grade of its findings that count."""

    name: str
    reliability: str
    credibility: str
    interest: str
    findings: int


def outcomes(
    reader: User,
    commitment_ids: Iterable[int],
    *,
    as_of: date | None = None,
    known_by: date | None = None,
) -> dict[int, Outcome]:
    """What the results of these commitments say: as stored in the present, computed for any other days."""
    if as_of is None:
        return present_outcomes(reader, commitment_ids)
    results = results_on_demand(commitment_ids, reader, as_of, known_by)
    return {number: from_result(result) for number, result in results.items()}


def present_outcomes(reader: User, commitment_ids: Iterable[int]) -> dict[int, Outcome]:
    """The present results of these commitments, as the reader's audience has them; one query."""
    rows = CurrentAssessment.objects.filter(
        # By the reader of a duty, not by all that the audience reads.
        perspective__readers__commitment__in=list(commitment_ids),
        perspective__readers__audience=audience_of(reader),
    ).values_list("commitment_id", "result")
    return {number: from_stored(result) for number, result in rows}


def from_stored(result: Mapping[str, Any]) -> Outcome:
    """A stored result (method, section 8) as an Outcome; what is absent is empty."""
    done = result.get("fulfilled_on")
    return Outcome(
        fulfilled_on=date.fromisoformat(done) if done else None,
        reasons=result.get("reasons") or (),
        used_for=result.get("used_for") or (),
        used_against=result.get("used_against") or (),
        origins_for=result.get("origins_for") or 0,
        origins_against=result.get("origins_against") or 0,
    )


def from_result(result: Result) -> Outcome:
    """A computed result as an Outcome."""
    return Outcome(
        fulfilled_on=result.fulfilled_on,
        reasons=[(reason.code.value, *reason.arguments) for reason in result.reasons],
        used_for=result.used_for,
        used_against=result.used_against,
        origins_for=result.origins_for,
        origins_against=result.origins_against,
    )


def voices(reader: User, used: Mapping[int, Sequence[str]]) -> dict[int, list[Voice]]:
    """On whose word: the origins behind the used findings of each commitment, best grade first; one query."""
    return voices_in(findings_named(reader, _named(used)), used)


def findings_named(reader: User, references: Iterable[str]) -> dict[str, Finding]:
    """The findings of these references that the reader may see, origins at hand; one query, none for none."""
    wanted = set(references)
    return {one.reference: one for one in named_rows(reader, wanted)} if wanted else {}


def named_rows(reader: User, references: Iterable[str]) -> QuerySet[Finding]:
    """Those findings, for those who ask for more at once."""
    rows = visible_to(reader, Finding.objects.filter(reference__in=sorted(references)))
    return rows.select_related("origin", "origin__merged_into")


def voices_in(known: Mapping[str, Finding], used: Mapping[int, Sequence[str]]) -> dict[int, list[Voice]]:
    """On whose word, from findings at hand by reference; a used one that is not there lends no word."""
    by_commitment: dict[int, dict[str, list[Finding]]] = {}
    for number, references in used.items():
        for finding in (known[one] for one in references if one in known):
            origin = finding.origin
            if origin is None or finding.commitment_id != number:
                continue
            name = (origin.merged_into or origin).name
            by_commitment.setdefault(number, {}).setdefault(name, []).append(finding)
    return {number: _ordered(spoken) for number, spoken in by_commitment.items()}


def _named(used: Mapping[int, Sequence[str]]) -> set[str]:
    return {reference for references in used.values() for reference in references}


def _ordered(spoken: Mapping[str, Sequence[Finding]]) -> list[Voice]:
    best = {
        name: min(findings, key=lambda one: (one.reliability + one.credibility, one.reference))
        for name, findings in spoken.items()
    }
    found = [
        Voice(name, one.reliability, one.credibility, one.interest, len(spoken[name]))
        for name, one in best.items()
    ]
    return sorted(found, key=lambda voice: (voice.reliability + voice.credibility, voice.name))
