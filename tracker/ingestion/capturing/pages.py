"""Fetches one page that somebody asked for, has it read, and keeps it; it must not know who may see it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext as _

from tracker.ingestion.capturing.warc import record_of
from tracker.ingestion.fetching import Fetched, NotFetched, fetch
from tracker.ingestion.reading.documents import Documents
from tracker.models import Capture
from tracker.services import attachments, captures
from tracker.services.refusals import Refused

Fetch = Callable[..., Fetched]


def capture(capture_id: int, *, at: datetime, fetch: Fetch = fetch) -> Capture | None:
    """Fetch a waiting page and keep it, or say why not; None when nobody waits for it."""
    row = captures.claim(capture_id=capture_id, at=at)
    if row is None:
        return None
    try:
        captures.keep(capture=row, page=_page(fetch(row.url), at=at), at=at)
    except (NotFetched, Refused) as reason:
        captures.fail(capture=row, problem=reason.sentence, at=at)
    row.refresh_from_db()
    return row


def _page(fetched: Fetched, *, at: datetime) -> captures.Page:
    if not 200 <= fetched.status < 300:
        raise NotFetched(
            _("The server answered %(status)d instead of the page.") % {"status": fetched.status}
        )
    content_type = fetched.header("Content-Type")
    name = captures.name_of(fetched.url, content_type)
    attachments.check_size(name=name, size=len(fetched.body))
    path = attachments.write_once(attachments.digest_of(fetched.body), fetched.body)
    read = Documents().read(name, path)
    return captures.Page(
        final_url=fetched.url,
        status_code=fetched.status,
        headers=fetched.headers,
        body=fetched.body,
        warc=record_of(fetched, at=at),
        content_type=content_type,
        title=read.title,
        author=read.author,
        written_on=read.written_on,
        language=read.language,
    )
