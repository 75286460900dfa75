"""Which columns the list of commitments has and how a cell is drawn; it must not query."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tracker.models.choices import KINDS
from tracker.publishing import figures
from tracker.publishing.lists.commitments import COLUMNS
from tracker.web.commitments.cells import part
from tracker.web.declared import NOTHING, table_of

SMALL = {"td": {"class": "hide-s"}}
SMALL_NUMBER = {"th": {"class": "sv-num"}, "td": {"class": "sv-num hide-s"}}
_KIND_WORDS = dict(KINDS)


LOOKS = {
    "code": {"td": {"class": "sv-code"}},
    "title": {"td": {"scope": "row", "class": "full"}},
    "progress": SMALL_NUMBER,
    "due": {"td": {"class": "sv-nowrap hide-s"}},
    **dict.fromkeys(("obligor", "agreement", "theme"), SMALL),
    **dict.fromkeys(("weight", "findings", "origins"), SMALL_NUMBER),
}


class CommitmentTable(table_of(COLUMNS, LOOKS)):  # type: ignore[misc]  # the package has no types
    """One row a commitment; rows come from `publishing.lists.commitments`, complete."""

    class Meta:
        template_name = "_parts/table.html"
        # Links out of the list load a page of their own; only the list's own links replace the list.
        row_attrs = {"hx-boost": "false"}
        attrs = {"class": "sv-table sv-stack sv-cl", "aria-label": _("Commitments"), "sizes": [25, 50, 100]}
        order_by = ("status",)
        default = "–"

    def __init__(self, *args: Any, day: date, query: str, by_agreement: bool, **kwargs: Any) -> None:
        """`day` is the day shown, `query` what keeps links in it, `by_agreement` whether one is chosen."""
        super().__init__(*args, **kwargs)
        self.day, self.query, self.by_agreement = day, query, by_agreement

    def render_title(self, record: Any) -> SafeString:
        """The title as a link, the essential tag, the kind (and the agreement, where several are listed)."""
        address = reverse("commitment", args=[record.agreement.slug, record.code])
        essential = format_html(' <span class="sv-tag sv-tag-ink">{}</span>', _("Essential"))
        kind = _KIND_WORDS.get(record.defined_kind, "")
        small = kind if self.by_agreement else format_html("<bdi>{}</bdi> · {}", record.agreement.slug, kind)
        return format_html(
            '<a class="t" href="{}{}">{}</a>{}<br><span class="sv-meta">{}</span>',
            address,
            self.query and f"?{self.query}",
            record.title,
            essential if record.defined_essential else "",
            small,
        )

    def render_status(self, record: Any) -> SafeString | str:
        """The badge, and a ruling beside it."""
        if record.standing is None:
            return NOTHING
        badge = part("status", status=record.standing.status, late=record.standing.late)
        if record.ruling is None:
            return badge
        beside = part("ruling", status=record.ruling.status, lapses_on=record.ruling.lapses_on)
        return format_html("{}<br>{}", badge, beside)

    def render_likelihood(self, record: Any) -> SafeString | str:
        """The word; a dash where there is no confidence."""
        if record.standing is None:
            return NOTHING
        return part("likelihood_word", band=record.standing.band, confidence=record.standing.confidence)

    def render_confidence(self, record: Any) -> SafeString | str:
        """Three bars and the word."""
        if record.standing is None:
            return NOTHING
        return part("confidence", confidence=record.standing.confidence)

    def render_due(self, record: Any) -> SafeString:
        """The due day, and how late or how soon that is; duties without a last day say so."""
        if record.defined_due_on is None:
            return format_html('<span class="sv-meta">{}</span>', _("no end"))
        written = part("day", value=record.defined_due_on)
        distance = self._distance(record)
        if not distance:
            return written
        return format_html('{}<br><span class="sv-meta">{}</span>', written, distance)

    def _distance(self, record: Any) -> str:
        if record.days_late:
            return ngettext("%(n)s day late", "%(n)s days late", record.days_late) % {
                "n": figures.number(record.days_late)
            }
        due = record.defined_due_on.toordinal() + (record.defined_grace_days or 0)
        ahead = due - self.day.toordinal()
        if 0 <= ahead <= 90:
            return ngettext("in %(n)s day", "in %(n)s days", ahead) % {"n": figures.number(ahead)}
        return ""
