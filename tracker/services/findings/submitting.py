"""Sends drafts to review, and lets those count whose agreement asks for nobody; it must not review."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tracker.models import Finding, User
from tracker.models.choices import FindingState
from tracker.selectors import gradings
from tracker.services import policies, versions
from tracker.services.findings import reviewing
from tracker.services.findings.drafting import check
from tracker.services.refusals import Refused


def submit(*, finding: Finding, by: User, at: datetime, version: int | None = None) -> Finding:
    """Send a draft to review. Refused while it lacks its origin or any word of what it says.

    Where the agreement asks for no reviewer it counts at once, accepted by that policy, unless it is one of
    those that are graded twice: then it waits for its second grade.
    """
    with transaction.atomic():
        row = versions.locked(finding)
        policies.check_can_edit(by, row)
        versions.check(row, version, {"state": FindingState.SUBMITTED})
        before = versions.snapshot(row)
        if row.origin is None:
            raise Refused(_("Say who knows this first-hand before you submit it."), field="origin")
        if not row.excerpt and not row.statement:
            raise Refused(_("Mark the passage, or say in short what it says."), field="excerpt")
        check(row, at)
        row.state, row.submitted_at = FindingState.SUBMITTED, at
        row.submissions += 1
        versions.save(row, action="finding.submit", before=before, by=by, at=at)
        grading = gradings.grading_of(row)
        if row.commitment.agreement.reviewers_needed == 0 and not grading.waits and not grading.is_open:
            reviewing.accept_by_policy(row, at=at)
    return row
