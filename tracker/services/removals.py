"""Puts a row away with a reason and brings it back; it must not know the rules of any noun."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from tracker.models import User
from tracker.models.marked import Removable, Versioned
from tracker.services import ledger, rows
from tracker.services.refusals import Refused
from tracker.services.wording import one_line

RowT = TypeVar("RowT", bound=Removable)


def put_away(
    row: RowT,
    *,
    reason: str,
    action: str,
    by: User,
    at: datetime,
    check: Callable[[Any], None] | None = None,
) -> RowT:
    """Take a row out of every reading page; nothing of it is lost, and `bring_back` undoes it.

    `check` is given the locked row and may refuse. Refused without a reason, and when it is put away already.
    """
    reason = one_line(reason, field="reason", name=_("Reason"), most=500, least=3)
    with transaction.atomic():
        fresh = rows.locked(row)
        if fresh.removed_at is not None:
            raise Refused(_("Somebody has removed this already."))
        if check is not None:
            check(fresh)
        fresh.removed_at, fresh.removed_by, fresh.removal_reason = at, by, reason
        _store(fresh)
        ledger.record(action=action, thing=fresh, by=by, at=at, after={"removed": True}, reason=reason)
    return fresh


def bring_back(row: RowT, *, action: str, by: User, at: datetime) -> RowT:
    """Show a row again that was put away. Refused when it is not."""
    with transaction.atomic():
        fresh = rows.locked(row)
        if fresh.removed_at is None:
            raise Refused(_("This is not removed, so there is nothing to restore."))
        reason = fresh.removal_reason
        fresh.removed_at, fresh.removed_by, fresh.removal_reason = None, None, ""
        _store(fresh)
        ledger.record(action=action, thing=fresh, by=by, at=at, before={"removed": True, "reason": reason})
    return fresh


def _store(row: Removable) -> None:
    if isinstance(row, Versioned):
        row.version += 1
    rows.store(row)
