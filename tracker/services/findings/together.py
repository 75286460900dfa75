"""Decides on several findings, one by one, and reports what was not done and why; it decides no rule anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from tracker.models import Finding, User
from tracker.selectors import together
from tracker.services.findings import reviewing, submitting, undoing
from tracker.services.refusals import Refused

__all__ = ["Report", "accept_several", "send_back_several", "submit_several", "undo_several"]


@dataclass(slots=True)
class Report:
    """What was done, and what was not with the sentence why."""

    done: list[Finding] = field(default_factory=list)
    left: list[tuple[Finding, str]] = field(default_factory=list)


def accept_several(
    *, findings: Iterable[Finding], by: User, at: datetime, versions: Mapping[str, int | None]
) -> Report:
    """Accept those that may be accepted together, each in its own transaction.

    `versions` are those that were read, by reference. What is not accepted stays as it is.
    """
    chosen = list(findings)[: together.MOST]
    obstacles = {one.finding.pk: one.obstacle for one in together.choices(by, chosen)}

    def accept(one: Finding) -> Finding:
        if obstacles[one.pk]:
            raise Refused(obstacles[one.pk])
        return reviewing.accept(finding=one, by=by, at=at, version=versions.get(one.reference))

    return _one_by_one(chosen, accept)


def send_back_several(
    *, findings: Iterable[Finding], reason: str, by: User, at: datetime, versions: Mapping[str, int | None]
) -> Report:
    """Send several back with one comment, each in its own transaction. Refused without the comment."""
    if not reason.strip():
        raise Refused(_("Say why: every author reads the comment."), field="reason")
    return _one_by_one(
        list(findings)[: together.MOST],
        lambda one: reviewing.send_back(
            finding=one, reason=reason, by=by, at=at, version=versions.get(one.reference)
        ),
    )


def submit_several(*, findings: Iterable[Finding], by: User, at: datetime) -> Report:
    """Submit several drafts of one's own, each in its own transaction."""
    return _one_by_one(
        list(findings)[: together.MOST], lambda one: submitting.submit(finding=one, by=by, at=at)
    )


def undo_several(*, findings: Iterable[Finding], by: User, at: datetime) -> Report:
    """Undo one's decisions of the last seconds, each in its own transaction."""
    return _one_by_one(list(findings)[: together.MOST], lambda one: undoing.undo(finding=one, by=by, at=at))


def _one_by_one(chosen: Iterable[Finding], act: Callable[[Finding], Finding]) -> Report:
    report = Report()
    for one in chosen:
        try:
            report.done.append(act(one))
        except Refused as refusal:
            report.left.append((one, refusal.sentence))
    return report
