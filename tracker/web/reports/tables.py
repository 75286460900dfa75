"""Which columns the list of reports has and how a cell is drawn; it must not query."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from tracker.publishing.lists.reports import COLUMNS
from tracker.templatetags import figures as day_tags
from tracker.templatetags import statuses
from tracker.web.declared import table_of
from tracker.web.time_machine import Time

SMALL = {"td": {"class": "hide-s"}}


LOOKS = {
    "published": {"td": {"class": "sv-nowrap"}},
    "title": {"td": {"scope": "row", "class": "full"}},
    "language": SMALL,
    "marking": SMALL,
    "findings": {"th": {"class": "sv-num"}, "td": {"class": "sv-num hide-s"}},
}


class ReportTable(table_of(COLUMNS, LOOKS)):  # type: ignore[misc]  # the package has no types
    """One row a report; rows come from `publishing.lists.reports`."""

    class Meta:
        template_name = "_parts/table.html"
        attrs = {"class": "sv-table sv-stack", "aria-label": _("Reports"), "sizes": [25, 50, 100]}
        order_by = ("-published",)
        default = "–"

    def __init__(self, *args: Any, time: Time, **kwargs: Any) -> None:
        """`time` is the day its links keep looking at."""
        super().__init__(*args, **kwargs)
        self.time = time

    def render_published(self, record: Any) -> SafeString | str:
        """The day as far as it is known."""
        return day_tags.day(record.published_on, record.published_precision)

    def render_title(self, record: Any) -> SafeString:
        """The title as a link, the reference under it."""
        return format_html(
            '<a class="t" href="{}" dir="auto">{}</a><br><span class="sv-meta"><bdi>{}</bdi>{}</span>',
            self.time.address(reverse("report", args=[record.reference])),
            record.title,
            record.reference,
            format_html(", {}", _("own rendition")) if record.is_rendition else "",
        )

    def render_source(self, record: Any) -> SafeString:
        """Who published it."""
        return format_html(
            '<a href="{}">{}</a>',
            self.time.address(reverse("source", args=[record.source.slug])),
            record.source.name,
        )

    def render_marking(self, record: Any) -> SafeString:
        """Who may see it."""
        return statuses.tlp(record.effective_marking)
