"""Decides on findings: approved, accepted, rejected, sent back, superseded; it must not edit their words."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tracker.models import Finding, Review, User
from tracker.models.choices import FindingState, ReviewAct
from tracker.selectors import days, sources
from tracker.services import assessments, comments, ledger, notifications, policies, versions
from tracker.services.refusals import Refused
from tracker.services.wording import several_lines

TWO = 2  # reviewers; more are not offered


def accept(
    *, finding: Finding, by: User, at: datetime, backfill: bool = False, version: int | None = None
) -> Finding:
    """Make a waiting finding count; grade and day of publication are copied and stay.

    Where the agreement asks for two reviewers, the first approves and it goes on waiting for the second.
    `backfill`: it was public knowledge from its publication, so past days may change. The one it replaces is
    superseded with it. Refused for one's own; raises Stale when it is no longer the version that was read.
    """
    with transaction.atomic():
        row = versions.locked(finding)
        policies.check_can_accept(by, row)
        versions.check(row, version, {"state": FindingState.ACCEPTED})
        if row.origin is None:
            raise Refused(_("It names nobody who knows this first-hand. Send it back."), field="origin")
        if row.commitment.agreement.reviewers_needed == TWO and _is_first_approval(row, by=by):
            _note(row, ReviewAct.APPROVED, by=by, at=at)
            ledger.record(action="finding.approve", thing=row, by=by, at=at, after={"round": row.submissions})
            return row
        _accept(row, by=by, at=at, backfill=backfill)
    return row


def accept_by_policy(finding: Finding, *, at: datetime) -> Finding:
    """Let a waiting finding count that no person needs to accept. Call it in the transaction of the cause."""
    _accept(finding, by=None, at=at, backfill=False)
    return finding


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
        notifications.tell([row.author], event=f"finding.reject {row.reference}", finding=row, at=at)
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
        _note(row, ReviewAct.SENT_BACK, by=by, at=at, note=reason[:500])
        comment = comments.write(finding=row, text=reason, by=by, at=at, told=[row.author])
        notifications.tell(
            [row.author],
            event=f"finding.send_back {row.reference} {row.submissions}",
            finding=row,
            comment=comment,
            at=at,
        )
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


def _accept(row: Finding, *, by: User | None, at: datetime, backfill: bool) -> None:
    """`by` is None where the agreement's policy accepts it."""
    before = versions.snapshot(row)
    today = days.day_in(row.commitment.agreement.time_zone, at)
    report = row.report
    row.published_on = max(
        report.published_on, min(days.last_day(report.published_on, report.published_precision), today)
    )
    row.reliability = row.reliability or sources.reliability_on(report.source, row.published_on) or "F"
    row.state = FindingState.ACCEPTED
    row.accepted_at, row.accepted_by, row.accepted_by_policy = at, by, by is None
    row.accepted_on, row.backfill = (None, True) if backfill else (today, False)
    versions.save(row, action="finding.accept", before=before, by=by, at=at)
    _supersede_replaced(row, by=by or row.author, at=at)
    _request(row, at=at, cause=f"finding.accept {row.reference}", backfill=backfill)


def _is_first_approval(row: Finding, *, by: User) -> bool:
    given = row.reviews.filter(act=ReviewAct.APPROVED, round=row.submissions)
    if given.filter(reviewer=by).exists():
        raise Refused(_("You approved it already; another reviewer must approve it too."))
    return not given.exists()


def _note(row: Finding, act: ReviewAct, *, by: User, at: datetime, note: str = "") -> None:
    Review.objects.create(finding=row, reviewer=by, act=act, note=note, round=row.submissions, reviewed_at=at)


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
