"""Shows the overview on a wall screen, a part of the agreements at a time; it must not compute any status."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tracker.publishing import overviews
from tracker.web.access import reader_of, signed_in
from tracker.web.time_machine import read_time

ON_SCREEN = 4  # agreements, in letters that are read from four metres
NAMED = 3  # duties of each list
RENEWED, TURNED = 60, 20  # seconds: until the page is asked for anew; until the next agreements are shown
MOST_PARTS = 20  # of the reader's agreements; more would take longer to come round than anybody waits


@require_safe
@signed_in
def wall(request: HttpRequest) -> HttpResponse:
    """The wall screen, or with `part` only what changes on it: `part` counts from 1 and comes round."""
    reader, time = reader_of(request), read_time(request)
    asked = request.GET.get("part", "")
    part = int(asked) if asked.isdecimal() and len(asked) < 4 else 1
    told = overviews.overview(
        reader,
        time,
        everything=request.GET.get("show") == "all",
        agreements_shown=ON_SCREEN * MOST_PARTS,
    )
    parts = max(1, -(-len(told.agreements) // ON_SCREEN))
    part = (part - 1) % parts + 1
    context = {
        "time": time,
        "told": told,
        "rows": told.agreements[(part - 1) * ON_SCREEN : part * ON_SCREEN],
        "broken": told.broken.lines[:NAMED],
        "late": told.late.lines[:NAMED],
        "due": told.due.lines[:NAMED],
        "part": part,
        "parts": parts,
        "next": part % parts + 1,
        "seconds": TURNED if parts > 1 else RENEWED,
        "now": timezone.now(),
    }
    template = "wall/_board.html" if request.headers.get("HX-Request") else "wall/wall.html"
    return render(request, template, context, status=time.status)
