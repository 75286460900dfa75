"""Decides on news that feeds brought: filed, put off, dismissed; it must not know where news come from."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from tracker.models import InboxEntry, Report, User
from tracker.models.states import InboxState
from tracker.services import ledger, policies
from tracker.services.refusals import Refused
from tracker.services.wording import one_line

LONGEST_SNOOZE = timedelta(days=366)
OPEN = (InboxState.NEW, InboxState.SNOOZED)
DECIDED = ("state", "snoozed_until", "reason")


def dismiss(*, entry: InboxEntry, reason: str, by: User, at: datetime) -> InboxEntry:
    """Put an entry aside with a reason. Refused without one, and when somebody decided already."""
    reason = one_line(reason, field="reason", name=_("Reason"), most=500, needed=True)
    return _decide(entry, InboxState.DISMISSED, action="inbox.dismiss", by=by, at=at, reason=reason)


def snooze(*, entry: InboxEntry, until: date | None, today: date, by: User, at: datetime) -> InboxEntry:
    """Put an entry off until a day, on which it comes back. `today` is the person's own day.

    Refused for a day that is not after today, or more than a year away.
    """
    if until is None:
        raise Refused(_("Say on which day it should come back."), field="until")
    if until <= today:
        raise Refused(_("Choose a day after today."), field="until")
    if until > today + LONGEST_SNOOZE:
        raise Refused(_("Choose a day within a year."), field="until")
    return _decide(entry, InboxState.SNOOZED, action="inbox.snooze", by=by, at=at, snoozed_until=until)


def undo(*, entry: InboxEntry, by: User, at: datetime) -> InboxEntry:
    """Take back that an entry was put off, dismissed, or filed with a report that was removed since.

    Refused while its report is there, and when it is new.
    """
    policies.check_can_triage(by)
    with transaction.atomic():
        row = _locked(entry)
        if row.state == InboxState.FILED and row.report is not None and row.report.removed_at is None:
            raise Refused(_("This entry is filed as a report. Remove the report instead."))
        if row.state == InboxState.NEW:
            raise Refused(_("Nothing was decided about this entry."))
        return _store(row, InboxState.NEW, action="inbox.undo", by=by, at=at)


def file(*, entry: InboxEntry, report: Report, by: User, at: datetime) -> InboxEntry:
    """Say that an entry was filed as a report. Call it in the transaction of filing.

    One that somebody filed meanwhile keeps the report it has.
    """
    policies.check_can_triage(by)
    with transaction.atomic():
        row = _locked(entry)
        if row.state == InboxState.FILED and row.report_id is not None:
            return row
        return _store(row, InboxState.FILED, action="inbox.file", by=by, at=at, report=report)


def _decide(
    entry: InboxEntry,
    state: InboxState,
    *,
    action: str,
    by: User,
    at: datetime,
    reason: str = "",
    snoozed_until: date | None = None,
) -> InboxEntry:
    policies.check_can_triage(by)
    with transaction.atomic():
        row = _locked(entry)
        if row.state not in OPEN:
            who = row.decided_by.get_username() if row.decided_by else _("somebody")
            raise Refused(
                _("%(who)s decided on this entry already; it is now: %(state)s. Take that back first.")
                % {"who": who, "state": row.get_state_display().lower()}
            )
        return _store(row, state, action=action, by=by, at=at, reason=reason, snoozed_until=snoozed_until)


def _store(
    row: InboxEntry,
    state: InboxState,
    *,
    action: str,
    by: User,
    at: datetime,
    reason: str = "",
    snoozed_until: date | None = None,
    report: Report | None = None,
) -> InboxEntry:
    before = ledger.values_of(row, *DECIDED)
    row.state, row.reason, row.snoozed_until, row.report = state, reason, snoozed_until, report
    row.decided_at, row.decided_by = (None, None) if state == InboxState.NEW else (at, by)
    row.save()
    after = ledger.values_of(row, *DECIDED)
    if report is not None:
        after["report"] = report.reference
    ledger.record(action=action, thing=row, by=by, at=at, before=before, after=after, reason=reason)
    return row


def _locked(entry: InboxEntry) -> InboxEntry:
    return InboxEntry.objects.select_for_update(of=("self",)).select_related("decided_by").get(pk=entry.pk)
