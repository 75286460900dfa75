"""Answers which duties the form of a finding offers, and on which words; it chooses none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.assessment import Status
from tracker.ingestion.suggesting import Suggestion, suggest
from tracker.models import Commitment, Report, TextPage, User
from tracker.selectors import commitments, reports
from tracker.selectors.standings import standings

MOST = 5  # duties offered: a digit chooses each
AROUND = 600  # characters before and after a passage that help to tell which duty it bears on
READ = 20_000  # characters of a report that are read


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A duty with its present status, and the words of the text that speak for it."""

    commitment: Commitment
    status: Status | None
    words: Sequence[str] = ()
    places: Sequence[str] = ()


def offered(
    reader: User, *, taken: Commitment | None, sought: str, quote: str, around: str = ""
) -> list[Offer]:
    """The duty chosen first, then those that match what is sought, or what the passage says."""
    if sought.strip() and taken is None:
        found = [Suggestion(one, (), ()) for one in commitments.suggestions(reader, sought, most=MOST)]
    else:
        found = suggest(reader, quote, around=around, most=MOST)
    if taken is not None:
        own = next((one for one in found if one.commitment.pk == taken.pk), Suggestion(taken, (), ()))
        found = [own, *(one for one in found if one.commitment.pk != taken.pk)][:MOST]
    return _with_status(reader, found)


def for_report(reader: User, report: Report) -> list[Offer]:
    """The duties the whole document most likely bears on."""
    told = [report.title, report.note]
    left = READ
    for page in reports.pages(reports.originals(reader, report)).iterator():
        told.append(page.text[:left])
        left -= len(page.text)
        if left <= 0:
            break
    return _with_status(reader, suggest(reader, "\n".join(told), most=MOST))


def around(page: TextPage | None, start: int | None, end: int | None) -> str:
    """What stands before and after a passage."""
    if page is None or start is None or end is None:
        return ""
    return f"{page.text[max(0, start - AROUND) : start]} {page.text[end : end + AROUND]}"


def _with_status(reader: User, found: Sequence[Suggestion]) -> list[Offer]:
    standing = standings(reader, [one.commitment for one in found]) if found else {}
    return [
        Offer(
            commitment=one.commitment,
            status=its.status if (its := standing.get(one.commitment.pk)) else None,
            words=one.matched[:MOST],
            places=[str(place) for place in one.where],
        )
        for one in found
    ]
