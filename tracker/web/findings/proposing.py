"""Turns what was typed about a passage into service calls; it must not show anything."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from tracker.models import Finding, Origin, Report, User
from tracker.models.references import new_reference
from tracker.services import findings, origins, policies

SAME = (
    "commitment",
    "page",
    "stance",
    "severity",
    "extent",
    "statement",
    "credibility",
    "reliability",
    "reliability_reason",
    "bound",
    "value_low",
    "value_high",
    "observed_from",
    "observed_to",
    "observed_precision",
    "event_on",
    "reversal",
    "repudiation",
    "place",
    "marking",
)


def propose(
    report: Report,
    said: Mapping[str, Any],
    *,
    submit: bool,
    by: User,
    at: datetime,
    supersedes: Finding | None,
) -> Finding:
    """Draft a finding from a checked form, and send it to review if wished: both or neither."""
    with transaction.atomic():
        finding = findings.draft(
            report=report, by=by, at=at, supersedes=supersedes, **_arguments(said, by=by, at=at)
        )
        return findings.submit(finding=finding, by=by, at=at) if submit else finding


def change(
    finding: Finding, said: Mapping[str, Any], *, version: int, submit: bool, by: User, at: datetime
) -> Finding:
    """Change a draft from a checked form, and send it to review if wished: both or neither."""
    with transaction.atomic():
        changes = _arguments(said, by=by, at=at)
        row = findings.edit(finding=finding, version=version, changes=changes, by=by, at=at)
        return findings.submit(finding=row, by=by, at=at) if submit else row


def _arguments(said: Mapping[str, Any], *, by: User, at: datetime) -> dict[str, Any]:
    origin = _origin(said, by=by, at=at)
    interest = said["interest"]
    if not interest and origin is not None:
        interest = findings.propose_interest(origin, said["commitment"])
    return {name: said[name] for name in SAME} | {
        "excerpt": said["quote"],
        "start_offset": said["start"],
        "end_offset": said["end"],
        "origin": origin,
        "interest": interest or "IND",
    }


def _origin(said: Mapping[str, Any], *, by: User, at: datetime) -> Origin | None:
    """The origin that was chosen, or a new one under the name that was typed."""
    if said["origin"] is not None or not said["origin_name"]:
        return said["origin"]  # type: ignore[no-any-return]
    policies.check_can_draft(by)
    slug = slugify(said["origin_name"])[:60] or "origin"
    while Origin.objects.filter(slug=slug).exists():
        slug = f"{slug[:60]}-{new_reference('')[1:].lower()}"
    return origins.create(slug=slug, name=said["origin_name"], by=by, at=at)
