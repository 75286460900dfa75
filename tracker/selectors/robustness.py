"""Answers whether an agreement's headline stands when evidence or numbers are other; it stores nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from tracker import assessment as method
from tracker.models import Commitment, Finding, User
from tracker.selectors.facts import Facts, facts_in
from tracker.selectors.particulars import origin_names
from tracker.selectors.records import read_records
from tracker.selectors.scratch import AT_MOST, Findings, hangs_on
from tracker.selectors.visibility import audience_of, visible_to

MOST_VOICES = 40  # origins, and as many sources, left out one by one: those with most findings
HALF_LIVES = ("half_lives_act", "half_lives_metric", "half_lives_continuing", "half_lives_prohibition")


class Kind(StrEnum):
    """What is other in a variation."""

    ORIGIN = "origin"
    SOURCE = "source"
    HALVED = "halved"
    DOUBLED = "doubled"
    EASIER = "easier"
    HARDER = "harder"
    ONE_VOICE = "one_voice"
    THREE_VOICES = "three_voices"
    NO_SELF = "no_self"
    NO_CLOSED = "no_closed"


# Numbers of the method by what is other: a fifth less or more to establish, one voice less or more.
NUMBERS: Mapping[Kind, Callable[[method.Parameters], dict[str, Any]]] = {
    Kind.HALVED: lambda used: _aged(used, 1, 2),
    Kind.DOUBLED: lambda used: _aged(used, 2, 1),
    Kind.EASIER: lambda used: {"established_mb": used.established_mb * 4 // 5},
    Kind.HARDER: lambda used: {"established_mb": used.established_mb * 6 // 5},
    Kind.ONE_VOICE: lambda used: {"gate_origins": max(used.gate_origins - 1, 1)},
    Kind.THREE_VOICES: lambda used: {"gate_origins": used.gate_origins + 1},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """One duty whose status would be another one."""

    commitment: Commitment
    before: method.Result
    after: method.Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Variation:
    """What is other, what the agreement would say then, and the duties that flip; `slug` names a voice."""

    kind: Kind
    slug: str
    name: str
    roll_up: method.RollUp
    flips: Sequence[Flip]
    stands: bool
    same_score: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Robustness:
    """An agreement's headline and score as they are and under every variation tried."""

    roll_up: method.RollUp
    variations: Sequence[Variation]
    untried: int
    left_out: int

    @property
    def standing(self) -> int:
        """Under how many variations the headline is the same."""
        return sum(one.stands for one in self.variations)

    @property
    def falling(self) -> list[Variation]:
        """The variations with another headline."""
        return [one for one in self.variations if not one.stands]

    @property
    def moving(self) -> list[Variation]:
        """Those with the same headline in which a status or the score is another."""
        return [one for one in self.variations if one.stands and (one.flips or not one.same_score)]


def robustness(reader: User, duties: Sequence[Commitment], as_of: date, known_by: date) -> Robustness:
    """How the headline of these duties of one agreement holds; at most AT_MOST duties.

    The facts are read once, in a fixed number of queries; each variation judges what can differ again.
    """
    chosen = duties[:AT_MOST]
    numbers = sorted(one.pk for one in chosen)
    facts = facts_in(read_records(numbers), audience_of(reader), numbers, known_by)
    keys = {facts.keys[one.pk]: one for one in chosen if facts.keys.get(one.pk) in facts.findings}
    tried = _Tried(facts, keys, as_of, known_by)
    origins, sources = _voices(facts, as_of, known_by), _sources(reader, facts)
    names = origin_names(reader, [slug for slug, _ids in origins[:MOST_VOICES]])
    found = [
        tried.without(Kind.ORIGIN, slug, names.get(slug, ""), ids) for slug, ids in origins[:MOST_VOICES]
    ]
    found += [tried.without(Kind.SOURCE, slug, name, ids) for slug, name, ids in sources[:MOST_VOICES]]
    found += [tried.with_numbers(kind) for kind in NUMBERS]
    own = {one.id for one in _all(facts) if one.interest == "OBL" and one.stance == "SUPPORTS"}
    found += [tried.without(Kind.NO_SELF, "", "", own), tried.without_closed()]
    return Robustness(
        roll_up=tried.roll_up,
        variations=found,
        untried=max(len(origins) - MOST_VOICES, 0) + max(len(sources) - MOST_VOICES, 0),
        left_out=len(duties) - len(chosen),
    )


class _Tried:
    """The agreement as it is, and what it would be in one variation after the other."""

    def __init__(self, facts: Facts, duties: Mapping[str, Commitment], as_of: date, known_by: date) -> None:
        self.facts, self.duties = facts, duties
        self.days = {"as_of": as_of, "known_by": known_by}
        self.judged = [one for one in facts.commitments if one.id in duties]
        self.results = method.assess(
            facts.commitments,
            facts.findings,
            parameters=facts.parameters,
            wanted=list(duties),
            **self.days,
        )
        self.roll_up = method.roll_up(self.judged, self.results, facts.parameters)

    def without(self, kind: Kind, slug: str, name: str, ids: set[str]) -> Variation:
        """Had these findings never been filed."""
        findings: Findings = {}
        touched = set()
        for key, rows in self.facts.findings.items():
            kept = tuple(one for one in rows if one.id not in ids)
            findings[key] = kept
            if len(kept) != len(rows):
                touched.add(key)
        wanted = [one.id for one in self.judged if hangs_on(one, touched)]
        results = dict(self.results)
        if wanted:
            results |= method.assess(
                self.facts.commitments,
                findings,
                parameters=self.facts.parameters,
                wanted=wanted,
                **self.days,
            )
        return self._variation(kind, slug, name, results, self.judged, self.facts.parameters)

    def with_numbers(self, kind: Kind) -> Variation:
        """With other numbers of the method; a duty's own half-lives move with its kind's."""
        used = replace(self.facts.parameters, **NUMBERS[kind](self.facts.parameters))
        commitments: Sequence[method.Commitment] = self.facts.commitments
        if kind in (Kind.HALVED, Kind.DOUBLED):
            commitments = [_with_half_lives(one, kind) for one in commitments]
        results = method.assess(
            commitments, self.facts.findings, parameters=used, wanted=list(self.duties), **self.days
        )
        return self._variation(kind, "", "", results, self.judged, used)

    def without_closed(self) -> Variation:
        """Were closed and suspended duties left out of the count."""
        kept = [
            one
            for one in self.judged
            if self.results[one.id].status not in (method.Status.CLOSED, method.Status.SUSPENDED)
        ]
        return self._variation(Kind.NO_CLOSED, "", "", self.results, kept, self.facts.parameters)

    def _variation(
        self,
        kind: Kind,
        slug: str,
        name: str,
        results: Mapping[str, method.Result],
        judged: Iterable[method.Commitment],
        used: method.Parameters,
    ) -> Variation:
        rolled = method.roll_up(judged, results, used)
        flips = [
            Flip(commitment=self.duties[key], before=self.results[key], after=results[key])
            for key in self.duties
            if results[key].status is not self.results[key].status
        ]
        return Variation(
            kind=kind,
            slug=slug,
            name=name,
            roll_up=rolled,
            flips=sorted(flips, key=lambda one: (one.after.status.rank, one.commitment.code)),
            stands=rolled.headline is self.roll_up.headline,
            same_score=rolled.implementation_pm == self.roll_up.implementation_pm,
        )


def _all(facts: Facts) -> Iterator[method.Finding]:
    for rows in facts.findings.values():
        yield from rows


def _voices(facts: Facts, as_of: date, known_by: date) -> list[tuple[str, set[str]]]:
    """Each origin heard by then with its findings, those with most first."""
    found: dict[str, set[str]] = {}
    for one in _all(facts):
        if one.observed_to <= as_of and one.known_on <= known_by:
            found.setdefault(one.origin, set()).add(one.id)
    return sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))


def _sources(reader: User, facts: Facts) -> list[tuple[str, str, set[str]]]:
    """Each source with its findings among these, those with most first; one query."""
    duties = Finding.objects.filter(commitment__in=list(facts.keys), accepted_at__isnull=False)
    there = {one.id for one in _all(facts)}
    rows = visible_to(reader, duties).values_list("report__source__slug", "report__source__name", "reference")
    found: dict[tuple[str, str], set[str]] = {}
    for slug, name, reference in rows:
        if reference in there:
            found.setdefault((slug, name), set()).add(reference)
    ordered = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return [(slug, name, ids) for (slug, name), ids in ordered]


def _aged(used: method.Parameters, times: int, over: int) -> dict[str, Any]:
    return {name: _scaled(getattr(used, name), times, over) for name in HALF_LIVES}


def _scaled(pair: tuple[int, int], times: int, over: int) -> tuple[int, int]:
    """Half-lives multiplied; what does not age goes on not to, and what does ages still."""
    first, second = (max(days * times // over, 1) if days > 0 else days for days in pair)
    return first, second


def _with_half_lives(one: method.Commitment, kind: Kind) -> method.Commitment:
    if one.half_life_days is None:
        return one
    times, over = (1, 2) if kind is Kind.HALVED else (2, 1)
    return replace(one, half_life_days=_scaled(one.half_life_days, times, over))
