"""Follows one version of the method's inputs by another; what stood before stays readable."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tracker.models import Commitment, CommitmentVersion, User
from tracker.selectors import days
from tracker.services import assessments, ledger, rows
from tracker.services.commitments import inputs as method_inputs
from tracker.services.refusals import Refused, Stale

COMPARED = (*method_inputs.INPUTS, "due_on")


def revise(
    *,
    commitment: Commitment,
    number: int | None,
    changes: Mapping[str, Any],
    reason: str,
    by: User,
    at: datetime,
    retroactive: bool = False,
    action: str = "commitment.revise",
) -> CommitmentVersion:
    """Record another version of the inputs; `number` is the one that was read (None: not asked).

    `retroactive` marks a correction: days before it was recorded use it too. Raises Stale with both texts,
    Refused with the field, BadDeadlineRule with the position. The current version when nothing differs.
    """
    if not reason.strip():
        raise Refused(_("Say why the definition changes: the reason stays in the history."), field="reason")
    with transaction.atomic():
        row = rows.locked(commitment)
        current = row.current
        if current is None:
            raise Refused(_("This commitment has no version to follow."))
        if number is not None and current.number != number:
            raise Stale(theirs={name: getattr(current, name, None) for name in changes}, yours=changes)
        revised = _following(current, row, reason=reason, retroactive=retroactive, by=by, at=at)
        method_inputs.apply(revised, changes)
        method_inputs.settle(revised, row.agreement)
        old, new = ledger.changed(ledger.values_of(current, *COMPARED), ledger.values_of(revised, *COMPARED))
        if not new:
            return current
        rows.store(revised)
        row.current = revised
        row.save(update_fields=["current"])
        ledger.record(action=action, thing=row, by=by, at=at, before=old, after=new, reason=reason)
        assessments.request(commitments=[row], at=at, cause=action, backfill=retroactive)
    return revised


def redate(
    *, commitment: Commitment, reason: str, by: User, at: datetime, retroactive: bool = False
) -> CommitmentVersion | None:
    """Compute the due day anew after an anchor moved; None when it stays. Refused as `revise` refuses."""
    with transaction.atomic():
        row = rows.locked(commitment)
        before = row.current
        if before is None:
            return None
        try:
            after = revise(
                commitment=row,
                number=before.number,
                changes={},
                reason=reason,
                retroactive=retroactive,
                by=by,
                at=at,
                action="commitment.redate",
            )
        except Refused as error:
            raise Refused(f"{row.code}: {error.sentence}", field="happened_on") from error
    return None if after.pk == before.pk else after


def close(
    *,
    commitment: Commitment,
    closed_on: date,
    closed_reason: str,
    by: User,
    at: datetime,
    number: int | None = None,
) -> CommitmentVersion:
    """Close a commitment on a day, for a reason people will read. Refused for a day in the future."""
    _check_past(commitment, closed_on, at, field="closed_on")
    if not closed_reason.strip():
        raise Refused(_("Say why it is closed."), field="closed_reason")
    return revise(
        commitment=commitment,
        number=number,
        changes={"closed_on": closed_on, "closed_reason": closed_reason},
        reason=closed_reason,
        by=by,
        at=at,
        action="commitment.close",
    )


def reopen(
    *, commitment: Commitment, reason: str, by: User, at: datetime, number: int | None = None
) -> CommitmentVersion:
    """Open a closed commitment again, from the day of this entry on."""
    return revise(
        commitment=commitment,
        number=number,
        changes={"closed_on": None, "closed_reason": ""},
        reason=reason,
        by=by,
        at=at,
        action="commitment.reopen",
    )


def invoke_suspension(
    *,
    commitment: Commitment,
    invoked_on: date,
    reason: str,
    by: User,
    at: datetime,
    number: int | None = None,
) -> CommitmentVersion:
    """Record that a party suspended the duty on a day; whether it might is the method's to say.

    Refused for a day in the future.
    """
    _check_past(commitment, invoked_on, at, field="suspension_invoked_on")
    return revise(
        commitment=commitment,
        number=number,
        changes={"suspension_invoked_on": invoked_on},
        reason=reason,
        by=by,
        at=at,
        action="commitment.invoke_suspension",
    )


def _following(
    current: CommitmentVersion,
    commitment: Commitment,
    *,
    reason: str,
    retroactive: bool,
    by: User,
    at: datetime,
) -> CommitmentVersion:
    kept = ledger.values_of(current, *method_inputs.INPUTS)
    return CommitmentVersion(
        **kept,
        commitment=commitment,
        number=current.number + 1,
        retroactive=retroactive,
        recorded_on=days.day_in(commitment.agreement.time_zone, at),
        recorded_at=at,
        recorded_by=by,
        reason=reason,
    )


def _check_past(commitment: Commitment, day: date, at: datetime, *, field: str) -> None:
    today = days.day_in(commitment.agreement.time_zone, at)
    if day > today:
        raise Refused(
            _("%(day)s lies in the future: where the agreement is kept it is %(today)s. Correct it.")
            % {"day": day.isoformat(), "today": today.isoformat()},
            field=field,
        )
