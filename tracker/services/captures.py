"""Keeps web pages as somebody had them fetched, and files them; it must not know how one is fetched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from tracker.models import Capture, Report, User
from tracker.models.states import CaptureState
from tracker.services import attachments, ledger, policies
from tracker.services.refusals import Refused
from tracker.services.signals import captures_requested
from tracker.services.wording import tidy

CLAIM_LASTS = timedelta(seconds=60)  # far above what one fetch may take
NUDGE_AFTER = timedelta(seconds=60)  # by then the broker has lost the news
MOST_ATTEMPTS = 3
MOST_WAITING = 20  # pages that one person may have in the queue
LONGEST_ADDRESS = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as it came: what was asked of whom, what was answered, what it says of itself."""

    final_url: str
    status_code: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    warc: bytes
    content_type: str = ""
    title: str = ""
    author: str = ""
    written_on: date | None = None
    language: str = ""


def ask(*, url: str, by: User, at: datetime) -> Capture:
    """Have a web page fetched. Refused when fetching is off, and for what is no web address."""
    policies.check_can_fetch(by)
    check_on()
    url = _address(url)
    with transaction.atomic():
        if Capture.objects.filter(asked_by=by, state=CaptureState.WAITING).count() >= MOST_WAITING:
            raise Refused(
                _("%(most)d pages of yours are being fetched; wait until some of them are there.")
                % {"most": MOST_WAITING},
                field="url",
            )
        row = Capture.objects.create(url=url, asked_at=at, asked_by=by)
        ledger.record(
            action="capture.ask",
            thing=row,
            by=by,
            at=at,
            after={"url_sha256": attachments.digest_of(url.encode())},
        )
        _tell_on_commit(row)
    return row


def again(*, capture: Capture, by: User, at: datetime) -> Capture:
    """Try once more to fetch a page that could not be had. Refused when it was, or is not one's own."""
    check_on()
    with transaction.atomic():
        row = _locked(capture)
        if row.asked_by_id != by.pk:
            raise Refused(_("Only who asked for a page can have it fetched again."))
        if row.state != CaptureState.FAILED:
            raise Refused(_("This page is being fetched or is there already."))
        row.state, row.attempts, row.problem, row.claimed_at = CaptureState.WAITING, 0, "", None
        row.fetched_at, row.asked_at = None, at
        row.save()
        ledger.record(action="capture.again", thing=row, by=by, at=at)
        _tell_on_commit(row)
    return row


def check_on() -> None:
    """Refused, in a sentence that says what to do instead, while fetching is switched off."""
    if not settings.FETCH:
        raise Refused(
            _(
                "Fetching web pages is switched off here. Save the page as a file and upload it, "
                "or ask whoever runs this installation to set FETCH=1."
            ),
            field="url",
        )


def claim(*, capture_id: int, at: datetime) -> Capture | None:
    """Take up a waiting page, counting the attempt before the work; None when there is nothing to do.

    One that was begun three times and never ended is given up: it took its worker down each time.
    """
    with transaction.atomic():
        rows = Capture.objects.filter(pk=capture_id, state=CaptureState.WAITING)
        free = Q(claimed_at__isnull=True) | Q(claimed_at__lt=at - CLAIM_LASTS)
        row = rows.filter(free).select_for_update().first()
        if row is None:
            return None
        if row.attempts >= MOST_ATTEMPTS:
            _fail(row, _("The job that fetched it died three times. Save the page and upload it."), at)
            return None
        rows.update(attempts=F("attempts") + 1, claimed_at=at)
        row.refresh_from_db()
    return row


def keep(*, capture: Capture, page: Page, at: datetime) -> None:
    """Keep a page that was fetched, body and record each under its digest. Refused when it is too large."""
    name = name_of(page.final_url, page.content_type)
    attachments.check_size(name=name, size=len(page.body))
    digest, record = attachments.digest_of(page.body), attachments.digest_of(page.warc)
    attachments.write_once(digest, page.body)
    attachments.write_once(record, page.warc)
    with transaction.atomic():
        row = _locked(capture)
        if row.state != CaptureState.WAITING:
            return
        row.state, row.fetched_at, row.claimed_at = CaptureState.DONE, at, None
        row.final_url, row.status_code = page.final_url[:LONGEST_ADDRESS], page.status_code
        row.headers = [[tidy(name)[:200], tidy(value)[:4000]] for name, value in page.headers[:100]]
        row.sha256, row.warc_sha256 = digest, record
        row.content_type = tidy(page.content_type)[:120]
        row.title, row.author = _line(page.title), _line(page.author)
        row.written_on, row.language = page.written_on, page.language[:10]
        row.save()
        kept = ledger.values_of(row, "status_code", "sha256", "warc_sha256")
        ledger.record(action="capture.keep", thing=row, by=None, at=at, after=kept)


def fail(*, capture: Capture, problem: str, at: datetime) -> None:
    """Say in a sentence why a page could not be fetched."""
    with transaction.atomic():
        row = _locked(capture)
        if row.state == CaptureState.WAITING:
            _fail(row, problem, at)


def waiting(*, at: datetime) -> list[int]:
    """The pages that wait for too long and are held by nobody, longest first."""
    free = Q(claimed_at__isnull=True) | Q(claimed_at__lt=at - CLAIM_LASTS)
    rows = Capture.objects.filter(free, state=CaptureState.WAITING, asked_at__lt=at - NUDGE_AFTER)
    return list(rows.order_by("asked_at", "pk").values_list("pk", flat=True)[:200])


def file(*, capture: Capture, report: Report, by: User, at: datetime) -> None:
    """Attach the page that was kept to a report as an original. Call it in the transaction of filing.

    Refused when it was filed already, or is not there.
    """
    with transaction.atomic():
        row = _locked(capture)
        if row.state != CaptureState.DONE or row.asked_by_id != by.pk:
            raise Refused(_("This page is not there to be filed."))
        if row.attachment_id is not None:
            raise Refused(_("This page was filed already. Have it fetched again to file it once more."))
        name = name_of(row.final_url, row.content_type)
        row.attachment = attachments.add(
            report=report, name=name, content=attachments.path_of(row.sha256), by=by, at=at
        )
        row.save(update_fields=["attachment"])
        # Only now, under the marking of the report, does the ledger say which page it was.
        told = ledger.values_of(row, "reference", "url", "final_url", "fetched_at", "sha256", "warc_sha256")
        ledger.record(action="capture.file", thing=row.attachment, by=by, at=at, after=told)


def name_of(url: str, content_type: str) -> str:
    """What a fetched page is called as a file: the last part of its address, else its host."""
    parts = urlsplit(url)
    own = PurePosixPath(unquote(parts.path)).name or (parts.hostname or "page")
    is_page = content_type.partition(";")[0].strip().lower() in ("", "text/html", "application/xhtml+xml")
    if is_page and not own.lower().endswith((".html", ".htm", ".xhtml")):
        own += ".html"
    return attachments.clean_name(own)


def _address(url: str) -> str:
    url = tidy(url).strip()
    if len(url) > LONGEST_ADDRESS:
        raise Refused(_("The address has more than 2000 characters."), field="url")
    if not url.lower().startswith(("http://", "https://")) or any(sign.isspace() for sign in url):
        raise Refused(_("This is no web address; it begins with http:// or https://."), field="url")
    return url


def _fail(row: Capture, problem: str, at: datetime) -> None:
    row.state, row.claimed_at = CaptureState.FAILED, None
    row.problem = tidy(problem)[:500] or _("The page could not be fetched.")
    row.save()
    ledger.record(action="capture.fail", thing=row, by=None, at=at, after={"state": row.state})


def _line(text: str) -> str:
    return " ".join(tidy(text).split())[:300]


def _locked(capture: Capture) -> Capture:
    return Capture.objects.select_for_update().get(pk=capture.pk)


def _tell_on_commit(row: Capture) -> None:
    number = row.pk

    def tell() -> None:
        captures_requested.send(sender=Capture, capture_ids=[number])

    transaction.on_commit(tell, robust=True)
