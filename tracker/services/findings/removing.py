"""Puts drafts and rejected findings away and brings them back; it must not touch what counts."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tracker.models import Finding, User
from tracker.models.choices import FindingState
from tracker.services import policies, removals
from tracker.services.findings import drafting


def remove(*, finding: Finding, by: User, at: datetime, reason: str = "") -> Finding:
    """Put away a draft or a rejected finding; no reading page shows it, its author can bring it back.

    A draft of one's own needs no reason. Refused for whatever waits, counts or has counted.
    """
    if not reason.strip() and finding.state == FindingState.DRAFT:
        reason = _("Discarded by its author.")
    return removals.put_away(
        finding,
        reason=reason,
        action="finding.remove",
        by=by,
        at=at,
        check=lambda row: policies.check_can_remove_finding(by, row),
    )


def restore(*, finding: Finding, by: User, at: datetime) -> Finding:
    """Bring a removed finding back as it was. Refused where its author has said the same anew meanwhile."""
    with transaction.atomic():
        policies.check_can_remove_finding(by, finding)
        row = removals.bring_back(finding, action="finding.restore", by=by, at=at)
        if row.state == FindingState.DRAFT:
            drafting.check_said_once(row)
    return row
