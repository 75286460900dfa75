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
from tracker.selectors import gradings
from tracker.selectors.visibility import ModelT, visible_to

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

    def there(rows: QuerySet[ModelT], name: str) -> Q:
        return Q(Exists(visible_to(reader, rows.filter(pk=OuterRef(name)))))

    report = there(Report.objects.all(), "report")
    findings = Finding.objects.filter(~Q(state=FindingState.DRAFT) | Q(author=reader))
    findings = findings.exclude(pk__in=gradings.kept_back(reader))
    conditions: dict[SearchKind, Q] = {
        SearchKind.PAGE: there(Attachment.objects.all(), "attachment") & report,
        SearchKind.FILE: there(Attachment.objects.all(), "attachment") & report,
        SearchKind.REPORT: report,
        SearchKind.FINDING: there(findings, "finding") & report,
        SearchKind.COMMITMENT: there(Commitment.objects.all(), "commitment"),
        SearchKind.CLAUSE: there(Clause.objects.all(), "clause"),
        SearchKind.AGREEMENT: there(Agreement.objects.all(), "agreement"),
        SearchKind.SOURCE: there(Source.objects.all(), "source"),
        SearchKind.ORIGIN: there(Origin.objects.all(), "origin"),
    }
    allowed = Q(kind=SearchKind.PARTY)  # a party carries no marking
    for kind, condition in conditions.items():
        allowed |= Q(kind=kind) & condition
    return SearchEntry.objects.filter(allowed)


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
