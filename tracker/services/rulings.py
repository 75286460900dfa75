"""Keeps rulings: proposed by one, approved by another, over when the evidence moves or their day comes.

A ruling stands beside the computed status; nothing here touches that.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tracker.assessment.enums import Status
from tracker.models import Commitment, Perspective, PerspectiveAudience, Ruling, User
from tracker.models.states import RulingState
from tracker.selectors import days
from tracker.selectors.visibility import audience_of
from tracker.services import ledger, markings, policies, versions
from tracker.services.refusals import Refused
from tracker.services.wording import one_line, several_lines

LASTS_DAYS = 180
LEAST_JUSTIFICATION = 20  # characters


def propose(
    *,
    commitment: Commitment,
    status: str,
    justification: str,
    by: User,
    at: datetime,
    marking: int = 0,
    reference: str | None = None,
) -> Ruling:
    """Propose a status for a duty, on the evidence its proposer sees, with 20 characters of reasons."""
    policies.check_can_propose_ruling(by)
    if status not in list(Status):
        raise Refused(_("Choose one of the statuses of the list."), field="status")
    justification = several_lines(
        justification, field="justification", name=_("Justification"), most=5000, least=LEAST_JUSTIFICATION
    )
    with transaction.atomic():
        seen = perspective_of(commitment, by)
        if Ruling.objects.filter(
            commitment=commitment, perspective=seen, state=RulingState.PROPOSED
        ).exists():
            raise Refused(_("A ruling on this commitment waits for a decision already."))
        row = Ruling(
            commitment=commitment,
            perspective=seen,
            status=status,
            justification=justification,
            evidence_digest=seen.evidence_digest if seen else "",
            proposed_at=at,
            proposed_by=by,
            marking=marking,
        )
        if reference:
            row.reference = reference
        markings.settle(row)
        row.save(force_insert=True)
        ledger.record(action="ruling.propose", thing=row, by=by, at=at, after=ledger.values_of(row))
    return row


def approve(*, ruling: Ruling, by: User, at: datetime) -> Ruling:
    """Put a ruling in force for 180 days; an earlier one in force on the same evidence ends.

    Refused when the evidence has changed since it was proposed.
    """
    with transaction.atomic():
        row = versions.locked(ruling)
        policies.check_can_decide_ruling(by, row)
        before = versions.snapshot(row)
        seen = row.perspective or perspective_of(row.commitment, row.proposed_by)
        if (seen.evidence_digest if seen else "") != row.evidence_digest:
            raise Refused(
                _("The evidence has changed since this was proposed. Refuse it, and let it be proposed anew.")
            )
        today = _today(row, at)
        _end_earlier(row, seen, today=today, by=by, at=at)
        row.perspective = seen
        row.state, row.decided_at, row.decided_by = RulingState.APPROVED, at, by
        row.effective_on, row.lapses_on = today, today + timedelta(days=LASTS_DAYS)
        versions.save(row, action="ruling.approve", before=before, by=by, at=at)
    return row


def refuse(*, ruling: Ruling, reason: str, by: User, at: datetime) -> Ruling:
    """Turn a proposed ruling down, with the reason its proposer reads."""
    reason = one_line(reason, field="reason", name=_("Reason"), most=500, least=3)
    with transaction.atomic():
        row = versions.locked(ruling)
        policies.check_can_decide_ruling(by, row)
        before = versions.snapshot(row)
        row.state, row.decided_at, row.decided_by, row.decision_reason = RulingState.REFUSED, at, by, reason
        versions.save(row, action="ruling.refuse", before=before, by=by, at=at, reason=reason)
    return row


def withdraw(*, ruling: Ruling, reason: str, by: User, at: datetime) -> Ruling:
    """Take back a ruling that waits or is in force."""
    reason = one_line(reason, field="reason", name=_("Reason"), most=300, least=3)
    with transaction.atomic():
        row = versions.locked(ruling)
        policies.check_can_withdraw_ruling(by, row)
        before = versions.snapshot(row)
        row.state, row.ended_on, row.ended_reason = RulingState.WITHDRAWN, _today(row, at), reason
        versions.save(row, action="ruling.withdraw", before=before, by=by, at=at, reason=reason)
    return row


def lapse_due(at: datetime) -> list[Ruling]:
    """End the rulings whose last day is over in their agreement's zone; gives those it ended."""
    in_force = Q(state=RulingState.APPROVED, lapses_on__lte=days.latest_day(at))
    ended = []
    for ruling in Ruling.objects.filter(in_force).select_related("commitment__agreement").order_by("id"):
        today = _today(ruling, at)
        if ruling.lapses_on is not None and ruling.lapses_on <= today:
            ended += _lapse(ruling, _("Its 180 days are over."), today=today, at=at)
    return ended


def lapse_when_evidence_changed(perspective: Perspective, digest: str, at: datetime) -> list[Ruling]:
    """End the rulings made on this perspective when its evidence no longer has the digest they rest on."""
    stale = Ruling.objects.filter(perspective=perspective, state=RulingState.APPROVED)
    ended = []
    for ruling in (
        stale.exclude(evidence_digest=digest).select_related("commitment__agreement").order_by("id")
    ):
        ended += _lapse(ruling, _("The evidence it rests on has changed."), today=_today(ruling, at), at=at)
    return ended


def perspective_of(commitment: Commitment, person: User) -> Perspective | None:
    """The body of evidence a person reads a duty from; None while it was never assessed."""
    read = PerspectiveAudience.objects.filter(commitment=commitment, audience=audience_of(person))
    found = read.select_related("perspective").first()
    return found.perspective if found else None


def _today(ruling: Ruling, at: datetime) -> date:
    return days.day_in(ruling.commitment.agreement.time_zone, at)


def _end_earlier(row: Ruling, seen: Perspective | None, *, today: date, by: User, at: datetime) -> None:
    earlier = Ruling.objects.filter(commitment=row.commitment, perspective=seen, state=RulingState.APPROVED)
    for ruling in earlier.exclude(pk=row.pk):
        reason = _("Replaced by %(reference)s.") % {"reference": row.reference}
        _lapse(ruling, reason, today=today, at=at, by=by)


def _lapse(ruling: Ruling, reason: str, *, today: date, at: datetime, by: User | None = None) -> list[Ruling]:
    with transaction.atomic():
        row = versions.locked(ruling)
        if row.state != RulingState.APPROVED:  # somebody was faster
            return []
        before = versions.snapshot(row)
        row.state, row.ended_on, row.ended_reason = RulingState.LAPSED, today, reason
        versions.save(row, action="ruling.lapse", before=before, by=by, at=at, reason=reason)
    return [row]
