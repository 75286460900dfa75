"""Which columns the list of commitments has and how a cell is drawn; it must not query."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tracker.assessment import Status
from tracker.models.choices import KINDS
from tracker.publishing import figures
from tracker.web.commitments.cells import part

DEFAULT_COLUMNS = (
    "code",
    "title",
    "status",
    "likelihood",
    "confidence",
    "due",
    "obligor",
    "findings",
    "origins",
)
FIXED_COLUMNS = ("code", "title", "status")  # without them a row says nothing
SMALL = {"td": {"class": "hide-s"}}
SMALL_NUMBER = {"th": {"class": "sv-num"}, "td": {"class": "sv-num hide-s"}}
_KIND_WORDS = dict(KINDS)
_SINCE_DUE = {Status.OVERDUE, Status.BREACHED}


class CommitmentTable(tables.Table):  # type: ignore[misc]  # the package has no types
    """One row a commitment; rows come from `selectors.commitments.listed`, completed by `listing`."""

    code = tables.Column(_("Code"), attrs={"td": {"class": "sv-code"}}, order_by=("code", "agreement__slug"))
    title = tables.Column(
        _("Commitment"), attrs={"td": {"scope": "row", "class": "full"}}, order_by=("title", "code")
    )
    status = tables.Column(_("Status"), accessor="standing", order_by=("standing_rank", "code"))
    likelihood = tables.Column(_("Likelihood"), accessor="standing", order_by=("standing_p", "code"))
    confidence = tables.Column(_("Confidence"), accessor="standing", order_by=("standing_sureness", "code"))
    progress = tables.Column(
        _("Progress"), accessor="standing", attrs=SMALL_NUMBER, order_by=("standing_progress", "code")
    )
    due = tables.Column(
        _("Due"),
        accessor="defined_due_on",
        attrs={"td": {"class": "sv-nowrap hide-s"}},
        order_by=("defined_due_on", "code"),
        empty_values=(),
    )
    obligor = tables.Column(
        _("Obligor"), accessor="obligor_roles", attrs=SMALL, orderable=False, empty_values=()
    )
    agreement = tables.Column(
        _("Agreement"), accessor="agreement__title", attrs=SMALL, order_by=("agreement__title", "code")
    )
    theme = tables.Column(_("Theme"), attrs=SMALL, order_by=("theme", "code"))
    weight = tables.Column(
        _("Weight"), accessor="defined_weight", attrs=SMALL_NUMBER, order_by=("defined_weight", "code")
    )
    findings = tables.Column(_("Findings"), accessor="finding_count", attrs=SMALL_NUMBER, orderable=False)
    origins = tables.Column(_("Origins"), accessor="origin_count", attrs=SMALL_NUMBER, orderable=False)

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

    def render_status(self, record: Any) -> SafeString:
        """The badge, and a ruling beside it."""
        badge = part("status", status=record.standing.status, late=record.standing.late)
        if record.ruling is None:
            return badge
        beside = part("ruling", status=record.ruling.status, lapses_on=record.ruling.lapses_on)
        return format_html("{}<br>{}", badge, beside)

    def render_likelihood(self, record: Any) -> SafeString:
        """The word; a dash where there is no confidence."""
        return part("likelihood_word", band=record.standing.band, confidence=record.standing.confidence)

    def render_confidence(self, record: Any) -> SafeString:
        """Three bars and the word."""
        return part("confidence", confidence=record.standing.confidence)

    def render_progress(self, record: Any) -> str:
        """How far along, where the kind has a progress."""
        progress = record.standing.progress_pm
        return "–" if progress is None else figures.per_mille(progress, whole=True)

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
        standing, due = record.standing, record.defined_due_on.toordinal() + (record.defined_grace_days or 0)
        late = 0
        if standing is not None and standing.late and standing.fulfilled_on:
            late = standing.fulfilled_on.toordinal() - due
        elif standing is not None and standing.status in _SINCE_DUE:
            late = self.day.toordinal() - due
        if late > 0:
            return ngettext("%(n)s day late", "%(n)s days late", late) % {"n": figures.number(late)}
        ahead = due - self.day.toordinal()
        if 0 <= ahead <= 90:
            return ngettext("in %(n)s day", "in %(n)s days", ahead) % {"n": figures.number(ahead)}
        return ""

    def render_obligor(self, record: Any) -> SafeString:
        """Who owes it."""
        return format_html_join(", ", "{}", ((role.party.name,) for role in record.obligor_roles))

    def render_findings(self, value: int) -> str:
        """How many accepted findings speak about it."""
        return figures.number(value)

    def render_origins(self, value: int) -> str:
        """From how many origins."""
        return figures.number(value)
