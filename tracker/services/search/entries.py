"""Answers what the search should hold of each thing: its day, its reference, its words; it writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
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
    SearchEntry,
    SearchText,
    Source,
    TextPage,
)
from tracker.models.choices import SearchKind
from tracker.models.search import entry_number
from tracker.selectors import folding

# Between a code, a title and a name: no letter, so that no phrase goes on from one into the other.
BETWEEN = " § "
MOST_CHARACTERS = 250_000  # of the text of one entry: PostgreSQL holds a megabyte of different words


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of entry: the rows that have one each, the field that points to them, how it is made."""

    kind: SearchKind
    field: str
    rows: Callable[[], QuerySet[Any]]
    made: Callable[[Any], SearchText]


def _made(
    kind: SearchKind,
    row: Model,
    *,
    reference: str,
    head: Iterable[str],
    body: Iterable[str],
    day: date | None = None,
    **fields: Any,
) -> SearchText:
    entry = SearchEntry(
        id=entry_number(day, kind, row.pk), kind=kind, reference=reference[:120], day=day, **fields
    )
    named = BETWEEN.join(words for text in head if (words := folding.joined(text)))
    told = "\n".join(text for text in body if text)[:MOST_CHARACTERS]
    return SearchText(entry=entry, head=named, body=folding.joined(told))


def _report(row: Report) -> SearchText:
    return _made(
        SearchKind.REPORT,
        row,
        reference=row.reference,
        head=(row.reference, row.title),
        body=(row.note, row.url),
        day=row.published_on,
        language=row.language,
        report_id=row.pk,
    )


def _file(row: Attachment) -> SearchText:
    return _made(
        SearchKind.FILE,
        row,
        reference=row.report.reference,
        # Every pasted text is called the same.
        head=() if row.pasted else (row.name, row.title),
        body=(row.author,),
        day=row.report.published_on,
        language=row.language or row.report.language,
        report_id=row.report_id,
        attachment_id=row.pk,
    )


def _page(row: TextPage) -> SearchText:
    report = row.attachment.report
    return _made(
        SearchKind.PAGE,
        row,
        reference=report.reference,
        head=(),
        body=(row.text,),
        day=report.published_on,
        number=row.number,
        language=row.attachment.language or report.language,
        report_id=report.pk,
        attachment_id=row.attachment_id,
        page_id=row.pk,
    )


def _finding(row: Finding) -> SearchText:
    return _made(
        SearchKind.FINDING,
        row,
        reference=row.reference,
        head=(row.reference, row.statement),
        body=(row.excerpt, row.place),
        day=row.observed_to,
        language=row.report.language,
        finding_id=row.pk,
        report_id=row.report_id,
        agreement_id=row.commitment.agreement_id,
    )


def _commitment(row: Commitment) -> SearchText:
    guide = (row.coding_minimum, row.coding_intermediate, row.coding_full)
    return _made(
        SearchKind.COMMITMENT,
        row,
        reference=f"{row.agreement.slug}/{row.code}",
        head=(f"{row.agreement.slug} {row.code}", row.title),
        body=(row.description, row.theme, *guide),
        day=_day_of(row.agreement),
        commitment_id=row.pk,
        agreement_id=row.agreement_id,
    )


def _clause(row: Clause) -> SearchText:
    return _made(
        SearchKind.CLAUSE,
        row,
        reference=row.agreement.slug,
        head=(f"{row.agreement.slug} {row.reference}",),
        body=(row.text, row.translation),
        day=_day_of(row.agreement),
        number=row.position,
        language=row.language,
        clause_id=row.pk,
        agreement_id=row.agreement_id,
    )


def _agreement(row: Agreement) -> SearchText:
    return _made(
        SearchKind.AGREEMENT,
        row,
        reference=row.slug,
        head=(row.slug, row.reference, row.title),
        body=(row.summary,),
        day=_day_of(row),
        agreement_id=row.pk,
    )


def _party(row: Party) -> SearchText:
    return _made(
        SearchKind.PARTY,
        row,
        reference=row.slug,
        head=(row.name, *_names(row.aliases), row.slug, *(one.value for one in row.identifiers.all())),
        body=(row.description,),
        party_id=row.pk,
    )


def _source(row: Source) -> SearchText:
    return _made(
        SearchKind.SOURCE,
        row,
        reference=row.slug,
        head=(row.name, row.slug),
        body=(row.description, row.url),
        source_id=row.pk,
    )


def _origin(row: Origin) -> SearchText:
    return _made(
        SearchKind.ORIGIN,
        row,
        reference=row.slug,
        head=(row.name, *_names(row.aliases), row.slug),
        body=(),
        origin_id=row.pk,
    )


def _day_of(agreement: Agreement) -> date | None:
    return agreement.signed_on or agreement.in_force_on


def _names(aliases: Any) -> list[str]:
    return sorted(alias.name for alias in aliases.all())


KINDS = {
    one.kind: one
    for one in (
        Kind(SearchKind.REPORT, "report", Report.objects.all, _report),
        Kind(SearchKind.FILE, "attachment", lambda: Attachment.objects.select_related("report"), _file),
        Kind(SearchKind.PAGE, "page", lambda: TextPage.objects.select_related("attachment__report"), _page),
        Kind(
            SearchKind.FINDING,
            "finding",
            lambda: Finding.objects.select_related("report", "commitment"),
            _finding,
        ),
        Kind(
            SearchKind.COMMITMENT,
            "commitment",
            lambda: Commitment.objects.select_related("agreement"),
            _commitment,
        ),
        Kind(SearchKind.CLAUSE, "clause", lambda: Clause.objects.select_related("agreement"), _clause),
        Kind(SearchKind.AGREEMENT, "agreement", Agreement.objects.all, _agreement),
        Kind(
            SearchKind.PARTY,
            "party",
            lambda: Party.objects.prefetch_related("aliases", "identifiers"),
            _party,
        ),
        Kind(SearchKind.SOURCE, "source", Source.objects.all, _source),
        Kind(SearchKind.ORIGIN, "origin", lambda: Origin.objects.prefetch_related("aliases"), _origin),
    )
}
