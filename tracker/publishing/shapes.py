"""Answers with which shape and colour a code is drawn outside of pages; it must not know any document.

Shapes and colours stand once, in the script and the style sheet of the pages; they are read from there.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tracker.assessment.enums import Headline, Stance, Status
from tracker.models.choices import Tlp

Words = str | Promise
STATIC = Path(__file__).resolve().parents[1] / "static" / "tracker"
HEADLINE_SHAPES: dict[Headline, Status | None] = {
    Headline.EMPTY: None,
    Headline.IN_BREACH: Status.BREACHED,
    Headline.CONCERNS: Status.OVERDUE,
    Headline.CLOSED: Status.CLOSED,
    Headline.COMPLETED: Status.FULFILLED,
    Headline.SUSPENDED: Status.SUSPENDED,
    Headline.NOT_STARTED: Status.PENDING,
    Headline.INSUFFICIENT_INFORMATION: Status.UNVERIFIED,
    Headline.AT_RISK: Status.AT_RISK,
    Headline.ON_TRACK: Status.ON_TRACK,
}
STANCE_WORDS: dict[Stance, Words] = {
    Stance.SUPPORTS: pgettext_lazy("stance", "For"),
    Stance.CONTRADICTS: pgettext_lazy("stance", "Against"),
    Stance.PARTIAL: pgettext_lazy("stance", "Partly"),
    Stance.NEUTRAL: pgettext_lazy("stance", "Neutral"),
}
SEVERITY_WORDS: dict[int, Words] = {1: _("minor"), 2: _("serious")}
EXTENT_WORDS: dict[int, Words] = {1: _("minimum extent"), 2: _("intermediate extent")}
# The official colours (TLP 2.0, FIRST), to be shown on black.
TLP_COLOURS: dict[int, str] = {
    Tlp.CLEAR: "#ffffff",
    Tlp.GREEN: "#33ff00",
    Tlp.AMBER: "#ffc000",
    Tlp.AMBER_STRICT: "#ffc000",
    Tlp.RED: "#ff2b2b",
}


def class_of(status: Status | str) -> str:
    """The name of a status in style sheets and sprites: `st-at-risk`."""
    return f"st-{Status(status).lower().replace('_', '-')}"


@lru_cache(maxsize=1)
def colours() -> dict[str, str]:
    """The colours of the light theme by their name in the style sheet, such as `fl-breached`."""
    sheet = (STATIC / "css" / "tokens.css").read_text()
    light = sheet[: sheet.index("[data-bs-theme=dark]")]
    return dict(re.findall(r"--([\w-]+):(#[0-9a-fA-F]{3,6})\b", light))


def colour(role: str, status: Status | str) -> str:
    """The colour of a status on paper: `role` is `st` (text), `fl` (fill) or `on` (text on the fill)."""
    return colours()[f"{role}-{class_of(status).removeprefix('st-')}"]


@lru_cache(maxsize=1)
def shapes() -> dict[str, list[dict[str, Any]]]:
    """The paths of each status on a grid of 16 by 16, as the script of the pages lists them."""
    script = (STATIC / "js" / "shapes.js").read_text()
    begin = script.index("{", script.index("STATUS_SHAPES"))
    block = script[begin : script.index("};", begin) + 1]
    quoted = re.sub(r"([{,]\s*)([A-Za-z_]+):", r'\1"\2":', block)
    return dict(json.loads(re.sub(r",(\s*})", r"\1", re.sub(r"([\s:])\.(\d)", r"\g<1>0.\2", quoted))))


def drawing_of(status: Status | str, *, paint: str, cut: str) -> str:
    """The shape of a status as an SVG drawing: `paint` its colour, `cut` that of what is left open in it."""
    drawn = []
    for part in shapes()[Status(status).value]:
        if part.get("f"):
            drawn.append(f'<path fill="{paint}" d="{part["d"]}"/>')
            continue
        ends = (
            'stroke-linecap="butt" stroke-dasharray="2.6 2.2"' if part.get("h") else 'stroke-linecap="round"'
        )
        ink = cut if part.get("x") else paint
        drawn.append(
            f'<path fill="none" stroke="{ink}" stroke-width="{part["s"]}" stroke-linejoin="round" '
            f'{ends} d="{part["d"]}"/>'
        )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">{"".join(drawn)}</svg>'
