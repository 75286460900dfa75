"""Records that somebody looked, and what came of it; it must not count that as evidence."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from tracker.models import Commitment, Coverage, Report, Source, User
from tracker.models.choices import CoverageOutcome
from tracker.selectors import days
from tracker.services import policies, removals, rows
from tracker.services.refusals import Refused
from tracker.services.wording import one_line

EDITABLE = ("source", "outcome", "from_on", "to_on", "place", "note", "report", "marking")


def record(
    *,
    commitment: Commitment,
    source: Source,
    outcome: str,
    from_on: date,
    to_on: date,
    by: User,
    at: datetime,
    place: str = "",
    note: str = "",
    report: Report | None = None,
    marking: int = 0,
    reference: str | None = None,
) -> Coverage:
    """Record that a source looked at a duty from a day to a day (both inside), and the outcome."""
    policies.check_can_observe(by)
    row = Coverage(
        commitment=commitment,
        source=source,
        outcome=outcome,
        from_on=from_on,
        to_on=to_on,
        place=place,
        note=note,
        report=report,
        marking=marking,
        recorded_at=at,
        recorded_by=by,
    )
    if reference:
        row.reference = reference
    _check(row, at)
    return rows.add(row, action="coverage.record", by=by, at=at)


def edit(*, coverage: Coverage, version: int, changes: Mapping[str, Any], by: User, at: datetime) -> Coverage:
    """Correct a record: fields of EDITABLE. Raises Stale with both texts, or Refused with the field."""
    policies.check_can_observe(by)

    def check(row: Coverage) -> None:
        _check_stands(row)
        _check(row, at)

    return rows.edit(
        coverage,
        version=version,
        changes=changes,
        allowed=EDITABLE,
        action="coverage.edit",
        by=by,
        at=at,
        check=check,
    )


def remove(*, coverage: Coverage, reason: str, by: User, at: datetime) -> Coverage:
    """Put a record away that should not stand. Refused without a reason."""
    policies.check_can_observe(by)
    return removals.put_away(coverage, reason=reason, action="coverage.remove", by=by, at=at)


def restore(*, coverage: Coverage, by: User, at: datetime) -> Coverage:
    """Bring a removed record back."""
    policies.check_can_observe(by)
    return removals.bring_back(coverage, action="coverage.restore", by=by, at=at)


def _check(row: Coverage, at: datetime) -> None:
    if row.outcome not in CoverageOutcome.values:
        raise Refused(_("Choose one of the outcomes of the list."), field="outcome")
    if row.to_on < row.from_on:
        raise Refused(_("The period ends before it begins. Check the two days."), field="to_on")
    if row.to_on > days.latest_day(at):
        raise Refused(_("The period ends in the future; nobody has looked then yet."), field="to_on")
    row.place = one_line(row.place, field="place", name=_("Place"), most=200)
    row.note = one_line(row.note, field="note", name=_("Note"), most=500)


def _check_stands(row: Coverage) -> None:
    if row.removed_at is not None:
        raise Refused(_("Somebody removed this while you were writing. Restore it first, then correct it."))
