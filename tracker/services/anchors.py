"""Keeps the events that deadlines hang on, and moves the deadlines with them; it reads no evidence."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tracker.models import Agreement, Anchor, Commitment, User
from tracker.services import commitments, deadlines, ledger, rows, versions
from tracker.services.refusals import Refused

# A rule tells an anchor from a number by its first character.
CODE = re.compile(r"[A-Za-z_][\w-]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Moved:
    """A commitment whose due day changed, with the day before and after (None: none)."""

    commitment: Commitment
    before: date | None
    after: date | None


def add(
    *,
    agreement: Agreement,
    code: str,
    label: str,
    by: User | None,
    at: datetime,
    happened_on: date | None = None,
    precision: str = "day",
    note: str = "",
) -> Anchor:
    """Enter an event under the code that deadline rules use; without a day it has not happened yet.

    Refused when the code cannot stand in a rule, or the agreement has it already in whatever case.
    """
    if not CODE.fullmatch(code):
        raise Refused(
            _("“%(code)s” cannot stand in a deadline rule. Use a word such as signature or talks-begin.")
            % {"code": code},
            field="code",
        )
    if agreement.anchors.filter(code__iexact=code).exists():
        raise Refused(
            _("The agreement has an anchor “%(code)s” already. Choose another code.") % {"code": code},
            field="code",
        )
    anchor = Anchor(
        agreement=agreement, code=code, label=label, happened_on=happened_on, precision=precision, note=note
    )
    return rows.add(anchor, action="anchor.add", by=by, at=at)


def edit(
    *, anchor: Anchor, version: int, changes: Mapping[str, Any], by: User | None, at: datetime
) -> Anchor:
    """Change the words of an anchor (label, note); its day is moved by `move`. Raises Stale, or Refused."""
    return rows.edit(
        anchor,
        version=version,
        changes=changes,
        allowed=("label", "note"),
        action="anchor.edit",
        by=by,
        at=at,
    )


def move(
    *,
    anchor: Anchor,
    version: int,
    happened_on: date | None,
    reason: str,
    by: User,
    at: datetime,
    precision: str | None = None,
    retroactive: bool = False,
) -> list[Moved]:
    """Give an anchor its day, or another; the deadlines that hang on it move, and those that did are named.

    `retroactive` says that the old day was an error: days before this correction use the new one too.
    Raises Stale with both days, or Refused when a commitment would be due before it starts.
    """
    if not reason.strip():
        raise Refused(_("Say why the anchor moves: the reason stays in the history."), field="reason")
    with transaction.atomic():
        row = rows.locked(anchor)
        changes = {"happened_on": happened_on, "precision": precision or row.precision}
        versions.check(row, version, changes)
        before = ledger.values_of(row, *changes)
        for name, value in changes.items():
            setattr(row, name, value)
        rows.clean(row)
        old, new = ledger.changed(before, ledger.values_of(row, *changes))
        if not new:
            return []
        row.version += 1
        rows.store(row)
        ledger.record(action="anchor.move", thing=row, by=by, at=at, before=old, after=new, reason=reason)
        return _move_deadlines(row, reason=reason, retroactive=retroactive, by=by, at=at)


def remove(*, anchor: Anchor, reason: str, by: User | None, at: datetime) -> None:
    """Take an anchor away. Refused while a deadline hangs on it."""
    hanging = [one.code for one in _hanging_on(anchor)]
    if hanging:
        raise Refused(
            _("Deadlines hang on this anchor: %(codes)s. Change their rules first.")
            % {"codes": ", ".join(hanging)}
        )
    rows.remove(anchor, action="anchor.remove", thing=anchor.agreement, by=by, at=at, reason=reason)


def _move_deadlines(anchor: Anchor, *, reason: str, retroactive: bool, by: User, at: datetime) -> list[Moved]:
    moved = []
    for commitment in _hanging_on(anchor):
        version = commitment.current
        assert version is not None
        revised = commitments.redate(
            commitment=commitment, reason=reason, retroactive=retroactive, by=by, at=at
        )
        if revised is not None:
            moved.append(Moved(commitment, version.due_on, revised.due_on))
    return moved


def _hanging_on(anchor: Anchor) -> list[Commitment]:
    rows_with_rule = (
        Commitment.objects.filter(agreement=anchor.agreement_id)
        .exclude(current__isnull=True)
        .exclude(current__deadline_rule="")
        .select_related("current", "agreement")
        .order_by("code")
    )
    return [
        one
        for one in rows_with_rule
        if one.current is not None
        and deadlines.parse(one.current.deadline_rule).anchor == anchor.code.lower()
    ]
