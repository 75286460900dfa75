"""Decides on findings: accepted, rejected, sent back, superseded; it must not change what they say."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tracker.models import Comment, Finding, User
from tracker.models.choices import FindingState
from tracker.selectors import days, sources
from tracker.services import assessments, ledger, markings, policies, versions
from tracker.services.refusals import Refused
from tracker.services.wording import several_lines


def accept(
    *, finding: Finding, by: User, at: datetime, backfill: bool = False, version: int | None = None
) -> Finding:
    """Make a waiting finding count; grade and day of publication are copied and stay.

    `backfill`: it was public knowledge from its publication, so past days may change. The one it replaces is
    superseded with it. Refused for one's own; raises Stale when it is no longer the version that was read.
    """
    with transaction.atomic():
        row = versions.locked(finding)
        policies.check_can_review(by, row)
        versions.check(row, version, {"state": FindingState.ACCEPTED})
        before = versions.snapshot(row)
        if row.origin is None:
            raise Refused(_("It names nobody who knows this first-hand. Send it back."), field="origin")
        today = days.day_in(row.commitment.agreement.time_zone, at)
        report = row.report
        row.published_on = max(
            report.published_on, min(days.last_day(report.published_on, report.published_precision), today)
        )
        row.reliability = row.reliability or sources.reliability_on(report.source, row.published_on) or "F"
        row.state = FindingState.ACCEPTED
        row.accepted_at, row.accepted_by = at, by
        row.accepted_on, row.backfill = (None, True) if backfill else (today, False)
        versions.save(row, action="finding.accept", before=before, by=by, at=at)
        _supersede_replaced(row, by=by, at=at)
        _request(row, at=at, cause=f"finding.accept {row.reference}", backfill=backfill)
    return row


def reject(*, finding: Finding, reason: str, by: User, at: datetime, version: int | None = None) -> Finding:
    """Refuse a waiting finding for good, with the reason its author reads."""
    reason = _reason(reason)
    with transaction.atomic():
        row = versions.locked(finding)
        policies.check_can_review(by, row)
        versions.check(row, version, {"state": FindingState.REJECTED})
        before = versions.snapshot(row)
        row.state, row.rejection_reason = FindingState.REJECTED, reason
        row.rejected_at, row.rejected_by = at, by
        versions.save(row, action="finding.reject", before=before, by=by, at=at, reason=reason)
    return row


def send_back(
    *, finding: Finding, reason: str, by: User, at: datetime, version: int | None = None
) -> Finding:
    """Give a waiting finding back to its author as a draft; the reason becomes a comment on it."""
    reason = _reason(reason)
    with transaction.atomic():
        row = versions.locked(finding)
        policies.check_can_review(by, row)
        versions.check(row, version, {"state": FindingState.DRAFT})
        before = versions.snapshot(row)
        row.state, row.submitted_at = FindingState.DRAFT, None
        versions.save(row, action="finding.send_back", before=before, by=by, at=at, reason=reason)
        comment = Comment(finding=row, text=reason, written_at=at, written_by=by)
        markings.settle(comment)
        comment.save()
        ledger.record(action="comment.write", thing=comment, by=by, at=at, after={"text": reason})
    return row


def supersede(
    *, finding: Finding, reason: str, by: User, at: datetime, replacement: Finding | None = None
) -> Finding:
    """Take an accepted finding out of the count from its agreement's today on; days before keep it.

    `replacement` is the accepted finding that stands in its place, if any.
    """
    reason = _reason(reason, most=500)
    with transaction.atomic():
        row = versions.locked(finding)
        policies.check_can_supersede(by, row)
        if replacement is not None:
            _replace(row, replacement, by=by, at=at)
        _set_superseded(row, reason=reason, by=by, at=at)
        _request(row, at=at, cause=f"finding.supersede {row.reference}", backfill=False)
    return row


def _reason(reason: str, most: int = 2000) -> str:
    return several_lines(reason, field="reason", name=_("Reason"), most=most, least=3)


def _replace(row: Finding, replacement: Finding, *, by: User, at: datetime) -> None:
    new = versions.locked(replacement)
    if new.state != FindingState.ACCEPTED or new.commitment_id != row.commitment_id or new.pk == row.pk:
        raise Refused(_("The replacement must be another accepted finding on the same commitment."))
    before = versions.snapshot(new)
    new.supersedes = row
    versions.save(new, action="finding.replace", before=before, by=by, at=at)


def _set_superseded(row: Finding, *, reason: str, by: User, at: datetime) -> None:
    before = versions.snapshot(row)
    row.state, row.supersession_reason = FindingState.SUPERSEDED, reason
    row.superseded_at, row.superseded_by = at, by
    row.superseded_on = _superseded_on(row, days.day_in(row.commitment.agreement.time_zone, at))
    versions.save(row, action="finding.supersede", before=before, by=by, at=at, reason=reason)


def _superseded_on(row: Finding, today: date) -> date:
    # A page opened in the zone's last minutes may come after the day it was accepted on, never before it.
    return max(today, row.accepted_on or today)


def _supersede_replaced(row: Finding, *, by: User, at: datetime) -> None:
    if row.supersedes is None:
        return
    old = versions.locked(row.supersedes)
    if old.state == FindingState.ACCEPTED:
        _set_superseded(
            old, reason=_("Replaced by %(reference)s.") % {"reference": row.reference}, by=by, at=at
        )


def _request(row: Finding, *, at: datetime, cause: str, backfill: bool) -> None:
    assessments.request(commitments=[row.commitment], at=at, cause=cause, backfill=backfill)
