"""Which columns the list of sources has and how a cell is drawn; it must not query."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tracker.models.choices import RELIABILITIES
from tracker.publishing import figures
from tracker.publishing.lists.sources import COLUMNS
from tracker.templatetags import statuses
from tracker.web.declared import table_of
from tracker.web.time_machine import Time

WORDS = dict(RELIABILITIES)
SMALL = {"td": {"class": "hide-s"}}
NUMBER = {"th": {"class": "sv-num"}, "td": {"class": "sv-num hide-s"}}


LOOKS = {
    "name": {"td": {"scope": "row", "class": "full"}},
    **dict.fromkeys(("kind", "party", "marking"), SMALL),
    **dict.fromkeys(("reports", "findings", "unique", "overturned", "lead"), NUMBER),
}


class SourceTable(table_of(COLUMNS, LOOKS)):  # type: ignore[misc]  # the package has no types
    """One row a source; rows come from `publishing.lists.sources`, complete."""

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

    def render_overturned(self, record: Any) -> str:
        """How many of those decided did not stand."""
        card = record.card
        if not card.decided:
            return "–"
        said = {"n": figures.number(card.overturned), "all": figures.number(card.decided)}
        return _now("%(n)s of %(all)s") % said

    def render_lead(self, record: Any) -> str:
        """Days ahead of the other sources, in the middle; a minus behind them."""
        days = record.card.lead_days
        if days is None:
            return "–"
        return ngettext("%(n)s day", "%(n)s days", abs(days)) % {"n": figures.signed(days)}

    def render_marking(self, record: Any) -> SafeString:
        """Who may see it."""
        return statuses.tlp(record.effective_marking)
