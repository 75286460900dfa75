"""Answers what a new report begins with when it comes from a fetched page or the inbox; it files nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tracker.models import Capture, InboxEntry, Report, User
from tracker.models.states import CaptureState, InboxState
from tracker.selectors import captures as capture_selector
from tracker.selectors import inbox as inbox_selector
from tracker.selectors.days import day_in
from tracker.services import captures, inbox

LONGEST_LINK = 1000  # characters a report's link holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """What stands in the form, what it carries along, and what else happens when it is filed."""

    initial: dict[str, Any]
    hidden: dict[str, str]
    note: str
    _settle: Callable[[Report, User, datetime], object]

    def settle(self, report: Report, *, by: User, at: datetime) -> None:
        """Join the new report with what it began from. Call it in the transaction of filing.

        Refused when that is no longer possible.
        """
        self._settle(report, by, at)


def beginning_of(reader: User, query: Mapping[str, Any]) -> Beginning | None:
    """What the parameters `capture` (W-…) and `inbox` (N-…) stand for; None for nothing the reader may use.

    With both, the page is the document, and the entry of the inbox is what led to it.
    """
    entry = page = None
    reference = str(query.get("inbox") or "")[:20]
    if reference:
        rows = inbox_selector.seen(reader).select_related("feed__source", "report")
        entry = rows.filter(reference=reference).first()
    reference = str(query.get("capture") or "")[:20]
    if reference:
        page = capture_selector.own(reader).filter(reference=reference, state=CaptureState.DONE).first()
    if entry is None:
        return _from_page(page) if page is not None else None
    return _both(_from_entry(reader, entry), _from_page(page)) if page else _from_entry(reader, entry)


def _both(news: Beginning, page: Beginning) -> Beginning:
    def settle(report: Report, by: User, at: datetime) -> None:
        page.settle(report, by=by, at=at)
        news.settle(report, by=by, at=at)

    said = {name: value for name, value in news.initial.items() if name != "text"}
    return Beginning(
        initial=said | page.initial,
        hidden=page.hidden | news.hidden,
        note=f"{page.note} {news.note}",
        _settle=settle,
    )


def _from_page(page: Capture) -> Beginning:
    address = page.final_url or page.url
    initial = {
        "title": page.title,
        "url": address if len(address) <= LONGEST_LINK else "",
        "published_on": page.written_on,
        "language": page.language or "en",
    }
    if page.attachment is not None:
        note = _("This page was filed already, as %(reference)s.") % {
            "reference": page.attachment.report.reference
        }
        return Beginning(initial=_known(initial), hidden={}, note=note, _settle=_nothing)

    def settle(report: Report, by: User, at: datetime) -> None:
        captures.file(capture=page, report=report, by=by, at=at)

    note = _("The page fetched from %(address)s is attached as it was, when you file the report.")
    return Beginning(
        initial=_known(initial),
        hidden={"capture": page.reference},
        note=note % {"address": address[:200]},
        _settle=settle,
    )


def _from_entry(reader: User, entry: InboxEntry) -> Beginning:
    published = entry.published_at
    initial = {
        "title": entry.title,
        "source": entry.feed.source.name,
        "url": entry.url,
        "published_on": day_in(reader.time_zone, published) if published else None,
        "language": entry.language or "en",
        "marking": entry.marking,
        "text": entry.text,
    }
    if entry.state == InboxState.FILED and entry.report is not None:
        note = _("Somebody filed this entry of the inbox already.")
    else:
        note = _("From the inbox: %(feed)s. The entry is marked as filed with the report.") % {
            "feed": entry.feed.name
        }

    def settle(report: Report, by: User, at: datetime) -> None:
        inbox.file(entry=entry, report=report, by=by, at=at)

    return Beginning(initial=_known(initial), hidden={"inbox": entry.reference}, note=note, _settle=settle)


def _known(initial: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in initial.items() if value not in (None, "")}


def _nothing(report: Report, by: User, at: datetime) -> None:
    return None
