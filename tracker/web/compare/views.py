"""Shows two things side by side; it must not compute any status."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tracker.selectors.correspondences import correspondences
from tracker.web import exporting
from tracker.web.access import reader_of, signed_in
from tracker.web.compare import aligning, words
from tracker.web.compare.aligning import Aligned
from tracker.web.compare.asking import WORDS, Question, What, read
from tracker.web.compare.listing import listed
from tracker.web.compare.sides import Seen, seen

BAD = 400
SHOWN = 200  # pairs of a table; the figures are of all


@require_safe
@signed_in
def compare(request: HttpRequest) -> HttpResponseBase:
    """Two agreements, parties, days, states of knowledge or clearances: what differs, and every
    duty; every pair of duties as a file if the address asks for one."""
    reader = reader_of(request)
    asked = read(request, reader)
    context: dict[str, Any] = {"asked": asked, "time": asked.time, "what": What, "choices": WORDS.items()}
    if asked.sides is not None and not asked.problems:
        left, right = (seen(side) for side in asked.sides)
        aligned = _aligned(asked, left, right)
        if exporting.wanted(request, asked.time):
            return exporting.file_of(request, listed(reader, asked, left, right, aligned), asked.time)
        context |= _compared(asked, left, right, aligned)
    return render(request, "compare/compare.html", context, status=BAD if asked.problems else 200)


def _same_things(asked: Question) -> bool:
    return asked.what not in (What.AGREEMENTS, What.PARTIES)


def _aligned(asked: Question, left: Seen, right: Seen) -> Aligned:
    if _same_things(asked):
        return aligning.same(left.lines, right.lines)
    numbers = [line.commitment.pk for line in (*left.lines, *right.lines)]
    return aligning.corresponding(left.lines, right.lines, correspondences(numbers))


def _compared(asked: Question, left: Seen, right: Seen, aligned: Aligned) -> dict[str, Any]:
    same_things = _same_things(asked)
    alike = asked.left == asked.right
    return {
        "left": left,
        "right": right,
        "same_things": same_things,
        "alike": alike,
        "said": words.difference(left, right, aligned, same_things=same_things),
        "differing": len(aligned.differing),
        "pairs": aligned.pairs[:SHOWN],
        "more": max(0, len(aligned.pairs) - SHOWN),
        "by_kind": [(kind, pairs[:SHOWN]) for kind, pairs in aligned.by_kind],
    }
