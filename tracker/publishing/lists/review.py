"""Answers what the list of waiting findings holds; of one graded blind, nothing that tells its grade."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from tracker.models import Finding
from tracker.models.choices import CREDIBILITIES, RELIABILITIES
from tracker.publishing.tables import columns as make
from tracker.publishing.tables.columns import Column, Words
from tracker.publishing.tables.listed import Listed
from tracker.selectors import review as selector

COLUMNS: tuple[Column, ...] = (
    make.text("reference", _("Reference"), lambda row: row.reference),
    make.text("code", _("Code"), lambda row: row.commitment.code),
    make.text("agreement_key", _("Agreement's key"), lambda row: row.commitment.agreement.slug),
    make.text(
        "reliability",
        _("Reliability"),
        lambda row: None if row.is_blind else selector.letter_of(row),
        words=dict(RELIABILITIES),
    ),
    make.text(
        "credibility",
        _("Credibility"),
        lambda row: None if row.is_blind else row.credibility,
        words=dict(CREDIBILITIES),
    ),
    make.text(
        "says", _("Finding"), lambda row: row.excerpt if row.is_blind else (row.statement or row.excerpt)
    ),
    make.text("report", _("Report"), lambda row: row.report.title),
    make.text("report_reference", _("Reference of the report"), lambda row: row.report.reference),
    make.text("source", _("Source"), lambda row: row.report.source.name),
    make.text("author", _("Author"), lambda row: row.author.get_username()),
    make.moment("submitted_at", _("Submitted"), lambda row: row.submitted_at),
    make.marking(),
)


def of(rows: Sequence[Finding], blind: Collection[int], filters: Sequence[tuple[Words, str]]) -> Listed:
    """The waiting findings as the queue has them; `blind` are those whose grade is kept from the reader."""
    return Listed(
        name="review",
        title=_("Review queue"),
        rows=rows,
        columns=COLUMNS,
        complete=partial(_complete, blind),
        filters=filters,
        marking=lambda: max((row.effective_marking for row in rows), default=0),
    )


def _complete(blind: Collection[int], rows: Sequence[Any]) -> None:
    for row in rows:
        row.is_blind = row.pk in blind
