"""Answers which reports a reader finds, and what is cited from them; it must not know how a page shows it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from tracker.models import Attachment, Finding, Report, Source, TextPage, User
from tracker.models.choices import FindingState
from tracker.selectors import days, gradings
from tracker.selectors.commitments import known_findings
from tracker.selectors.visibility import audience_of, permitted, visible_to

MOST_SOURCES = 1000  # looked for in a text
LEAST_OF_NAME = 3  # letters; shorter names stand in any text
MOST_WORDS = 8  # a longer search is cut: each word costs a condition
SHOWN = (FindingState.SUBMITTED, FindingState.ACCEPTED)


def listed(reader: User, *, as_of: date | None = None, known_by: date | None = None) -> QuerySet[Report]:
    """The reports the reader may see, newest first, each with how many accepted findings it carries.

    With `as_of` those known then (see `known`), and the findings that counted then.
    """
    seen = permitted(audience_of(reader), "findings__")
    counted = Count("findings", filter=known_findings(as_of, known_by, "findings__") & seen, distinct=True)
    rows = visible_to(reader, Report.objects.all()).select_related("source")
    if as_of is not None:
        rows = known(reader, rows, as_of, known_by or as_of)
    return rows.annotate(finding_count=counted).order_by("-published_on", "-id")


def known(reader: User, rows: QuerySet[Report], as_of: date, known_by: date) -> QuerySet[Report]:
    """Those published by both days, and on file by the end of `known_by` in the reader's zone.

    A report from which a finding was accepted as public knowledge counts as known from its publication.
    """
    declared = visible_to(reader, Finding.objects.filter(backfill=True, report=OuterRef("pk")))
    on_file = Q(recorded_at__lt=days.end_of(known_by, reader.time_zone))
    return rows.filter(on_file | Exists(declared), published_on__lte=min(as_of, known_by))


def is_known(reader: User, report: Report, as_of: date, known_by: date) -> bool:
    """Whether a report counts as known at a pair of days."""
    return known(reader, Report.objects.filter(pk=report.pk), as_of, known_by).exists()


def matching(reports: QuerySet[Report], words: str) -> QuerySet[Report]:
    """Those in whose reference, title, note, source or text every word occurs."""
    for word in words.split()[:MOST_WORDS]:
        told = TextPage.objects.filter(text__icontains=word).values("attachment__report")
        reports = reports.filter(
            Q(reference__iexact=word)
            | Q(title__icontains=word)
            | Q(note__icontains=word)
            | Q(source__name__icontains=word)
            | Q(pk__in=told)
        )
    return reports


def originals(reader: User, report: Report) -> list[Attachment]:
    """The originals of a report the reader may see, in the order they were filed."""
    return list(visible_to(reader, Attachment.objects.filter(report=report)).order_by("id"))


def pages(attachments: Iterable[Attachment]) -> QuerySet[TextPage]:
    """The pages of text of these originals, in order."""
    rows = TextPage.objects.filter(attachment__in=list(attachments)).select_related("attachment")
    return rows.order_by("attachment_id", "number")


def outline(attachment: Attachment) -> list[tuple[int, int, int | None]]:
    """The pages of text of an original without their text: row, number and page of the original."""
    return list(attachment.pages.order_by("number").values_list("pk", "number", "leaf"))


def findings_of(reader: User, report: Report, known_by: date | None = None) -> list[Finding]:
    """What is said from a report: what waits or was accepted, and the reader's own drafts; with `known_by`
    also what was superseded after that day. What the reader may grade blind is left out until they have."""
    rows = visible_to(reader, Finding.objects.filter(report=report))
    shown = Q(state__in=SHOWN) | Q(state=FindingState.DRAFT, author=reader)
    if known_by is not None:
        shown |= Q(state=FindingState.SUPERSEDED, superseded_on__gt=known_by)
    rows = rows.filter(shown)
    rows = rows.select_related("commitment__agreement", "commitment__current", "origin", "author", "page")
    found = list(rows.order_by("page__attachment_id", "page__number", "start_offset", "id"))
    kept_back = gradings.blind_among(reader, found)
    return [one for one in found if one.pk not in kept_back]


def sources_seen(reader: User) -> QuerySet[Source]:
    """The sources the reader may see, by name."""
    return visible_to(reader, Source.objects.all()).order_by("name")


def source_called(reader: User, name: str) -> Source | None:
    """The source a person means by a name or slug, whatever its case; None when there is none."""
    name = " ".join(name.split())
    return sources_seen(reader).filter(Q(name__iexact=name) | Q(slug__iexact=name)).first()


def source_named_in(reader: User, text: str) -> Source | None:
    """The source whose name stands first in a text, the longest of several there; None when none does."""
    text = f" {' '.join(text.casefold().split())} "
    best: tuple[int, int, Source] | None = None
    for source in sources_seen(reader).only("id", "name", "slug")[:MOST_SOURCES]:
        name = source.name.casefold()
        place = text.find(name) if len(name) >= LEAST_OF_NAME else -1
        if place > 0 and not text[place - 1].isalnum() and not text[place + len(name)].isalnum():
            found = (place, -len(name), source)
            best = found if best is None or found[:2] < best[:2] else best
    return best[2] if best else None


def removed(reader: User, *, all_of_them: bool) -> QuerySet[Report]:
    """The reports that were put away, the last first: those the reader filed, or all they may see."""
    rows = Report.objects.filter(permitted(audience_of(reader)), removed_at__isnull=False)
    if not all_of_them:
        rows = rows.filter(recorded_by=reader)
    return (
        rows.select_related("source", "removed_by", "recorded_by").order_by("-removed_at", "-id").distinct()
    )


def page_name(page: TextPage) -> str:
    """What a page of text is called in addresses: the beginning of its original's digest, its number."""
    return f"{page.attachment.sha256[:12]}-{page.number}"


def page_called(reader: User, report: Report, name: str) -> TextPage | None:
    """The page of a report with this name; None when there is none the reader may see."""
    digest, _dash, number = name.partition("-")
    if len(digest) != 12 or not (number.isascii() and number.isdigit() and len(number) < 8):
        return None
    rows = visible_to(reader, TextPage.objects.select_related("attachment"))
    return rows.filter(
        attachment__report=report, attachment__sha256__startswith=digest, number=int(number)
    ).first()
