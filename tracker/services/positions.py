"""Records what parties say of their duties, and until when the accused may reply; it must not weigh it."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from tracker.models import Commitment, Party, Position, Report, User
from tracker.models.choices import DutyRole, PositionKind
from tracker.selectors import days
from tracker.services import policies, removals, rows
from tracker.services.refusals import Refused
from tracker.services.wording import several_lines

EDITABLE = (
    *("party", "kind", "stated_on", "text", "report", "about", "reply_due_on", "replies_to", "marking"),
)


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
    about: Party | None = None,
    reply_due_on: date | None = None,
    replies_to: Position | None = None,
    marking: int = 0,
    reference: str | None = None,
) -> Position:
    """Record that a party claims, accuses, denies or replies; `replies_to` is an earlier position.

    An accusation is `about` a party (the only obligor, where nobody is named), which may reply until
    `reply_due_on`; without one the agreement's days for a reply are added to the day it was stated.
    """
    policies.check_can_observe(by)
    row = Position(
        commitment=commitment,
        party=party,
        kind=kind,
        stated_on=stated_on,
        text=text,
        report=report,
        about=about,
        reply_due_on=reply_due_on,
        replies_to=replies_to,
        marking=marking,
        recorded_at=at,
        recorded_by=by,
    )
    if reference:
        row.reference = reference
    _set_clock(row)
    _check(row, at)
    return rows.add(row, action="position.record", by=by, at=at)


def edit(*, position: Position, version: int, changes: Mapping[str, Any], by: User, at: datetime) -> Position:
    """Correct a position: fields of EDITABLE. Raises Stale with both texts, or Refused with the field."""
    policies.check_can_observe(by)

    def check(row: Position) -> None:
        if row.removed_at is not None:
            raise Refused(
                _("Somebody removed this while you were writing. Restore it first, then correct it.")
            )
        _check(row, at)

    return rows.edit(
        position,
        version=version,
        changes=_with_clock(position, changes),
        allowed=EDITABLE,
        action="position.edit",
        by=by,
        at=at,
        check=check,
    )


def remove(*, position: Position, reason: str, by: User, at: datetime) -> Position:
    """Put a position away that should not stand; a reply to it stays. Refused without a reason."""
    policies.check_can_observe(by)
    return removals.put_away(position, reason=reason, action="position.remove", by=by, at=at)


def restore(*, position: Position, by: User, at: datetime) -> Position:
    """Bring a removed position back."""
    policies.check_can_observe(by)
    return removals.bring_back(position, action="position.restore", by=by, at=at)


def _set_clock(row: Position) -> None:
    """Whom an accusation is about and until when they may reply; nothing of both for anything else."""
    if row.kind != PositionKind.ACCUSES:
        row.about, row.reply_due_on = None, None
        return
    if row.about is None:
        row.about = _only_obligor(row.commitment, accuser=row.party)
    if row.reply_due_on is None:
        row.reply_due_on = row.stated_on + timedelta(days=row.commitment.agreement.reply_days)


def _with_clock(position: Position, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The changes, and what follows from them for the clock."""
    proposed = Position(commitment=position.commitment)
    for name in ("party", "kind", "stated_on", "about", "reply_due_on"):
        setattr(proposed, name, changes.get(name, getattr(position, name)))
    _set_clock(proposed)
    return {**changes, "about": proposed.about, "reply_due_on": proposed.reply_due_on}


def _only_obligor(commitment: Commitment, *, accuser: Party) -> Party | None:
    owing = commitment.roles.filter(role=DutyRole.OBLIGOR).exclude(party=accuser).select_related("party")[:2]
    return owing[0].party if len(owing) == 1 else None


def _check(row: Position, at: datetime) -> None:
    if row.kind not in PositionKind.values:
        raise Refused(_("Choose what the party does: one of the list."), field="kind")
    if row.stated_on > days.latest_day(at):
        raise Refused(_("The day it was stated lies in the future."), field="stated_on")
    row.text = several_lines(row.text, field="text", name=_("In short"), most=5000, needed=True)
    if row.kind == PositionKind.ACCUSES and row.about is None:
        raise Refused(_("Say whom it accuses: that party may reply."), field="about")
    if row.about is not None and row.about.pk == row.party.pk:
        raise Refused(_("A party does not accuse itself. Choose the other one."), field="about")
    if row.reply_due_on is not None and row.reply_due_on < row.stated_on:
        raise Refused(_("The reply is due before it was stated. Check the two days."), field="reply_due_on")
    _check_reply(row)


def _check_reply(row: Position) -> None:
    first = row.replies_to
    if first is None:
        return
    if first.pk == row.pk:
        raise Refused(_("A position cannot reply to itself."), field="replies_to")
    if first.commitment_id != row.commitment_id:
        raise Refused(_("It can only reply to a position on the same commitment."), field="replies_to")
    if first.stated_on > row.stated_on:
        raise Refused(_("A reply cannot come before what it replies to."), field="stated_on")
