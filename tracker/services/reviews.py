"""Keeps second grades and how their differences were settled; it must not accept or reject by itself.

Only where an agreement asks for no reviewer does the agreement of two grades let a finding count.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tracker.assessment.enums import Credibility, Stance
from tracker.models import Finding, Review, User
from tracker.models.choices import FindingState, ReviewAct
from tracker.services import ledger, policies, versions
from tracker.services.findings import reviewing
from tracker.services.findings.fitting import fit
from tracker.services.refusals import Refused
from tracker.services.wording import one_line


def grade(
    *, finding: Finding, stance: str, credibility: str, by: User, at: datetime, note: str = ""
) -> Review:
    """Give a finding its second grade, by somebody who was not shown the first.

    Where both agree and the agreement asks for no reviewer, it counts at once.
    """
    _check(stance, credibility)
    note = one_line(note, field="note", name=_("Note"), most=500)
    with transaction.atomic():
        row = versions.locked(finding)
        policies.check_can_grade(by, row)
        review = Review.objects.create(
            finding=row,
            reviewer=by,
            act=ReviewAct.GRADED,
            stance=stance,
            credibility=credibility,
            first_stance=row.stance,
            first_credibility=row.credibility,
            note=note,
            round=row.submissions,
            reviewed_at=at,
        )
        after = {"stance": stance, "credibility": credibility}
        ledger.record(action="finding.grade", thing=row, by=by, at=at, after=after, reason=note)
        if (stance, credibility) == (row.stance, row.credibility):
            _accept_where_nobody_is_needed(row, at)
    return review


def settle(
    *,
    finding: Finding,
    stance: str,
    credibility: str,
    note: str,
    by: User,
    at: datetime,
    extent: int | None = None,
    version: int | None = None,
) -> Finding:
    """Settle two grades that differ: the finding says from now on what the third person says, and waits.

    `extent` is asked for where the duty is said to be partly kept. Approvals given before are void. Refused
    for who gave one of the two grades; raises Stale when the finding is no longer the version that was read.
    """
    _check(stance, credibility)
    note = one_line(note, field="note", name=_("Why"), most=500, least=3)
    with transaction.atomic():
        row = versions.locked(finding)
        policies.check_can_settle(by, row)
        versions.check(row, version, {"stance": stance, "credibility": credibility})
        before = versions.snapshot(row)
        row.stance, row.credibility = stance, credibility
        row.extent = (extent or row.extent or 1) if stance == Stance.PARTIAL else None
        fit(row, at)
        Review.objects.create(
            finding=row,
            reviewer=by,
            act=ReviewAct.SETTLED,
            stance=stance,
            credibility=credibility,
            note=note,
            round=row.submissions,
            reviewed_at=at,
        )
        row.reviews.filter(act=ReviewAct.APPROVED, round=row.submissions).delete()
        if not versions.save(row, action="finding.settle", before=before, by=by, at=at, reason=note):
            after = {"stance": stance, "credibility": credibility}
            ledger.record(action="finding.settle", thing=row, by=by, at=at, after=after, reason=note)
        _accept_where_nobody_is_needed(row, at)
    return row


def _check(stance: str, credibility: str) -> None:
    if stance not in set(Stance):
        raise Refused(_("Say what the passage says of the duty."), field="stance")
    if credibility not in set(Credibility):
        raise Refused(_("Say how credible this information is, from 1 to 6."), field="credibility")


def _accept_where_nobody_is_needed(row: Finding, at: datetime) -> None:
    if row.commitment.agreement.reviewers_needed == 0 and row.state == FindingState.SUBMITTED:
        reviewing.accept_by_policy(row, at=at)
