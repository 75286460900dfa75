"""Which columns the list of sources has and how a cell is drawn; it must not query."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from tracker.models.choices import RELIABILITIES
from tracker.publishing import figures
from tracker.templatetags import statuses
from tracker.web.time_machine import Time

WORDS = dict(RELIABILITIES)
NUMBER = {"th": {"class": "sv-num"}, "td": {"class": "sv-num hide-s"}}


class SourceTable(tables.Table):  # type: ignore[misc]  # the package has no types
    """One row a source; rows come from `selectors.register.listed`."""

    name = tables.Column(
        _("Source"), attrs={"td": {"scope": "row", "class": "full"}}, order_by=("name", "id")
    )
    reliability = tables.Column(
        _("Reliability today"), accessor="letter", order_by=("letter", "name"), empty_values=()
    )
    kind = tables.Column(_("Kind"), attrs={"td": {"class": "hide-s"}}, order_by=("kind", "name"))
    party = tables.Column(_("Speaks for"), accessor="party__name", attrs={"td": {"class": "hide-s"}})
    reports = tables.Column(
        _("Reports"), accessor="report_count", attrs=NUMBER, order_by=("report_count", "name")
    )
    marking = tables.Column(_("Marking"), accessor="effective_marking", attrs={"td": {"class": "hide-s"}})

    class Meta:
        template_name = "_parts/table.html"
        attrs = {"class": "sv-table sv-stack", "aria-label": _("Sources"), "sizes": [25, 50, 100]}
        order_by = ("name",)
        default = "–"

    def __init__(self, *args: Any, time: Time, **kwargs: Any) -> None:
        """`time` is the day whose letter is shown, and which its links keep looking at."""
        super().__init__(*args, **kwargs)
        self.time = time
        if time.is_past:
            self.columns["reliability"].column.verbose_name = _("Reliability then")

    def render_name(self, record: Any) -> SafeString:
        """The name as a link."""
        return format_html(
            '<a class="t" href="{}">{}</a>',
            self.time.address(reverse("source", args=[record.slug])),
            record.name,
        )

    def render_reliability(self, record: Any) -> SafeString | str:
        """The letter in words; unrated says so."""
        if not record.letter:
            return format_html('<span class="sv-meta">{}</span>', _("not rated yet"))
        return str(WORDS[record.letter])

    def render_kind(self, record: Any) -> str:
        """What sort of publisher it is."""
        return str(record.get_kind_display())

    def render_reports(self, value: int) -> str:
        """How many reports it has."""
        return figures.number(value)

    def render_marking(self, record: Any) -> SafeString:
        """Who may see it."""
        return statuses.tlp(record.effective_marking)
