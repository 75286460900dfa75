"""Keeps what was read of an original as its working copy; it must not know how it was read."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tracker.models import Attachment, TextPage
from tracker.models.states import ReadState
from tracker.services.attachments.readers import Reading, reader
from tracker.services.findings import anchoring
from tracker.services.wording import tidy

MOST_SKETCHED = 1_000_000  # characters of a text that are compared with other texts
ROWS_AT_ONCE = 500


def store(attachment: Attachment, reading: Reading, *, at: datetime) -> dict[str, Any]:
    """Keep what was read, in the open transaction; answers what the ledger should say of it.

    A long original comes in several readings. Pages take the place of those with their number; what is left
    of an earlier reading goes at the end, when the citations are tied to their passages again.
    """
    places = anchoring.places_of(attachment) if reading.is_complete else {}
    if attachment.read_leaves == 0:
        attachment.title, attachment.author = _line(reading.title), _line(reading.author)
        attachment.written_on, attachment.language = reading.written_on, ""
        attachment.text_problem = ""
    attachment.language = attachment.language or reading.language[:10]
    last = _keep_pages(attachment, reading)
    attachment.content_type = reading.content_type[:120]
    attachment.leaves, attachment.read_leaves = reading.leaves, reading.read_leaves
    attachment.page_images = min(attachment.page_images, attachment.leaves)
    attachment.by_ocr = reading.by_ocr or (attachment.by_ocr and last > len(reading.pages))
    attachment.read_attempts, attachment.read_claimed_at = 0, None
    said: dict[str, Any] = {"content_type": attachment.content_type, "pages": last}
    if reading.pages and reading.problem:
        attachment.text_problem = reading.problem[:300]
    if reading.is_complete:
        said |= _finish(attachment, reading, last, places, at)
    attachment.save()
    return said


def _line(words: str) -> str:
    return " ".join(tidy(words).split())[:300]


def _keep_pages(attachment: Attachment, reading: Reading) -> int:
    """Write the pages behind those of this reading's earlier parts; answers the number of the last one."""
    before = (
        attachment.pages.filter(leaf__lte=attachment.read_leaves).count() if attachment.read_leaves else 0
    )
    numbers = range(before + 1, before + len(reading.pages) + 1)
    there = {page.number: page for page in attachment.pages.filter(number__in=numbers)}
    new, changed = [], []
    for number, page in zip(numbers, reading.pages, strict=True):
        row = there.get(number)
        if row is None:
            new.append(TextPage(attachment=attachment, number=number, text=page.text, leaf=page.leaf))
        elif (row.text, row.leaf) != (page.text, page.leaf):
            row.text, row.leaf = page.text, page.leaf
            changed.append(row)
    TextPage.objects.bulk_create(new, batch_size=ROWS_AT_ONCE)
    TextPage.objects.bulk_update(changed, ["text", "leaf"], batch_size=ROWS_AT_ONCE)
    return before + len(reading.pages)


def _finish(
    attachment: Attachment, reading: Reading, last: int, places: dict[int, anchoring.Place], at: datetime
) -> dict[str, Any]:
    """Drop what an earlier reading left over, tie citations again, and say that it is read."""
    attachment.pages.filter(number__gt=last).delete()
    pages = list(attachment.pages.order_by("number"))
    if not any(page.text for page in pages):
        attachment.pages.all().delete()
        pages = []
    attachment.read_state = ReadState.READ if pages else ReadState.NO_TEXT
    attachment.read_at = at
    if not pages:
        attachment.text_problem = reading.problem[:300]
    attachment.sketch = reader().sketch("\n\n".join(page.text for page in pages)[:MOST_SKETCHED]) or None
    lost = anchoring.anchor_again(places, pages, at=at)
    said: dict[str, Any] = {"pages": len(pages)}
    if attachment.text_problem:
        said["text_problem"] = attachment.text_problem
    if attachment.by_ocr:
        said["by_ocr"] = True
    if lost:
        said["quotes_lost"] = lost
    return said
