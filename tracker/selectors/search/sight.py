"""Answers which entries a reader may find, and narrows them by what is asked; it must not know the words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from tracker.models import (
    Agreement,
    AgreementParty,
    Attachment,
    Clause,
    Commitment,
    Finding,
    Origin,
    Report,
    SearchEntry,
    Source,
    User,
)
from tracker.models.choices import FindingState, SearchKind
from tracker.selectors.visibility import visible_to

TEXTS = (SearchKind.REPORT, SearchKind.FILE, SearchKind.PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """What beside the words an entry must be; nothing set leaves all."""

    kind: str = ""
    agreement: Agreement | None = None
    source: Source | None = None
    language: str = ""
    from_on: date | None = None
    to_on: date | None = None


def seen(reader: User) -> QuerySet[SearchEntry]:
    """The entries of rows the reader may see now: each row is asked itself, no marking is copied."""

    def there(rows: QuerySet[Report] | QuerySet[Attachment] | QuerySet[Finding], name: str) -> Exists:
        return Exists(visible_to(reader, rows.filter(pk=OuterRef(name))))  # type: ignore[type-var]

    report = there(Report.objects.all(), "report")
    findings = Finding.objects.filter(~Q(state=FindingState.DRAFT) | Q(author=reader))
    return SearchEntry.objects.filter(
        Q(kind=SearchKind.PARTY)
        | (
            Q(kind__in=(SearchKind.PAGE, SearchKind.FILE))
            & there(Attachment.objects.all(), "attachment")
            & report
        )
        | (Q(kind=SearchKind.REPORT) & report)
        | (Q(kind=SearchKind.FINDING) & there(findings, "finding") & report)
        | (
            Q(kind=SearchKind.COMMITMENT)
            & Exists(visible_to(reader, Commitment.objects.filter(pk=OuterRef("commitment"))))
        )
        | (
            Q(kind=SearchKind.CLAUSE)
            & Exists(visible_to(reader, Clause.objects.filter(pk=OuterRef("clause"))))
        )
        | (
            Q(kind=SearchKind.AGREEMENT)
            & Exists(visible_to(reader, Agreement.objects.filter(pk=OuterRef("agreement"))))
        )
        | (
            Q(kind=SearchKind.SOURCE)
            & Exists(visible_to(reader, Source.objects.filter(pk=OuterRef("source"))))
        )
        | (
            Q(kind=SearchKind.ORIGIN)
            & Exists(visible_to(reader, Origin.objects.filter(pk=OuterRef("origin"))))
        )
    )


def narrowed(reader: User, rows: QuerySet[SearchEntry], by: Narrowing) -> QuerySet[SearchEntry]:
    """Those of the entries that fit; what has no day fits no period."""
    if by.kind:
        rows = rows.filter(kind=by.kind)
    if by.language:
        rows = rows.filter(language=by.language)
    if by.from_on is not None:
        rows = rows.filter(day__gte=by.from_on)
    if by.to_on is not None:
        rows = rows.filter(day__lte=by.to_on)
    if by.source is not None:
        rows = rows.filter(Q(report__source=by.source) | Q(source=by.source))
    return rows if by.agreement is None else rows.filter(_about(reader, by.agreement))


def _about(reader: User, agreement: Agreement) -> Q:
    """What is of an agreement, its parties, and documents from which the reader sees a finding about it."""
    said = Finding.objects.filter(commitment__agreement=agreement, report=OuterRef("report"))
    said = said.filter(~Q(state=FindingState.DRAFT) | Q(author=reader))
    roles = AgreementParty.objects.filter(agreement=agreement, party=OuterRef("party"))
    return (
        Q(agreement=agreement)
        | (Q(kind__in=TEXTS) & Exists(visible_to(reader, said)))
        | (Q(kind=SearchKind.PARTY) & Exists(roles))
    )
