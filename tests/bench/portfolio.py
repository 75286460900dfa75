"""Stores a large portfolio with results and histories for benchmarks; its figures are drawn, not computed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any, TypeVar

from django.db import models
from django.db.models import OuterRef, Subquery

from tests import factories
from tracker.assessment import DEFAULT, Confidence, Status
from tracker.assessment.judging import band_of
from tracker.models import (
    Agreement,
    AgreementParty,
    Audience,
    Clause,
    Commitment,
    CommitmentParty,
    CommitmentVersion,
    CurrentAssessment,
    Finding,
    Perspective,
    PerspectiveAudience,
    StatusChange,
    StatusSpan,
)
from tracker.models.choices import Series

ModelT = TypeVar("ModelT", bound=models.Model)
REASONS: tuple[list[list[Any]], ...] = (
    [["WEIGHT", 640, 120, 520]],
    [["STALE", 300]],
    [["CORROBORATION_MISSING"]],
    [["SELF_REPORTED_ONLY"]],
    [["ACCUSER_ONLY"], ["WEIGHT", 0, 410, -410]],
    [["NO_EFFECTIVE_EVIDENCE"]],
)
KINDS = ("ACT", "ACT", "PROHIBITION", "CONTINUING")
BATCH = 2000


class Portfolio:
    """Rows of one size, the same for a seed; `today` is the last day of the histories."""

    def __init__(
        self, *, agreements: int, commitments: int, findings: int, today: date, seed: int = 1
    ) -> None:
        """The three numbers are totals."""
        self.rng = random.Random(seed)
        self.sizes = (agreements, commitments, findings)
        self.today = today
        self.began = today - timedelta(days=1500)

    def store(self) -> None:
        """Write everything; about a minute for 100,000 findings."""
        agreements, commitments, findings = self.sizes
        first = factories.FindingFactory(accepted=True, interest="IND")
        kept = self._agreements(first.commitment.agreement, agreements)
        duties = self._commitments(first.commitment, kept, commitments)
        self._findings(first, duties, findings)
        self._results(duties)

    def _agreements(self, first: Agreement, number: int) -> list[Agreement]:
        parties = [factories.PartyFactory(name=f"Signatory {place}") for place in range(40)]
        made = _bulk(
            _copy(first, slug=f"portfolio-{place:03}", title=f"Agreement {place:03} on something or other")
            for place in range(number)
        )
        _bulk(
            AgreementParty(agreement=one, party=party, role="signatory")
            for one in made
            for party in self.rng.sample(parties, 2)
        )
        _bulk(
            Clause(
                agreement=one,
                reference=f"Part {place}",
                position=place,
                text="" if place == 9 else "Text.",
                withheld=place == 9,
            )
            for one in made
            for place in range(10)
        )
        self.parties = parties
        return made

    def _commitments(self, first: Commitment, agreements: list[Agreement], number: int) -> list[Commitment]:
        made = _bulk(
            _copy(
                first,
                agreement=agreements[place % len(agreements)],
                code=f"D-{place:05}",
                title=f"Duty number {place} of this agreement",
                current=None,
                clause=None,
            )
            for place in range(number)
        )
        version = first.current
        _bulk(self._version(version, one) for one in made)
        newest = CommitmentVersion.objects.filter(commitment=OuterRef("pk")).order_by("-number")
        Commitment.objects.filter(current=None).update(current=Subquery(newest.values("pk")[:1]))
        _bulk(
            CommitmentParty(commitment=one, party=self.rng.choice(self.parties), role=role)
            for one in made
            for role in ("obligor", "beneficiary")
        )
        return made

    def _version(self, version: Any, commitment: Commitment) -> CommitmentVersion:
        kind = self.rng.choice(KINDS)
        due = self.began + timedelta(days=self.rng.randrange(100, 1900)) if kind == "ACT" else None
        return _copy(
            version,
            commitment=commitment,
            kind=kind,
            starts_on=self.began,
            due_on=due,
            weight=self.rng.choice((1, 1, 2, 3)),
            essential=self.rng.random() < 0.02,
            grace_days=0,
        )

    def _findings(self, first: Finding, duties: list[Commitment], number: int) -> None:
        told = duties[: len(duties) * 9 // 10]  # nobody looked at the rest

        def rows() -> Iterator[Finding]:
            for place in range(number):
                day = self.began + timedelta(days=self.rng.randrange(1500))
                yield _copy(
                    first,
                    reference=f"F-B{place:06}",
                    commitment=told[place % len(told)],
                    observed_from=day,
                    observed_to=day,
                    published_on=day,
                    accepted_on=day,
                )

        _bulk(rows())

    def _results(self, duties: list[Commitment]) -> None:
        seen = _bulk(Perspective(commitment=one, evidence_digest="0" * 64) for one in duties)
        plain = list(Audience.objects.filter(team_key=""))
        _bulk(
            PerspectiveAudience(perspective=one, commitment_id=one.commitment_id, audience=audience)
            for one in seen
            for audience in plain
        )
        present: list[CurrentAssessment] = []
        spans: list[StatusSpan] = []
        changes: list[StatusChange] = []
        for place, one in enumerate(seen):
            history = self._history(place)
            spans += [_span(one, series, *part) for series in Series.values for part in history]
            steps = pairwise(history)
            changes += [self._change(one, before[2], after) for before, after in steps]
            present.append(self._present(one, place, history[-1][2]))
        _bulk(iter(present))
        _bulk(iter(spans))
        _bulk(iter(changes))

    def _history(self, place: int) -> list[tuple[date, date | None, Status]]:
        if place >= self.sizes[1] * 9 // 10:
            return [(self.began, None, Status.UNVERIFIED)]
        number = self.rng.randrange(1, 6)
        days = sorted(self.rng.sample(range(1, 1500), number - 1))
        begins = [self.began + timedelta(days=day) for day in (0, *days)]
        ends = [*(day - timedelta(days=1) for day in begins[1:]), None]
        statuses = [self.rng.choice(list(Status)) for _ in begins]
        for at in range(1, number):
            while statuses[at] is statuses[at - 1]:
                statuses[at] = self.rng.choice(list(Status))
        return list(zip(begins, ends, statuses, strict=True))

    def _change(self, one: Perspective, before: Status, after: tuple[date, Any, Status]) -> StatusChange:
        day, _end, status = after
        return StatusChange(
            perspective=one,
            commitment_id=one.commitment_id,
            from_status=before,
            to_status=status,
            confidence="MODERATE",
            effective_on=day,
            recorded_at=datetime.fromisoformat(f"{day}T12:00:00+00:00"),
            reasons=[["WEIGHT", 640, 120, 520]],
            cause=f"F-B{self.rng.randrange(self.sizes[2]):06}",
        )

    def _present(self, one: Perspective, place: int, status: Status) -> CurrentAssessment:
        told = place < self.sizes[1] * 9 // 10
        confidence = self.rng.choice(list(Confidence)) if told else Confidence.NONE
        used = [f"F-B{(place + at * self.sizes[1] * 9 // 10) % self.sizes[2]:06}" for at in range(3)]
        p_pm = self.rng.randrange(20, 980)
        return CurrentAssessment(
            perspective=one,
            commitment_id=one.commitment_id,
            as_of=self.today,
            method="CT-LO/1",
            inputs_digest="0" * 64,
            status=status,
            rank=status.rank,
            progress_pm=self.rng.randrange(1001),
            late=self.rng.random() < 0.1,
            for_mb=640,
            against_mb=120,
            net_mb=520,
            p_pm=p_pm,
            band=band_of(p_pm, DEFAULT),
            confidence=confidence,
            computed_at=datetime.fromisoformat(f"{self.today}T00:10:00+00:00"),
            result={
                "used_for": used,
                "used_against": used[:2],
                "excluded": [[reference, "NOT_IN_WINDOW"] for reference in used * 4],
                "origins_for": self.rng.randrange(3),
                "origins_against": self.rng.randrange(2),
                "reasons": self.rng.choice(REASONS) if told else [["NO_EFFECTIVE_EVIDENCE"]],
            },
        )


def _span(one: Perspective, series: str, from_on: date, to_on: date | None, status: Status) -> StatusSpan:
    return StatusSpan(
        perspective=one,
        commitment_id=one.commitment_id,
        series=series,
        from_on=from_on,
        to_on=to_on,
        status=status,
        confidence="MODERATE",
        p_pm=400,
        progress_pm=500,
    )


def _copy(row: ModelT, **changed: Any) -> ModelT:
    """Another row like this one, not stored yet."""
    kept = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key
    }
    for name in changed:
        kept.pop(row._meta.get_field(name).attname, None)
    return type(row)(**kept, **changed)


def _bulk(rows: Iterator[ModelT]) -> list[ModelT]:
    made: list[ModelT] = []
    for row in rows:
        made.append(row)
    for begin in range(0, len(made), BATCH):
        type(made[begin])._default_manager.bulk_create(made[begin : begin + BATCH])
    return made
