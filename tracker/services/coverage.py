"""Records that somebody looked, and what came of it; it must not count that as evidence."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tracker.models import Commitment, Coverage, Report, Source, User
from tracker.models.choices import CoverageOutcome
from tracker.selectors import days
from tracker.services import ledger, markings, policies
from tracker.services.refusals import Refused
from tracker.services.wording import one_line


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
    if outcome not in CoverageOutcome.values:
        raise Refused(_("Choose one of the outcomes of the list."), field="outcome")
    if to_on < from_on:
        raise Refused(_("The period ends before it begins. Check the two days."), field="to_on")
    if to_on > days.latest_day(at):
        raise Refused(_("The period ends in the future; nobody has looked then yet."), field="to_on")
    row = Coverage(
        commitment=commitment,
        source=source,
        outcome=outcome,
        from_on=from_on,
        to_on=to_on,
        place=one_line(place, field="place", name=_("Place"), most=200),
        note=one_line(note, field="note", name=_("Note"), most=500),
        report=report,
        marking=marking,
        recorded_at=at,
        recorded_by=by,
    )
    if reference:
        row.reference = reference
    with transaction.atomic():
        markings.settle(row)
        row.save(force_insert=True)
        ledger.record(action="coverage.record", thing=row, by=by, at=at, after=ledger.values_of(row))
    return row
