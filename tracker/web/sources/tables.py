"""Which columns the list of sources has and how a cell is drawn; it must not query."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tracker.models.choices import RELIABILITIES
from tracker.publishing import figures
from tracker.selectors.scorecards import Scorecard
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
    findings = tables.Column(_("Findings"), accessor="pk", attrs=NUMBER, orderable=False)
    unique = tables.Column(_("Only from it"), accessor="pk", attrs=NUMBER, orderable=False)
    overturned = tables.Column(_("Overturned"), accessor="pk", attrs=NUMBER, orderable=False)
    lead = tables.Column(_("Lead"), accessor="pk", attrs=NUMBER, orderable=False)
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
        self.cards: dict[int, Scorecard] = {}
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

    def render_findings(self, record: Any) -> str:
        """How many of its findings were accepted."""
        return figures.number(self._card(record).accepted)

    def render_unique(self, record: Any) -> str:
        """How many in force whose origin is heard through no other source."""
        return figures.number(self._card(record).unique)

    def render_overturned(self, record: Any) -> str:
        """How many of those decided did not stand."""
        card = self._card(record)
        if not card.decided:
            return "–"
        said = {"n": figures.number(card.overturned), "all": figures.number(card.decided)}
        return _now("%(n)s of %(all)s") % said

    def render_lead(self, record: Any) -> str:
        """Days ahead of the other sources, in the middle; a minus behind them."""
        days = self._card(record).lead_days
        if days is None:
            return "–"
        return ngettext("%(n)s day", "%(n)s days", abs(days)) % {"n": figures.signed(days)}

    def _card(self, record: Any) -> Scorecard:
        return self.cards.get(record.pk) or Scorecard()

    def render_marking(self, record: Any) -> SafeString:
        """Who may see it."""
        return statuses.tlp(record.effective_marking)
