"""Shows two things side by side; it must not compute any status."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tracker.selectors.correspondences import correspondences
from tracker.web.access import reader_of, signed_in
from tracker.web.compare import aligning, words
from tracker.web.compare.asking import WORDS, Question, What, read
from tracker.web.compare.sides import seen

BAD = 400
SHOWN = 200  # pairs of a table; the figures are of all


@require_safe
@signed_in
def compare(request: HttpRequest) -> HttpResponse:
    """Two agreements, parties, days, states of knowledge or clearances: what differs, and every duty."""
    reader = reader_of(request)
    asked = read(request, reader)
    context: dict[str, Any] = {"asked": asked, "time": asked.time, "what": What, "choices": WORDS.items()}
    if asked.sides is not None and not asked.problems:
        context |= _compared(asked)
    return render(request, "compare/compare.html", context, status=BAD if asked.problems else 200)


def _compared(asked: Question) -> dict[str, Any]:
    if asked.sides is None:
        return {}
    left, right = (seen(side) for side in asked.sides)
    same_things = asked.what not in (What.AGREEMENTS, What.PARTIES)
    if same_things:
        aligned = aligning.same(left.lines, right.lines)
    else:
        numbers = [line.commitment.pk for line in (*left.lines, *right.lines)]
        aligned = aligning.corresponding(left.lines, right.lines, correspondences(numbers))
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
