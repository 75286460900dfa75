"""Fills an empty database with made-up duties and evidence, for measuring; no rule stands here."""

from __future__ import annotations

import time
from argparse import ArgumentTypeError
from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import timedelta
from itertools import islice
from random import Random
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import models
from django.utils import timezone

from tracker.ingestion.dataset.evidence import evidence
from tracker.ingestion.dataset.register import Register, register
from tracker.models import Finding, Report
from tracker.services import assessments, datasets, jobs
from tracker.services.refusals import Refused

REPORTS_AT_ONCE = 2000
ASSESSED_AT_ONCE = 100


class Command(BaseCommand):
    """`generate_dataset`: a portfolio of any size, the same for a seed and a day."""

    help = (
        "Fills an empty database with made-up agreements, commitments and findings and assesses them. "
        "The same numbers, seed and day give the same rows. For benchmarks and trials, not for work."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The sizes, the seed, and how many days of history there are."""
        parser.add_argument("--agreements", type=_positive, default=30)
        parser.add_argument("--commitments", type=_positive, default=1000)
        parser.add_argument("--findings", type=_positive, default=10_000)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--days", type=_positive, default=60, help="days of history (default 60)")
        parser.add_argument("--unassessed", action="store_true", help="leave the assessing to the worker")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make, store, assess. Raises CommandError where there are agreements already."""
        began, at, random = time.monotonic(), timezone.now(), Random(options["seed"])  # noqa: S311
        first_on = at.date() - timedelta(days=options["days"])
        try:
            people = datasets.begin(at=at)
        except Refused as refused:
            raise CommandError(refused.sentence) from refused
        made = register(
            random,
            agreements=options["agreements"],
            commitments=options["commitments"],
            first_on=first_on,
            by=people[0],
            at=at,
        )
        self._store(made)
        told = evidence(
            random, made, findings=options["findings"], first_on=first_on, last_on=at.date(), people=people
        )
        for chunk in _chunks(told, REPORTS_AT_ONCE):
            datasets.store(rows=[report for report, _ in chunk])
            datasets.store(rows=[finding for _, findings in chunk for finding in findings])
        self.stdout.write(
            f"Stored {len(made.agreements)} agreements, {len(made.commitments)} commitments and "
            f"{options['findings']} findings in {time.monotonic() - began:.0f} s."
        )
        self._assess([one.pk for one in made.commitments], work=not options["unassessed"])

    def _store(self, made: Register) -> None:
        for one in fields(made):
            rows: list[models.Model] = getattr(made, one.name)
            datasets.store(rows=rows)
        datasets.point_to_versions(versions=made.versions)

    def _assess(self, ids: Sequence[int], *, work: bool) -> None:
        began, done = time.monotonic(), 0
        for chunk in jobs.chunks(ids, ASSESSED_AT_ONCE):
            assessments.request(commitments=chunk, at=timezone.now(), cause="dataset.generate", backfill=True)
            if work:
                assessments.reassess(commitment_ids=chunk, at=timezone.now(), wait_for_claims=False)
                done += len(chunk)
        if work:
            self.stdout.write(f"Assessed {done} commitments in {time.monotonic() - began:.0f} s.")


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"{text} is not a number from 1 on.")
    return int(text)


def _chunks(
    rows: Iterator[tuple[Report, list[Finding]]], size: int
) -> Iterator[list[tuple[Report, list[Finding]]]]:
    while chunk := list(islice(rows, size)):
        yield chunk
