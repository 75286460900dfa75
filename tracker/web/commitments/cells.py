"""Draws one of our small parts (badge, bars, day) for a table cell; what they look like the tags know."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.template import engines
from django.utils.safestring import SafeString

# Compiled once each: a template looked up for every cell would cost more than the cell.
TAGS = {
    "status": "{% status status late %}",
    "ruling": "{% ruling status lapses_on %}",
    "likelihood_word": "{% likelihood_word band confidence %}",
    "confidence": "{% confidence confidence %}",
    "day": "{% day value %}",
}


def part(name: str, **given: Any) -> SafeString:
    """The drawn part; KeyError for a name that is not in TAGS."""
    drawn: SafeString = _compiled(name).render(given)
    return drawn


@cache
def _compiled(name: str) -> Any:
    return engines["django"].from_string("{% load servanda %}" + TAGS[name])
