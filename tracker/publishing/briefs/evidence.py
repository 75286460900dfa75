"""Writes the evidence that counts and the sources it stands in, with page and digest; it weighs nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.assessment.enums import Stance
from tracker.models import Attachment, Finding
from tracker.models.choices import Tlp
from tracker.publishing import figures, joints
from tracker.publishing.briefs.rows import badge
from tracker.publishing.briefs.subject import Subject
from tracker.publishing.briefs.wording import direction_of, isolated, shortened
from tracker.publishing.readings import figure
from tracker.publishing.shapes import EXTENT_WORDS, SEVERITY_WORDS, STANCE_WORDS
from tracker.selectors import findings as selector
from tracker.selectors.portfolio import Line
from tracker.selectors.visibility import visible_to

MOST_FINDINGS = 200
LONGEST_QUOTE = 320  # characters: enough to find the passage again
Row = dict[str, Any]


def counted(subject: Subject) -> tuple[list[tuple[Line, list[Finding]]], int]:
    """For each duty the findings its status rests on, those against it first; and how many are left out."""
    wanted = {
        line.commitment.pk: [*line.outcome.used_against, *line.outcome.used_for]
        for line in subject.lines
        if line.outcome is not None
    }
    references = {one for names in wanted.values() for one in names}
    rows = {
        one.reference: one for one in selector.seen(subject.scope.reader).filter(reference__in=references)
    }
    found, left = [], MOST_FINDINGS
    for line in sorted(subject.lines, key=lambda line: line.standing.rank if line.standing else 99):
        own = [rows[name] for name in wanted.get(line.commitment.pk, ()) if name in rows]
        if own:
            found.append((line, own[:left]))
            left -= len(own[:left])
    kept = [(line, own) for line, own in found if own]
    return kept, len(rows) - sum(len(own) for _line, own in kept)


def evidence(groups: Iterable[tuple[Line, Sequence[Finding]]]) -> list[Row]:
    """The evidence under each duty."""
    return [
        {
            "code": line.commitment.code,
            "title": isolated(shortened(line.commitment.title, 200)),
            "status": badge(line.status, late=bool(line.standing and line.standing.late)),
            "findings": [_finding(one, line) for one in findings],
        }
        for line, findings in groups
    ]


def _finding(one: Finding, line: Line) -> Row:
    stance = Stance(one.stance)
    words = [str(STANCE_WORDS[stance])]
    if stance is Stance.CONTRADICTS and one.severity:
        words.append(str(SEVERITY_WORDS[one.severity]))
    elif stance is Stance.PARTIAL and one.extent:
        words.append(str(EXTENT_WORDS[one.extent]))
    quote = shortened(one.excerpt, LONGEST_QUOTE)
    said = quote or one.statement
    return {
        "reference": one.reference,
        "grade": f"{one.reliability}{one.credibility}",
        "stance": joints.comma().join(words),
        "source": isolated(one.report.source.name),
        "origin": isolated(one.origin.name) if one.origin else "",
        "quote": f"“{quote}”" if quote else said,
        "language": one.report.language if quote else "",
        "direction": direction_of(said),
        "figure": figure(one, line.commitment.current),
        "days": joints.comma().join(_days(one)),
        "report": one.report.reference,
        "page": _("p. %(number)s") % {"number": figures.number(one.page.number)} if one.page else "",
        "marking": Tlp(one.effective_marking).label if one.effective_marking else "",
    }


def _days(one: Finding) -> list[str]:
    told = []
    to = figures.day(one.observed_to, one.observed_precision)
    if one.observed_from and one.observed_from != one.observed_to:
        begun = figures.day(one.observed_from, one.observed_precision)
        told.append(_("Observed %(from)s – %(to)s") % {"from": begun, "to": to})
    else:
        told.append(_("Observed %(to)s") % {"to": to})
    if one.published_on:
        told.append(_("Published %(on)s") % {"on": figures.day(one.published_on)})
    return told


def sources(subject: Subject, groups: Iterable[tuple[Line, Sequence[Finding]]]) -> tuple[list[Row], int]:
    """The reports the evidence stands in, each with its pages and the digests of its originals.

    Beside them the strictest marking among the originals.
    """
    cited: dict[int, list[Finding]] = {}
    for _line, findings in groups:
        for one in findings:
            cited.setdefault(one.report_id, []).append(one)
    originals = Attachment.objects.filter(report__in=list(cited), parent__isnull=True)
    files: dict[int, list[Attachment]] = {}
    for file in visible_to(subject.scope.reader, originals).order_by("id"):
        files.setdefault(file.report_id, []).append(file)
    rows = [_source(found, files.get(number, [])) for number, found in cited.items()]
    rows.sort(key=lambda row: row["sort"])
    for row in rows:
        del row["sort"]
    return rows, max((file.effective_marking for own in files.values() for file in own), default=0)


def _source(findings: Sequence[Finding], files: Sequence[Attachment]) -> Row:
    report = findings[0].report
    pages = sorted({one.page.number for one in findings if one.page})
    cited = ngettext("page %(pages)s", "pages %(pages)s", len(pages)) % {
        "pages": joints.comma().join(figures.number(number) for number in pages)
    }
    return {
        "sort": (report.published_on.isoformat() if report.published_on else "", report.reference),
        "reference": report.reference,
        "title": isolated(shortened(report.title, 240)),
        "source": isolated(report.source.name),
        "published": figures.day(report.published_on, report.published_precision)
        if report.published_on
        else "",
        "pages": cited if pages else "",
        "originals": [{"name": isolated(file.name), "sha256": file.sha256} for file in files],
        "marking": Tlp(report.effective_marking).label if report.effective_marking else "",
    }
