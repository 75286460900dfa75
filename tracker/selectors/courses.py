"""Answers what happened to duties: findings, definitions one after the other; it reads no status."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from tracker.models import CommitmentVersion, Finding, User
from tracker.selectors.commitments import known_findings
from tracker.selectors.visibility import visible_to


def findings_on(
    reader: User, commitment_ids: Iterable[int], *, as_of: date | None, known_by: date | None
) -> list[Finding]:
    """The findings in force at a pair of days on these duties, by the day observed, with source at hand."""
    rows = visible_to(
        reader, Finding.objects.filter(known_findings(as_of, known_by), commitment__in=list(commitment_ids))
    )
    return list(rows.select_related("report__source").order_by("observed_to", "pk"))


def findings_told(
    reader: User, commitment_ids: Iterable[int], *, as_of: date | None, known_by: date | None
) -> list[Finding]:
    """The same with no more at hand than what they say, of which duty, on which day, and whose they are."""
    rows = visible_to(
        reader, Finding.objects.filter(known_findings(as_of, known_by), commitment__in=list(commitment_ids))
    )
    told = ("commitment", "reference", "stance", "statement", "event_on", "observed_to")
    named = rows.select_related("report__source").only(*told, "report__source__name")
    return list(named.order_by("observed_to", "pk"))


def spoken_of(
    reader: User, commitment_ids: Iterable[int], *, as_of: date | None, known_by: date | None
) -> set[int]:
    """Those of these duties on which there is a finding in force at a pair of days."""
    rows = visible_to(
        reader, Finding.objects.filter(known_findings(as_of, known_by), commitment__in=list(commitment_ids))
    )
    return set(rows.order_by().values_list("commitment", flat=True).distinct())


def definitions_of(commitment_ids: Iterable[int], known_day: date) -> list[CommitmentVersion]:
    """The definitions of these duties as they were recorded by a day, each duty's oldest first.

    The duties must be visible to the reader already.
    """
    known = Q(number=1) | Q(retroactive=True) | Q(recorded_on__lte=known_day)
    rows = CommitmentVersion.objects.filter(known, commitment__in=list(commitment_ids))
    return list(rows.order_by("commitment", "number"))
