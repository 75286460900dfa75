"""Which columns the list of feeds has and how a cell is drawn; it must not query."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from tracker.publishing import figures
from tracker.templatetags import statuses


class FeedTable(tables.Table):  # type: ignore[misc]  # the package has no types
    """One row a feed; rows come from `selectors.inbox.feeds`."""

    name = tables.Column(_("Feed"), attrs={"td": {"scope": "row", "class": "full"}}, order_by=("name", "id"))
    state = tables.Column(
        _("State"), empty_values=(), order_by=("-failures", "name"), attrs={"td": {"class": "full"}}
    )
    succeeded_at = tables.Column(_("Last answer"), order_by=("succeeded_at", "name"))
    due_at = tables.Column(_("Asked next"), order_by=("due_at", "name"))
    entries = tables.Column(
        _("Entries"),
        accessor="entry_count",
        order_by=("entry_count", "name"),
        attrs={"th": {"class": "sv-num"}, "td": {"class": "sv-num"}},
    )
    marking = tables.Column(_("Marking"), accessor="effective_marking", attrs={"td": {"class": "hide-s"}})
    act = tables.Column(_("Action"), empty_values=(), orderable=False)

    class Meta:
        template_name = "_parts/table.html"
        attrs = {"class": "sv-table sv-stack", "aria-label": _("Feeds"), "sizes": [25, 50, 100]}
        order_by = ("name",)
        default = "–"

    def __init__(self, *args: Any, keeps: bool, **kwargs: Any) -> None:
        """`keeps` says whether the reader may change feeds."""
        super().__init__(*args, **kwargs)
        self.keeps = keeps
        if not keeps:
            self.columns.hide("act")

    def render_name(self, record: Any) -> SafeString:
        """The name, which leads to its entries, with its source."""
        address = f"{reverse('inbox')}?state=all&feed={record.slug}"
        return format_html(
            '<a class="t" href="{}">{}</a><br><span class="sv-meta">{}</span>',
            address,
            record.name,
            record.source.name,
        )

    def render_state(self, record: Any) -> str:
        """How it is: asked, failing since when and why, or switched off."""
        return render_to_string("feeds/_cell_state.html", {"feed": record})

    def render_succeeded_at(self, value: Any) -> str:
        """When it last answered."""
        return render_to_string("feeds/_cell_moment.html", {"moment": value})

    def render_due_at(self, record: Any, value: Any) -> str:
        """When it is asked next; a feed that is switched off never is."""
        return render_to_string("feeds/_cell_moment.html", {"moment": value if record.active else None})

    def render_entries(self, value: int) -> str:
        """How many entries it brought."""
        return figures.number(value)

    def render_marking(self, record: Any) -> SafeString:
        """Who may see it."""
        return statuses.tlp(record.effective_marking)

    def render_act(self, record: Any) -> str:
        """What may be done with it."""
        return render_to_string("feeds/_cell_act.html", {"feed": record}, request=self.request)
