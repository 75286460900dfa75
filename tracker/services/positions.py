"""Records what parties say of their duties; it must not weigh it."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tracker.models import Commitment, Party, Position, Report, User
from tracker.models.choices import PositionKind
from tracker.selectors import days
from tracker.services import ledger, markings, policies
from tracker.services.refusals import Refused
from tracker.services.wording import several_lines


def record(
    *,
    commitment: Commitment,
    party: Party,
    kind: str,
    stated_on: date,
    text: str,
    by: User,
    at: datetime,
    report: Report | None = None,
    replies_to: Position | None = None,
    marking: int = 0,
    reference: str | None = None,
) -> Position:
    """Record that a party claims, accuses, denies or replies; `replies_to` is an earlier position."""
    policies.check_can_observe(by)
    if kind not in PositionKind.values:
        raise Refused(_("Choose what the party does: one of the list."), field="kind")
    if stated_on > days.latest_day(at):
        raise Refused(_("The day it was stated lies in the future."), field="stated_on")
    if replies_to is not None and replies_to.commitment_id != commitment.pk:
        raise Refused(_("It can only reply to a position on the same commitment."), field="replies_to")
    if replies_to is not None and replies_to.stated_on > stated_on:
        raise Refused(_("A reply cannot come before what it replies to."), field="stated_on")
    row = Position(
        commitment=commitment,
        party=party,
        kind=kind,
        stated_on=stated_on,
        text=several_lines(text, field="text", name=_("In short"), most=5000, needed=True),
        report=report,
        replies_to=replies_to,
        marking=marking,
        recorded_at=at,
        recorded_by=by,
    )
    if reference:
        row.reference = reference
    with transaction.atomic():
        markings.settle(row)
        row.save(force_insert=True)
        ledger.record(action="position.record", thing=row, by=by, at=at, after=ledger.values_of(row))
    return row
