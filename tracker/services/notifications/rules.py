"""Finds whose rules an event about a commitment matches; it must not tell anybody."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from tracker.assessment.enums import Confidence
from tracker.models import Audience, Commitment, CommitmentParty, NotificationRule, User
from tracker.models.choices import DutyRole, Tlp
from tracker.services import letters

CONFIDENCE_RANKS = {one.value: rank for rank, one in enumerate(Confidence)}


@dataclass(slots=True)
class Listeners:
    """People with the rhythms of those of their rules that match."""

    rhythms: dict[int, list[str]] = field(default_factory=dict)
    people: dict[int, User] = field(default_factory=dict)

    def add(self, rule: NotificationRule) -> None:
        """Note that a rule matches."""
        person = rule.user
        self.people[person.pk] = person
        self.rhythms.setdefault(person.pk, []).append(rule.mail or person.mail)

    def each(self) -> Iterable[tuple[User, str]]:
        """Each person once, with the soonest rhythm that they asked for."""
        return [(self.people[pk], letters.soonest(rhythms)) for pk, rhythms in self.rhythms.items()]


def about_commitment(commitment_id: int, audiences: Collection[int]) -> list[NotificationRule]:
    """The rules about changes that this commitment may match, of people in the audiences; one query."""
    commitment = Commitment.objects.filter(pk=commitment_id)
    obligors = CommitmentParty.objects.filter(commitment=commitment_id, role=DutyRole.OBLIGOR)
    reads = Q(user__audience__in=audiences) | Q(user__audience__isnull=True)
    rows = NotificationRule.objects.filter(reads, changes=True, user__is_active=True)
    rows = rows.filter(Q(agreement__isnull=True) | Q(agreement__in=commitment.values("agreement")))
    rows = rows.filter(Q(party__isnull=True) | Q(party__in=obligors.values("party")))
    return list(rows.select_related("user").order_by("id"))


def wants(rule: NotificationRule, status: str, confidence: str) -> bool:
    """Whether a rule asks for a change to this status with this confidence."""
    if rule.statuses and status not in rule.statuses:
        return False
    least = CONFIDENCE_RANKS.get(rule.least_confidence, 0)
    return CONFIDENCE_RANKS.get(confidence, 0) >= least


def open_audience() -> int:
    """The audience of people who were given none."""
    return Audience.objects.values_list("pk", flat=True).get(level=Tlp.CLEAR, team_key="")
