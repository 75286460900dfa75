"""Answers which origins a reader finds and what each has said; it must not decide whose word it is."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tracker.models import Commitment, Finding, Origin, Report, User
from tracker.models.choices import FindingState
from tracker.selectors.commitments import known_findings
from tracker.selectors.visibility import visible_to

MOST_WORDS = 8  # a longer search is cut: each word costs a condition


def seen(reader: User) -> QuerySet[Origin]:
    """The origins in use that the reader may see, by name; those merged into another are left out."""
    rows = visible_to(reader, Origin.objects.filter(merged_into__isnull=True))
    return rows.select_related("party", "source").order_by("name", "id")


def listed(reader: User) -> QuerySet[Origin]:
    """The origins with how many accepted findings each has spoken through, on how many duties, its own and
    those of the origins merged into it."""
    said = visible_to(reader, Finding.objects.filter(state=FindingState.ACCEPTED)).order_by()
    said = said.annotate(voice=Coalesce("origin__merged_into", "origin")).filter(voice=OuterRef("pk"))

    def counted(name: str) -> Coalesce:
        number = said.values("voice").annotate(number=Count(name, distinct=True)).values("number")
        return Coalesce(Subquery(number), 0)

    return (
        seen(reader)
        .prefetch_related("aliases")
        .annotate(finding_count=counted("pk"), duty_count=counted("commitment"))
    )


def one(reader: User, slug: str) -> Origin | None:
    """The origin of this slug, merged or not, with what it is at hand; None when it may not be seen."""
    rows = Origin.objects.select_related("party", "source", "merged_into").prefetch_related("aliases")
    return visible_to(reader, rows).filter(slug=slug).first()


def merged(reader: User, origin: Origin) -> list[Origin]:
    """The origins merged into it that the reader may see."""
    rows = Origin.objects.filter(merged_into=origin).select_related("party", "source")
    return list(visible_to(reader, rows.prefetch_related("aliases")).order_by("name", "id"))


def said(
    reader: User, origin: Origin, as_of: date | None = None, known_by: date | None = None
) -> QuerySet[Finding]:
    """The findings in which it speaks, itself or through those merged into it, by duty and publication.

    With `as_of` those that counted at that pair of days.
    """
    voices = Q(origin=origin) | Q(origin__merged_into=origin)
    rows = Finding.objects.filter(voices).filter(known_findings(as_of, known_by))
    return (
        visible_to(reader, rows)
        .select_related("commitment__agreement", "report__source", "report__relays", "origin")
        .order_by("commitment__agreement__slug", "commitment__code", "published_on", "id")
    )


def matching(origins: QuerySet[Origin], words: str) -> QuerySet[Origin]:
    """Those in whose name, aliases, party or source every word occurs."""
    for word in words.split()[:MOST_WORDS]:
        origins = origins.filter(
            Q(name__icontains=word)
            | Q(aliases__name__icontains=word)
            | Q(party__name__icontains=word)
            | Q(source__name__icontains=word)
        )
    return origins.distinct()


def called(reader: User, name: str) -> Origin | None:
    """The origin a person means by a name, alias or slug, whatever its case; a merged one gives its root."""
    name = " ".join(name.split())
    if not name:
        return None
    rows = visible_to(reader, Origin.objects.all()).select_related("merged_into", "party", "source")
    named = Q(name__iexact=name) | Q(slug__iexact=name) | Q(aliases__name__iexact=name)
    found = rows.filter(named).order_by("merged_into_id", "id").first()
    for _step in range(10):
        if found is None or found.merged_into is None:
            break
        found = found.merged_into
    return found


def of_report(reader: User, report: Report) -> Origin | None:
    """Who most likely knows what a report says: who spoke most through it, or through what it relays; else
    the origin of its source."""
    told = report.relays or report
    spoken = seen(reader).filter(findings__report__in=[report, told], findings__state=FindingState.ACCEPTED)
    most = spoken.annotate(times=Count("findings")).order_by("-times", "name").first()
    return most or seen(reader).filter(source=told.source).first()


def same_voice(reader: User, finding: Finding) -> list[Finding]:
    """The other findings that count today on the same duty and are the same voice as this one.

    What it relays, or what relays it, is among them; the one it is to replace is not. None without an origin.
    """
    if finding.origin is None:
        return []
    root = finding.origin.merged_into or finding.origin
    rows = said(reader, root).filter(commitment=finding.commitment_id)
    return list(rows.exclude(pk__in=[finding.pk, finding.supersedes_id or 0]))


def has_spoken(reader: User, origin: Origin, commitment: Commitment) -> bool:
    """Whether this origin speaks on the duty through an accepted finding that the reader may know."""
    rows = Finding.objects.filter(commitment=commitment, state=FindingState.ACCEPTED)
    voices = Q(origin=origin) | Q(origin__merged_into=origin)
    return visible_to(reader, rows.filter(voices)).exists()
