"""Takes back a reviewer's decision of the last seconds, as if it had not been; it must not decide anew."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.models import Comment, Finding, LedgerEntry, Review, User
from tracker.models.choices import FindingState, ReviewAct
from tracker.selectors import days
from tracker.services import assessments, ledger, notifications, removals, versions
from tracker.services.refusals import Refused

UNDO_FOR = timedelta(seconds=10)  # what the page offers
GRACE = timedelta(seconds=5)  # for the way of the request
TOO_LATE: dict[str, str | Promise] = {
    FindingState.ACCEPTED: gettext_lazy(
        "The ten seconds to undo are over. Withdraw the finding on its own page instead."
    ),
    FindingState.REJECTED: gettext_lazy(
        "The ten seconds to undo are over. Its author can propose it anew from the report."
    ),
    FindingState.DRAFT: gettext_lazy(
        "The ten seconds to undo are over. Its author has it now and can submit it again."
    ),
    FindingState.SUBMITTED: gettext_lazy(
        "The ten seconds to undo are over. Send it back with a comment instead."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Decision:
    """What one person decided last about a finding, and when."""

    at: datetime
    review: Review | None = None


def undo(*, finding: Finding, by: User, at: datetime) -> Finding:
    """Take back one's own decision on a finding within ten seconds: it waits for review as it did before.

    What was accepted counts on no day, and the statuses it moved are computed anew; what it superseded
    counts again. Refused when somebody else decided, when it went on meanwhile, and when it is too late.
    """
    with transaction.atomic():
        row = versions.locked(finding)
        decision = _decision_of(row, by)
        if decision is None:
            raise Refused(_("There is no decision of yours to undo here."))
        if at - decision.at > UNDO_FOR + GRACE:
            raise Refused(TOO_LATE[row.state])
        if row.state == FindingState.ACCEPTED:
            _undo_acceptance(row, by=by, at=at)
        elif row.state == FindingState.REJECTED:
            before = versions.snapshot(row)
            row.rejected_at, row.rejected_by, row.rejection_reason = None, None, ""
            _wait_again(row, before, by=by, at=at)
            notifications.withdraw(event=f"finding.reject {row.reference}")
        elif row.state == FindingState.DRAFT:
            _undo_return(row, decision, by=by, at=at)
        else:
            ledger.record(action="finding.undo", thing=row, by=by, at=at, before={"round": row.submissions})
        if decision.review is not None:
            decision.review.delete()
    return row


def _decision_of(row: Finding, by: User) -> _Decision | None:
    if row.state == FindingState.ACCEPTED and row.accepted_by_id == by.pk and row.accepted_at is not None:
        return _Decision(at=row.accepted_at)
    if row.state == FindingState.REJECTED and row.rejected_by_id == by.pk and row.rejected_at is not None:
        return None if row.removed_at is not None else _Decision(at=row.rejected_at)
    act = {FindingState.DRAFT: ReviewAct.SENT_BACK, FindingState.SUBMITTED: ReviewAct.APPROVED}
    given = Review.objects.filter(
        finding=row, reviewer=by, act=act.get(FindingState(row.state), ""), round=row.submissions
    ).first()
    if given is None or (row.state == FindingState.DRAFT and _went_on(row)):
        return None
    return _Decision(at=given.reviewed_at, review=given)


def _went_on(row: Finding) -> bool:
    """Whether its author has changed or removed it since it was sent back."""
    told = LedgerEntry.objects.filter(object_type="finding", object_id=row.pk).order_by("-seq")
    return told.values_list("action", flat=True).first() != "finding.send_back"


def _undo_acceptance(row: Finding, *, by: User, at: datetime) -> None:
    before = versions.snapshot(row)
    accepted_at, accepted_on, backfill = row.accepted_at, row.accepted_on, row.backfill
    if not row.reliability_reason:
        row.reliability = ""  # it was the source's, copied at acceptance
    row.accepted_at, row.accepted_by, row.accepted_on = None, None, None
    row.backfill, row.published_on = False, None
    _wait_again(row, before, by=by, at=at)
    old = versions.locked(row.supersedes) if row.supersedes is not None else None
    if old is not None and old.state == FindingState.SUPERSEDED and old.superseded_at == accepted_at:
        before = versions.snapshot(old)
        old.state, old.supersession_reason = FindingState.ACCEPTED, ""
        old.superseded_at, old.superseded_by, old.superseded_on = None, None, None
        versions.save(old, action="finding.undo", before=before, by=by, at=at)
    # When the agreement's day has turned since, a day that is over loses it after the fact.
    turned = accepted_on != days.day_in(row.commitment.agreement.time_zone, at)
    assessments.request(
        commitments=[row.commitment],
        at=at,
        cause=f"finding.undo {row.reference}",
        backfill=backfill or turned,
    )


def _undo_return(row: Finding, decision: _Decision, *, by: User, at: datetime) -> None:
    before = versions.snapshot(row)
    submitted = LedgerEntry.objects.filter(
        object_type="finding", object_id=row.pk, action="finding.submit"
    ).order_by("-seq")
    row.submitted_at = submitted.values_list("at", flat=True).first() or decision.at
    _wait_again(row, before, by=by, at=at)
    written = Comment.objects.filter(finding=row, written_by=by, written_at=decision.at)
    for comment in written.filter(removed_at__isnull=True):
        removals.put_away(comment, reason=_("The return was undone."), action="comment.remove", by=by, at=at)
    notifications.withdraw(event=f"finding.send_back {row.reference} {row.submissions}")


def _wait_again(row: Finding, before: dict[str, object], *, by: User, at: datetime) -> None:
    row.state = FindingState.SUBMITTED
    versions.save(row, action="finding.undo", before=before, by=by, at=at)
