"""Says who owes a duty, who is owed it and who carries it out; it knows no other input."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tracker.models import Commitment, CommitmentParty, Party, User
from tracker.models.choices import DutyRole
from tracker.services import assessments, rows
from tracker.services.refusals import Refused


def add_party(
    *, commitment: Commitment, party: Party, role: str, by: User | None, at: datetime
) -> CommitmentParty:
    """Enter a party in a role. Refused when it has that role already."""
    row = CommitmentParty(commitment=commitment, party=party, role=role)
    with transaction.atomic():
        rows.add(row, action="commitment.add_party", thing=commitment, by=by, at=at)
        assessments.request(commitments=[commitment], at=at, cause="commitment.add_party")
    return row


def remove_party(*, role: CommitmentParty, by: User | None, at: datetime) -> None:
    """Take a party out of a role. Refused for the last that owes the duty."""
    with transaction.atomic():
        commitment = rows.locked(role.commitment)
        others = commitment.roles.filter(role=DutyRole.OBLIGOR).exclude(pk=role.pk)
        if role.role == DutyRole.OBLIGOR and not others.exists():
            raise Refused(
                _("Somebody must owe the duty. Name another party before you take this one out."),
                field="obligors",
            )
        rows.remove(role, action="commitment.remove_party", thing=commitment, by=by, at=at)
        assessments.request(commitments=[commitment], at=at, cause="commitment.remove_party")
