"""Answers which accepted findings there are on a pair of days; it must not draw, write or weigh any."""

from __future__ import annotations

from functools import partial

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tracker.models import Finding, User
from tracker.models.choices import CREDIBILITIES, INTERESTS, RELIABILITIES, STANCES, FindingState
from tracker.publishing.tables import columns as make
from tracker.publishing.tables.columns import Column, Words
from tracker.publishing.tables.days import Days
from tracker.publishing.tables.listed import Listed, ordered, sorts
from tracker.selectors import strictest
from tracker.selectors.commitments import known_findings
from tracker.selectors.visibility import audience_of, permitted, visible_to

FILTERS: dict[str, tuple[Words, str]] = {
    "agreement": (_("Agreement"), "commitment__agreement__slug"),
    "code": (_("Code"), "commitment__code"),
    "report": (_("Report"), "report__reference"),
    "source": (_("Source"), "report__source__slug"),
    "origin": (_("Origin"), "origin__slug"),
    "stance": (_("Says"), "stance"),
}

COLUMNS: tuple[Column, ...] = (
    make.text("reference", _("Reference"), lambda row: row.reference, order=("reference",)),
    make.text("code", _("Code"), lambda row: row.commitment.code, order=("commitment__code", "id")),
    make.text("agreement_key", _("Agreement's key"), lambda row: row.commitment.agreement.slug),
    make.text("stance", _("Says"), lambda row: row.stance, words=dict(STANCES)),
    make.text("statement", _("Finding"), lambda row: row.statement or None),
    make.text("excerpt", _("Passage"), lambda row: row.excerpt or None),
    make.text("reliability", _("Reliability"), lambda row: row.reliability, words=dict(RELIABILITIES)),
    make.text("credibility", _("Credibility"), lambda row: row.credibility, words=dict(CREDIBILITIES)),
    make.text("interest", _("Interest"), lambda row: row.interest, words=dict(INTERESTS)),
    make.text("origin", _("Origin"), lambda row: row.origin.slug if row.origin else None),
    make.text("report", _("Report"), lambda row: row.report.reference),
    make.text("source", _("Source"), lambda row: row.report.source.slug),
    make.day("observed_from", _("Observed from"), lambda row: row.observed_from),
    make.day("observed_to", _("Observed to"), lambda row: row.observed_to, order=("observed_to", "id")),
    make.day("event_on", _("Day of the event"), lambda row: row.event_on),
    make.day("published_on", _("Published"), lambda row: row.published_on, order=("published_on", "id")),
    make.day("accepted_on", _("Accepted on"), lambda row: row.accepted_on, order=("accepted_on", "id")),
    make.text("state", _("State"), lambda row: row.state, words=dict(FindingState.choices)),
    make.marking(),
)


def read(reader: User, asked: QueryDict, days: Days) -> Listed:
    """The findings accepted and in force on the pair of days, of what the address names, newest first."""
    rows = visible_to(reader, Finding.objects.filter(known_findings(days.as_of, days.known_by)))
    # What a finding hangs on is marked no closer than it is; asked again, so that no gap there is one here.
    audience = audience_of(reader)
    rows = rows.filter(permitted(audience, "commitment__"), permitted(audience, "report__"))
    rows = rows.select_related("commitment__agreement", "report__source", "origin")
    used: list[tuple[Words, str]] = []
    for name, (label, path) in FILTERS.items():
        wanted = [one[:200] for one in asked.getlist(name) if one][:50]
        if wanted:
            rows = rows.filter(**{f"{path}__in": wanted})
            used.append((label, "; ".join(wanted)))
    sort = sorts(asked.getlist("sort"), COLUMNS, ["-published_on"])
    if audience.team_key:
        rows = rows.distinct()
    return Listed(
        name="findings",
        title=_("Findings"),
        rows=ordered(rows, sort, COLUMNS),
        columns=COLUMNS,
        sort=sort,
        filters=used,
        marking=partial(strictest.of_rows, rows),
    )
