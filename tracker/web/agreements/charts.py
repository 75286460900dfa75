"""Makes the figures of the drawing of what hangs on what; the same stands in a list beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from tracker.assessment import Status
from tracker.models.choices import STATUSES, LinkKind
from tracker.selectors.portfolio import Line
from tracker.templatetags.duties import address_of
from tracker.web.agreements.hanging import Effect, Hanging
from tracker.web.agreements.ledger import Ledger
from tracker.web.time_machine import Time

WORDS = dict(STATUSES)
TITLE_SHOWN = 46  # characters beside a node; the list beside the drawing has it in full
MOST_NODES = 40  # more lie over each other; the list has them all


def links_chart(
    sides: Ledger, lines: Sequence[Line], hangings: Iterable[Hanging], time: Time, headline: str
) -> dict[str, Any] | None:
    """What hangs on what between two sides; None when there are not two sides, no links, or far too many."""
    edges = _edges(hangings)
    drawn = {code for edge in edges for code in (edge["from"], edge["to"])}
    if not sides.faces or not edges or len(drawn) > MOST_NODES:
        return None
    left = {line.commitment.pk for line in sides.lists[0][1]}
    nodes = [
        {
            "code": line.commitment.code,
            "title": Truncator(line.commitment.title).chars(TITLE_SHOWN),
            "status": line.status or Status.UNVERIFIED,
            "word": str(WORDS[line.status]) if line.status else "",
            "side": 0 if line.commitment.pk in left else 1,
            "href": time.address(address_of(line.commitment)),
        }
        for line in lines
        if line.commitment.code in drawn
    ]
    return {
        "description": f"{headline} {_('Two columns of duties; lines join those that hang on each other.')}",
        "words": {kind.value: str(kind.label) for kind in LinkKind},
        "nodes": nodes,
        "edges": edges,
    }


def _edges(hangings: Iterable[Hanging]) -> list[dict[str, Any]]:
    """Links within the agreement; a reciprocal pair once, a prerequisite from what must come first."""
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for one in hangings:
        if one.one.agreement_id != one.other.agreement_id:
            continue
        ends = (one.one.code, one.other.code)
        if one.kind in (LinkKind.PREREQUISITE, LinkKind.RECIPROCAL):
            ends = ends[::-1]
        key = (one.kind, *sorted(ends)) if one.kind == LinkKind.RECIPROCAL else (one.kind, *ends)
        edge = found.setdefault(
            key, {"from": ends[0], "to": ends[1], "kind": one.kind, "says": [], "effect": one.effect}
        )
        edge["says"].append(one.pattern % {"one": one.one.code, "other": one.other.code})
        if one.effect is Effect.SUSPENDS:
            edge |= {"from": ends[0], "to": ends[1], "effect": one.effect}
    return list(found.values())
