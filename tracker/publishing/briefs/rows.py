"""Writes the rows of a brief: duties, changes, agreements, rulings, headline; it computes no status."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.assessment import Confidence, Headline, RollUp, Status
from tracker.models import StatusChange
from tracker.models.choices import CONFIDENCES, STATUSES
from tracker.publishing import explanations, figures, joints, rollups
from tracker.publishing.agreement_rows import AgreementRow
from tracker.publishing.briefs import drawings
from tracker.publishing.briefs.subject import Subject
from tracker.publishing.briefs.wording import direction, isolated, shortened
from tracker.publishing.shapes import HEADLINE_SHAPES
from tracker.selectors import changes as change_log
from tracker.selectors import commitments
from tracker.selectors.portfolio import Line

WORDS = dict(STATUSES)
CONFIDENCE_WORDS = dict(CONFIDENCES)
BARS = {Confidence.NONE: 0, Confidence.LOW: 1, Confidence.MODERATE: 2, Confidence.HIGH: 3}
LONGEST_TITLE, LONGEST_REASON = 240, 900  # characters
MOST_REASONS = 12
Row = dict[str, Any]


def badge(status: Status | str | None, *, late: bool = False) -> Row | None:
    """A status as its code, for the shape, and its word; None for no status."""
    if not status:
        return None
    known = Status(status)
    return {"code": known.value, "word": str(WORDS[known]), "late": late}


def headline_of(headline: Headline) -> Row:
    """The headline in a word, with the status whose shape it borrows."""
    borrowed = HEADLINE_SHAPES[headline]
    return {"word": str(explanations.HEADLINES[headline]), "code": borrowed.value if borrowed else ""}


def score_of(roll_up: RollUp) -> Row:
    """The score with its coverage, drawn and in words; only words where nothing can be judged."""
    if roll_up.implementation_pm is None or not roll_up.coverage_pm:
        return {"words": _("no score: nothing can be judged"), "drawing": None}
    words = _("%(done)s done, of the %(judged)s we can judge") % {
        "done": figures.per_mille(roll_up.implementation_pm, whole=True),
        "judged": figures.per_mille(roll_up.coverage_pm, whole=True),
    }
    drawn = drawings.score(
        roll_up.implementation_pm, roll_up.coverage_pm, mirrored=direction() == "rtl", alt=words
    )
    return {"words": words, "drawing": drawn}


def counts_of(roll_up: RollUp) -> Row:
    """How many duties have which status: the bar, and each with shape, word and number."""
    told = [
        {**(badge(status) or {}), "count": figures.number(roll_up.counts[status])}
        for status in Status
        if roll_up.counts.get(status)
    ]
    alt = joints.comma().join(f"{one['word']} {one['count']}" for one in told)
    return {"drawing": drawings.bar(roll_up.counts, mirrored=direction() == "rtl", alt=alt), "rows": told}


def duty(line: Line) -> Row:
    """One duty as the tables of the pages say it."""
    standing = line.standing
    return {
        "code": line.commitment.code,
        "title": isolated(shortened(line.commitment.title, LONGEST_TITLE)),
        "owed_by": joints.comma().join(isolated(party.name) for party in line.obligors),
        "status": badge(line.status, late=bool(standing and standing.late)),
        "confidence": confidence(standing.confidence) if standing else None,
        "due": _when(line),
        "reasons": reasons_of(line),
    }


def confidence(code: Confidence) -> Row:
    """Confidence in the judgement: how many of three bars, and the word."""
    return {"bars": BARS[code], "words": str(CONFIDENCE_WORDS[code.value])}


def reasons_of(line: Line) -> list[str]:
    """Why it has its status, in sentences."""
    if line.outcome is None:
        return []
    own = f"{line.agreement.slug}/"
    told = []
    for code, *arguments in line.outcome.reasons[:MOST_REASONS]:
        plain = [one.removeprefix(own) if isinstance(one, str) else one for one in arguments]
        told.append(explanations.reason_sentence(code, plain))
    return told


def _when(line: Line) -> str:
    """When it was done or is due, and how late that is."""
    words = []
    if line.done_on:
        words.append(_("done %(done)s") % {"done": figures.day(line.done_on)})
    elif line.due_on:
        words.append(_("due %(due)s") % {"due": figures.day(line.due_on)})
    if days := line.days_late:
        late = ngettext("%(days)s day late", "%(days)s days late", days)
        words.append(late % {"days": figures.number(days)})
    return joints.comma().join(words)


def changes(subject: Subject) -> list[Row]:
    """What changed and why, the latest first, with the findings that brought it about."""
    told = rollups.told_changes(subject.changes, change_log.causes(subject.scope.reader, subject.changes))
    return [_change(one.change, one.reasons, one.findings) for one in told]


def _change(change: StatusChange, reasons: Sequence[str], findings: Iterable[Any]) -> Row:
    said = list(reasons)
    references = []
    for finding in list(findings)[:3]:
        words = isolated(capfirst(finding.statement)) if finding.statement else ""
        said.append(f"{words} ({isolated(finding.reference)}).".strip())
        references.append(finding.reference)
    return {
        "day": figures.day(change.effective_on),
        "code": change.commitment.code,
        "title": isolated(shortened(change.commitment.title, LONGEST_TITLE)),
        "agreement": isolated(change.commitment.agreement.title),
        "old": badge(change.from_status),
        "new": badge(change.to_status, late=change.late),
        "reasons": shortened(" ".join(said), LONGEST_REASON),
        "findings": references,
        "backfill": _("backfill") if change.backfill else "",
    }


def agreements(rows: Iterable[AgreementRow]) -> list[Row]:
    """The agreements of a portfolio with headline, score and what stands under the headline."""
    return [
        {
            "title": isolated(row.agreement.title),
            "slug": row.agreement.slug,
            "parties": isolated(row.parties),
            "headline": headline_of(row.roll_up.headline),
            "note": row.note,
            "score": score_of(row.roll_up)["words"],
            "number": figures.number(row.roll_up.n),
        }
        for row in rows
    ]


def rulings(subject: Subject) -> tuple[list[Row], int]:
    """The rulings in force beside the computed statuses, and the strictest marking among them."""
    found = commitments.rulings_in_force(subject.scope.reader, subject.numbers, subject.scope.as_of)
    codes = {line.commitment.pk: line.commitment.code for line in subject.lines}
    rows = [
        {
            "reference": ruling.reference,
            "code": codes[number],
            "status": badge(ruling.status),
            "justification": ruling.justification,
            "until": _("until %(until)s") % {"until": figures.day(ruling.lapses_on)}
            if ruling.lapses_on
            else "",
        }
        for number, ruling in sorted(found.items(), key=lambda one: codes[one[0]])
    ]
    return rows, max((ruling.effective_marking for ruling in found.values()), default=0)
