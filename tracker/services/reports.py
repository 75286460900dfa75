"""Files documents and corrects what is said about them; it must not know what they are evidence of."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _

from tracker.models import Report, Source, User
from tracker.models.choices import FindingState, Precision, Tlp
from tracker.selectors import days
from tracker.services import (
    assessments,
    attachments,
    ledger,
    markings,
    policies,
    portfolios,
    removals,
    rows,
    versions,
)
from tracker.services.refusals import Refused
from tracker.services.wording import one_line, several_lines, tidy

EDITABLE = (
    "title",
    "source",
    "relays",
    "url",
    "published_on",
    "published_precision",
    "received_on",
    "language",
    "note",
    "is_rendition",
    "marking",
)
# Copied into findings at acceptance, so a later change would contradict what was accepted.
COPIED = ("source", "published_on", "published_precision")
# What was only proposed and rejected needs its report no more; what counts or has counted always does.
RESTING = (FindingState.DRAFT, FindingState.SUBMITTED, FindingState.ACCEPTED, FindingState.SUPERSEDED)
web_address = URLValidator(schemes=["http", "https"])


def file(
    *,
    title: str,
    source: Source,
    published_on: date,
    by: User,
    at: datetime,
    text: str = "",
    uploads: Iterable[tuple[str, bytes | Path]] = (),
    url: str = "",
    published_precision: str = "day",
    received_on: date | None = None,
    language: str = "en",
    note: str = "",
    relays: Report | None = None,
    is_rendition: bool = False,
    marking: int = 0,
    reference: str | None = None,
) -> Report:
    """File a document with its originals: pasted `text` and `uploads`, pairs of file name and bytes.

    Refused, with the field, when a day lies in the future or out of order, or an original is too large.
    """
    policies.check_can_file(by)
    report = Report(
        title=title,
        source=source,
        published_on=published_on,
        published_precision=published_precision,
        received_on=received_on,
        url=url,
        language=language,
        note=note,
        relays=relays,
        is_rendition=is_rendition,
        marking=marking,
        recorded_at=at,
        recorded_by=by,
    )
    if reference:
        report.reference = reference
    _check(report, at)
    with transaction.atomic():
        markings.settle(report)
        report.save(force_insert=True)
        ledger.record(action="report.file", thing=report, by=by, at=at, after=ledger.values_of(report))
        _keep_originals(report, text, uploads, by=by, at=at)
    return report


def _keep_originals(
    report: Report, text: str, uploads: Iterable[tuple[str, bytes | Path]], *, by: User, at: datetime
) -> None:
    if text.strip():
        content = tidy_original(text).encode()
        attachments.add(report=report, name=_("pasted text.txt"), content=content, by=by, at=at, pasted=True)
    for name, original in uploads:
        in_pieces = isinstance(original, Path)
        attachments.add(report=report, name=name, content=original, by=by, at=at, in_pieces=in_pieces)


def edit(*, report: Report, version: int, changes: Mapping[str, Any], by: User, at: datetime) -> Report:
    """Correct what is said about a document; `changes` holds fields of EDITABLE.

    Raises Stale when somebody saved first; Refused where accepted findings rest on what would change.
    """
    policies.check_can_file(by)
    unknown = set(changes) - set(EDITABLE)
    if unknown:
        raise Refused(_("These cannot be changed: %(names)s.") % {"names": ", ".join(sorted(unknown))})
    with transaction.atomic():
        row = versions.locked(report)
        versions.check(row, version, changes)
        before = versions.snapshot(row)
        _check_nothing_rests_on(row, changes)
        for name, value in changes.items():
            setattr(row, name, value)
        _check(row, at)
        moved = markings.settle(row)
        versions.save(row, action="report.edit", before=before, by=by, at=at)
        if moved:
            touched = markings.spread(row)
            assessments.request(commitments=touched, at=at, cause=f"report.edit {row.reference}")
            portfolios.forget()
    return row


def add_files(*, report: Report, uploads: Iterable[tuple[str, bytes | Path]], by: User, at: datetime) -> int:
    """Add originals to a report that is filed; answers how many were new to it."""
    policies.check_can_file(by)
    with transaction.atomic():
        row = rows.locked(report)
        if row.removed_at is not None:
            raise Refused(_("Somebody removed this report meanwhile. Restore it first, then add the files."))
        before = row.attachments.count()
        _keep_originals(row, "", uploads, by=by, at=at)
        return row.attachments.count() - before


def remove(*, report: Report, reason: str, by: User, at: datetime) -> Report:
    """Put a report away with everything in it; `restore` brings it back.

    Refused while findings rest on it, without a reason, and to anybody but who filed it or an administrator.
    """
    check_can_remove(report, by)
    return removals.put_away(
        report, reason=reason, action="report.remove", by=by, at=at, check=_check_no_finding_rests_on
    )


def restore(*, report: Report, by: User, at: datetime) -> Report:
    """Bring a removed report back as it was. Refused as `remove`."""
    check_can_remove(report, by)
    return removals.bring_back(report, action="report.restore", by=by, at=at)


def tidy_original(text: str) -> str:
    """Pasted text as it is kept: every character that UTF-8 can hold, line breaks and all."""
    return (
        text if text.isascii() else text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    )


def check_can_remove(report: Report, by: User) -> None:
    """A report is removed and brought back by who filed it, or by an administrator. Refused to others."""
    policies.check_can_file(by)
    if report.recorded_by_id != by.pk and not policies.has_role(by, policies.ADMIN):
        raise Refused(
            _("Only who filed it, %(person)s, or an administrator can remove or restore this report.")
            % {"person": report.recorded_by.get_username()}
        )


def _check_no_finding_rests_on(report: Report) -> None:
    if report.findings.filter(state__in=RESTING, removed_at__isnull=True).exists():
        raise Refused(
            _("Findings rest on this report, so it stays. Drafts and rejected ones can be removed first.")
        )


def _check(report: Report, at: datetime) -> None:
    """Put the words in order and refuse days and addresses that cannot be."""
    report.title = one_line(report.title, field="title", name=_("Title"), most=300, needed=True)
    report.note = several_lines(report.note, field="note", name=_("Note"), most=5000)
    report.language = one_line(report.language, field="language", name=_("Language"), most=10)
    report.url = tidy(report.url).strip()
    if report.url:
        try:
            web_address(report.url)
        except ValidationError:
            raise Refused(
                _("This is no web address; it begins with http:// or https://."), field="url"
            ) from None
    if len(report.url) > 1000:
        raise Refused(_("The link has more than 1000 characters; please use a shorter one."), field="url")
    if report.published_precision not in Precision.values:
        raise Refused(_("This precision is not one of the list."), field="published_precision")
    if report.marking not in Tlp.values:
        raise Refused(_("This marking is not one of TLP 2.0."), field="marking")
    _check_days(report, days.latest_day(at))
    if report.relays_id and report.relays_id == report.pk:
        raise Refused(_("A report cannot relay itself."), field="relays")


def _check_days(report: Report, today: date) -> None:
    if report.published_on > today:
        raise Refused(_("The day of publication lies in the future."), field="published_on")
    if report.received_on is None:
        return
    if report.received_on > today:
        raise Refused(_("The day it was received lies in the future."), field="received_on")
    if report.received_on < report.published_on:
        raise Refused(
            _("It was received before it was published. Check the two days."),
            field="received_on",
        )


def _check_nothing_rests_on(report: Report, changes: Mapping[str, Any]) -> None:
    copied = [name for name in COPIED if name in changes and changes[name] != getattr(report, name)]
    if not copied:
        return
    resting = report.findings.filter(state=FindingState.ACCEPTED).count()
    if resting:
        raise Refused(
            _("Accepted findings rest on this: %(count)d. Withdraw them first, then propose them anew.")
            % {"count": resting},
            field=copied[0],
        )
