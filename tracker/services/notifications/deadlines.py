"""Tells people of due days ahead by their rules; it must not know which days those are."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tracker.assessment.enums import Status
from tracker.models import Commitment, CommitmentParty, NotificationRule, PerspectiveAudience
from tracker.models.choices import DutyRole
from tracker.services.notifications.rules import Listeners, open_audience
from tracker.services.notifications.telling import Telling, put

DONE = (Status.FULFILLED, Status.CLOSED)


@dataclass(frozen=True, slots=True)
class Ahead:
    """A due day that comes near: `stage` is 90, 30, 7 or 1, the days ahead at which it is told."""

    commitment: Commitment
    due_on: date
    stage: int

    @property
    def event(self) -> str:
        """What the event is called: another day is another event."""
        which = hashlib.sha256(f"deadline {self.commitment.pk}".encode("ascii")).hexdigest()[:24]
        return f"deadline {self.stage} {self.due_on.isoformat()} {which}"


def tell_deadlines(days: Sequence[Ahead], *, at: datetime) -> None:
    """Tell whose rules match of these days, but for duties that are done for their audience.

    At most nine queries, however many days and people there are.
    """
    if not days:
        return
    rules = list(
        NotificationRule.objects.filter(deadlines=True, user__is_active=True)
        .select_related("user")
        .order_by("id")
    )
    if not rules:
        return
    without = open_audience()
    commitments = {one.commitment.pk for one in days}
    obligors: dict[int, set[int]] = {}
    roles = CommitmentParty.objects.filter(commitment__in=commitments, role=DutyRole.OBLIGOR)
    for commitment, party in roles.values_list("commitment_id", "party_id"):
        obligors.setdefault(commitment, set()).add(party)
    rows = PerspectiveAudience.objects.filter(
        commitment__in=commitments, audience__in={rule.user.audience_id or without for rule in rules}
    )
    standing = {
        (commitment, audience): status
        for commitment, audience, status in rows.values_list(
            "commitment_id", "audience_id", "perspective__current__status"
        )
    }
    tellings = []
    for one in days:
        listeners = Listeners()
        for rule in rules:
            status = standing.get((one.commitment.pk, rule.user.audience_id or without))
            if status and status not in DONE and _is_about(rule, one.commitment, obligors):
                listeners.add(rule)
        about = {"commitment": one.commitment}
        for person, rhythm in listeners.each():
            tellings.append(Telling(person=person, event=one.event, rhythm=rhythm, about=about))
    put(tellings, at=at)


def _is_about(rule: NotificationRule, commitment: Commitment, obligors: dict[int, set[int]]) -> bool:
    if rule.agreement_id is not None and rule.agreement_id != commitment.agreement_id:
        return False
    return rule.party_id is None or rule.party_id in obligors.get(commitment.pk, ())
