"""Finds cited passages again in a text that was read anew; it must not know what they prove."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q

from tracker.models import Attachment, Finding, TextPage
from tracker.services import ledger

RUN = re.compile(r"[^\W_]+")
DASHES = re.compile(r"[-\u2010-\u2015\u2212]")
POINTS = re.compile(r"[.,\u066b\u066c]")
# The same letters come as Arabic or as Persian ones, by the program that wrote the file.
SAME = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه"})
FAR = 1_000_000  # characters; a page further away counts more than any place on a page


class Place(NamedTuple):
    """Where a passage stood: the page of the original, the page of text, and the character; 0 for unknown."""

    leaf: int
    number: int
    start: int


@dataclass(frozen=True, slots=True)
class Letters:
    """A text brought down to its letters and digits, each with its place; what parts numbers is kept."""

    signs: str
    places: list[int]


def letters_of(text: str) -> Letters:
    """The letters and digits of a text: no spaces, hyphens, ligatures, capitals or marks; 4.5 is not 45."""
    signs: list[str] = []
    places: list[int] = []
    end, last = 0, ""
    for run in RUN.finditer(text):
        word = run.group()
        if last.isdigit() and word[0].isdigit():
            signs.append(_between(text[end : run.start()]))
            places.append(end)
        if word.isascii():
            signs.append(word.lower())
            places.extend(range(run.start(), run.end()))
        else:
            for place, sign in enumerate(word, start=run.start()):
                plain = unicodedata.normalize("NFKC", sign).casefold().translate(SAME)
                kept = "".join(one for one in plain if one.isalnum())
                signs.append(kept)
                places.extend([place] * len(kept))
        end, last = run.end(), word[-1]
    return Letters("".join(signs), places)


def _between(gap: str) -> str:
    return "." if POINTS.search(gap) else "-" if DASHES.search(gap) else " "


class Text:
    """The pages of one original as one run of letters in which passages are looked for."""

    def __init__(self, pages: Sequence[TextPage]) -> None:
        self.pages = list(pages)
        self.letters = [letters_of(page.text) for page in self.pages]
        self.begins = [0]
        for one in self.letters:
            self.begins.append(self.begins[-1] + len(one.signs))
        self.signs = "".join(one.signs for one in self.letters)

    def find(self, excerpt: str, near: Place) -> tuple[TextPage, int, int] | None:
        """The place of the passage nearest to where it stood; None when it is not there.

        One that runs over the end of a page is given up to the end of that page.
        """
        wanted = letters_of(excerpt).signs
        if not wanted:
            return None
        found: list[tuple[int, TextPage, int, int]] = []
        place = self.signs.find(wanted)
        while place >= 0:
            page, start, end = self._place(place, place + len(wanted) - 1)
            if _is_whole(page.text, start, end):
                found.append((_distance(page, start, near), page, start, end))
            place = self.signs.find(wanted, place + 1)
        if not found:
            return None
        _far, page, start, end = min(found, key=lambda one: one[0])
        return page, start, end

    def _place(self, first: int, last: int) -> tuple[TextPage, int, int]:
        here, there = (bisect_right(self.begins, one) - 1 for one in (first, last))
        page = self.pages[here]
        start = self.letters[here].places[first - self.begins[here]]
        if here != there:
            return page, start, len(page.text)
        return page, start, self.letters[here].places[last - self.begins[here]] + 1


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether the place begins and ends between words: 400 is not found in 1400."""
    return not (start and text[start - 1].isalnum()) and not (end < len(text) and text[end].isalnum())


def _distance(page: TextPage, start: int, near: Place) -> int:
    pages = abs(page.leaf - near.leaf) if page.leaf and near.leaf else abs(page.number - near.number)
    return pages * FAR + abs(start - near.start)


def places_of(attachment: Attachment) -> dict[int, Place]:
    """Where the passages cited from an original stand, by the finding's key. Call it before the text changes.

    Passages of the report that were lost with their page may turn up in any of its originals.
    """
    rows = Finding.objects.filter(
        Q(page__attachment=attachment) | Q(report_id=attachment.report_id, page__isnull=True, quote_lost=True)
    )
    values = rows.exclude(excerpt="").values_list("pk", "page__leaf", "page__number", "start_offset")
    return {pk: Place(leaf or 0, number or 0, start or 0) for pk, leaf, number, start in values}


def anchor_again(places: dict[int, Place], pages: Sequence[TextPage], *, at: datetime) -> list[str]:
    """Tie findings to where their passages stand now; answers the references of those that are lost.

    Page and place are not what a finding says, so accepted ones are tied anew too; the ledger has each.
    Call it in the transaction that stored the pages.
    """
    if not places:
        return []
    text, lost = Text(pages), []
    for finding in Finding.objects.filter(pk__in=places).select_related("page").order_by("pk"):
        found = text.find(finding.excerpt, places[finding.pk])
        before = _tie(finding)
        if found is not None:
            finding.page, finding.start_offset, finding.end_offset = found
            finding.quote_lost = False
        else:
            finding.start_offset = finding.end_offset = None
            finding.quote_lost = True
            lost.append(finding.reference)
        old, new = ledger.changed(before, _tie(finding))
        if new:
            finding.save(update_fields=["page", "start_offset", "end_offset", "quote_lost"])
            ledger.record(action="finding.anchor", thing=finding, by=None, at=at, before=old, after=new)
    return lost


def _tie(finding: Finding) -> dict[str, object]:
    return {
        "page": finding.page.number if finding.page else None,
        **ledger.values_of(finding, "start_offset", "end_offset", "quote_lost"),
    }
