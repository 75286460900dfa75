"""Says how one duty hangs on another, and that it no longer does; it follows no link."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tracker.models import Commitment, CommitmentLink, User
from tracker.selectors import days
from tracker.services import assessments, ledger, rows
from tracker.services.refusals import Refused

REMOVED = ("removed_on", "removed_at", "removed_by")


def link(
    *,
    commitment: Commitment,
    other: Commitment,
    kind: str,
    by: User,
    at: datetime,
    note: str = "",
    retroactive: bool = True,
) -> CommitmentLink:
    """Link a duty to another; `retroactive` links count for the days before they were recorded too.

    Refused for itself, and when the two are linked like this already.
    """
    row = CommitmentLink(
        commitment=commitment,
        other=other,
        kind=kind,
        note=note,
        retroactive=retroactive,
        recorded_on=days.day_in(commitment.agreement.time_zone, at),
        recorded_at=at,
        recorded_by=by,
    )
    with transaction.atomic():
        rows.add(row, action="commitment.link", thing=commitment, by=by, at=at)
        assessments.request(commitments=[commitment], at=at, cause="commitment.link", backfill=retroactive)
    return row


def edit_link(
    *, link: CommitmentLink, changes: Mapping[str, Any], by: User | None, at: datetime
) -> CommitmentLink:
    """Change the note of a link; anything else is another link. Raises Refused."""
    return rows.edit(
        link,
        version=None,
        changes=changes,
        allowed=("note",),
        action="commitment.edit_link",
        thing=link.commitment,
        by=by,
        at=at,
    )


def unlink(*, link: CommitmentLink, reason: str, by: User, at: datetime) -> CommitmentLink:
    """End a link from the agreement's own day of `at` on; it stays, so that the past can be read.

    Refused without a reason, and for a link that has ended.
    """
    if not reason.strip():
        raise Refused(_("Say why the link ends: the reason stays in the history."), field="reason")
    with transaction.atomic():
        row = rows.locked(link)
        if row.removed_at is not None:
            raise Refused(_("This link has ended already."))
        row.removed_on = days.day_in(row.commitment.agreement.time_zone, at)
        row.removed_at, row.removed_by = at, by
        rows.store(row)
        ledger.record(
            action="commitment.unlink",
            thing=row.commitment,
            by=by,
            at=at,
            before={"kind": row.kind, "other": row.other.code},
            after=ledger.values_of(row, "removed_on"),
            reason=reason,
        )
        assessments.request(commitments=[row.commitment], at=at, cause="commitment.unlink")
    return row
