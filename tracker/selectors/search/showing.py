"""Answers what is shown of each entry that was found: row, title, a piece of its text; it ranks nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet

from tracker.models import (
    Agreement,
    Attachment,
    Clause,
    Commitment,
    Finding,
    Origin,
    Party,
    Report,
    Source,
    TextPage,
)
from tracker.models.choices import SearchKind
from tracker.models.search import row_number
from tracker.selectors.search.asking import Question
from tracker.selectors.search.finding import Place, Tier
from tracker.selectors.search.snippets import Piece, marked, snippet

ROWS: dict[str, Callable[[], QuerySet[Any]]] = {
    SearchKind.REPORT: lambda: Report.objects.select_related("source"),
    SearchKind.FILE: lambda: Attachment.objects.select_related("report__source"),
    SearchKind.PAGE: lambda: TextPage.objects.select_related("attachment__report__source"),
    SearchKind.FINDING: lambda: Finding.objects.select_related("report", "commitment__agreement"),
    SearchKind.COMMITMENT: lambda: Commitment.objects.select_related("agreement"),
    SearchKind.CLAUSE: lambda: Clause.objects.select_related("agreement"),
    SearchKind.AGREEMENT: Agreement.objects.all,
    SearchKind.PARTY: lambda: Party.objects.prefetch_related("aliases"),
    SearchKind.SOURCE: Source.objects.all,
    SearchKind.ORIGIN: lambda: Origin.objects.prefetch_related("aliases"),
}
MOST_NAMES = 6


@dataclass(frozen=True, slots=True)
class Hit:
    """One result: its row, code, title and a piece of text, with what was looked for marked."""

    kind: SearchKind
    row: Any
    tier: Tier
    code: list[Piece]
    title: list[Piece]
    text: list[Piece]
    language: str = ""
    others: list[Hit] = field(default_factory=list)  # more pages of the same document

    @property
    def report(self) -> Report:
        """The document of a page, a file or a finding, or the document itself."""
        if isinstance(self.row, TextPage):
            return self.row.attachment.report
        report: Report = self.row if isinstance(self.row, Report) else self.row.report
        return report

    @property
    def leaf(self) -> int:
        """The number under which the reader of documents shows a page of text."""
        page: TextPage = self.row
        return page.leaf or page.number


def shown(places: Sequence[Place], question: Question) -> list[Hit]:
    """What to show of some entries, in their order; pages of one document that follow each other are one hit.

    The entries were found for the reader just now; their rows are not asked again.
    """
    rows = _rows(places)
    hits: list[Hit] = []
    for place in places:
        row = rows.get(place.entry)
        if row is None:
            continue
        hit = _hit(SearchKind(place.kind), row, place.tier, question)
        if hits and _is_same_document(hits[-1], hit):
            hits[-1].others.append(hit)
            continue
        hits.append(hit)
    return hits


def _is_same_document(before: Hit, hit: Hit) -> bool:
    """Whether a page of text follows another of the same document that ranks alike."""
    pages = before.kind == SearchKind.PAGE == hit.kind
    return (
        pages and before.tier == hit.tier and before.row.attachment.report_id == hit.row.attachment.report_id
    )


def _rows(places: Iterable[Place]) -> dict[int, Model | None]:
    """The rows of the entries, one query a kind."""
    by_kind: dict[str, list[int]] = {}
    for place in places:
        by_kind.setdefault(place.kind, []).append(row_number(place.entry))
    rows = {kind: ROWS[kind]().in_bulk(numbers) for kind, numbers in by_kind.items()}
    found = {place.entry: rows[place.kind].get(row_number(place.entry)) for place in places}
    return found


def _hit(kind: SearchKind, row: Any, tier: Tier, question: Question) -> Hit:
    code, title, texts, language = TOLD[kind](row)
    return Hit(
        kind=kind,
        row=row,
        tier=tier,
        code=marked(code, question),
        title=marked(title, question),
        text=_best(texts, question),
        language=language,
    )


def _best(texts: Sequence[str], question: Question) -> list[Piece]:
    """A piece of the text in which most was found, the first of several alike."""
    pieces = [snippet(text, question) for text in texts if text.strip()]
    return max(pieces, key=lambda one: len({piece.text.casefold() for piece in one if piece.hit}), default=[])


def _commitment(row: Commitment) -> tuple[str, str, list[str], str]:
    guide = [row.coding_minimum, row.coding_intermediate, row.coding_full]
    return row.code, row.title, [row.description, row.theme, *guide], ""


def _page(row: TextPage) -> tuple[str, str, list[str], str]:
    report = row.attachment.report
    return report.reference, report.title, [row.text], row.attachment.language or report.language


def _names(row: Party | Origin) -> str:
    return " · ".join([alias.name for alias in row.aliases.all()][:MOST_NAMES])


# Code, title, texts and language of each kind of row.
TOLD: dict[str, Callable[[Any], tuple[str, str, list[str], str]]] = {
    SearchKind.REPORT: lambda row: (row.reference, row.title, [row.note], row.language),
    SearchKind.FILE: lambda row: (row.report.reference, row.name, [row.title, row.author], row.language),
    SearchKind.PAGE: _page,
    SearchKind.FINDING: lambda row: (
        row.reference,
        row.statement,
        [row.excerpt, row.place],
        row.report.language,
    ),
    SearchKind.COMMITMENT: _commitment,
    SearchKind.CLAUSE: lambda row: (
        row.reference,
        row.agreement.title,
        [row.text, row.translation],
        row.language,
    ),
    SearchKind.AGREEMENT: lambda row: (row.reference, row.title, [row.summary], ""),
    SearchKind.PARTY: lambda row: ("", row.name, [_names(row), row.description], ""),
    SearchKind.SOURCE: lambda row: ("", row.name, [row.description, row.url], ""),
    SearchKind.ORIGIN: lambda row: ("", row.name, [_names(row)], ""),
}
