"""Proposes findings in the place of accepted ones, many at once; it must not decide on any of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tracker.models import Comment, Finding, User
from tracker.models.choices import FindingState
from tracker.selectors import register
from tracker.services import ledger, markings
from tracker.services.findings.drafting import EDITABLE, draft
from tracker.services.findings.submitting import submit
from tracker.services.refusals import Refused
from tracker.services.wording import several_lines


@dataclass(slots=True)
class Proposed:
    """The findings that wait for review now, and those left alone, each with the sentence why."""

    findings: list[Finding] = field(default_factory=list)
    left: list[tuple[Finding, str]] = field(default_factory=list)


def propose_in_place(
    *, changes: Iterable[tuple[Finding, Mapping[str, Any]]], reason: str, by: User, at: datetime
) -> Proposed:
    """For each accepted finding submit one that says the same but for the changes; review decides on each.

    The reason becomes a comment on every proposal. One that cannot be proposed is left, with the sentence.
    """
    reason = several_lines(reason, field="reason", name=_("Reason"), most=2000, least=3)
    done = Proposed()
    with transaction.atomic():
        for finding, changed in changes:
            try:
                with transaction.atomic():
                    done.findings.append(_propose(finding, changed, reason=reason, by=by, at=at))
            except Refused as refusal:
                done.left.append((finding, refusal.sentence))
    return done


def kept_reliability(finding: Finding) -> dict[str, str]:
    """The letter of an accepted finding as a proposal in its place has it; inherited where it still is."""
    if finding.published_on is None:
        return {}
    inherits = register.letter_on(finding.report.source, finding.published_on) == finding.reliability
    if inherits and not finding.reliability_reason:
        return {"reliability": "", "reliability_reason": ""}
    said = finding.reliability_reason or _("As in %(reference)s.") % {"reference": finding.reference}
    return {"reliability": finding.reliability, "reliability_reason": said}


def _propose(finding: Finding, changed: Mapping[str, Any], *, reason: str, by: User, at: datetime) -> Finding:
    waiting = finding.superseding.filter(
        state__in=(FindingState.DRAFT, FindingState.SUBMITTED), removed_at__isnull=True
    ).first()
    if waiting is not None:
        raise Refused(_("%(reference)s is proposed in its place already.") % {"reference": waiting.reference})
    if finding.state != FindingState.ACCEPTED:
        raise Refused(_("Only an accepted finding can be replaced."))
    said = {name: getattr(finding, name) for name in EDITABLE} | dict(changed)
    row = draft(report=finding.report, supersedes=finding, by=by, at=at, **said)
    row = submit(finding=row, by=by, at=at)
    comment = Comment(finding=row, text=reason, written_at=at, written_by=by)
    markings.settle(comment)
    comment.save()
    ledger.record(action="comment.write", thing=comment, by=by, at=at, after={"text": reason})
    return row
