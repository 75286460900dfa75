"""Tags that show a status, a headline, a grade, a marking: shape and word together, never colour alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django.utils.functional import Promise

from tracker.assessment.enums import Confidence, Headline, Stance, Status
from tracker.models import choices
from tracker.publishing import explanations
from tracker.publishing.shapes import (
    EXTENT_WORDS,
    HEADLINE_SHAPES,
    SEVERITY_WORDS,
    STANCE_WORDS,
    class_of,
)
from tracker.templatetags.addresses import sprite
from tracker.templatetags.parts import part

register = template.Library()

Words = str | Promise
STATUS_WORDS: dict[str, Words] = dict(choices.STATUSES)
CONFIDENCE_BARS = {Confidence.NONE: 0, Confidence.LOW: 1, Confidence.MODERATE: 2, Confidence.HIGH: 3}
TLP_CLASSES = {
    choices.Tlp.CLEAR: "tlp-clear",
    choices.Tlp.GREEN: "tlp-green",
    choices.Tlp.AMBER: "tlp-amber",
    choices.Tlp.AMBER_STRICT: "tlp-amber tlp-strict",
    choices.Tlp.RED: "tlp-red",
}
STANCE_SHAPES = {
    Stance.SUPPORTS: "up",
    Stance.CONTRADICTS: "down",
    Stance.PARTIAL: "half",
    Stance.NEUTRAL: "flat",
}


@register.filter
def status_class(status: Status | str) -> str:
    """The class that sets a status's three colours; it is the shape's name in the sprite too."""
    return class_of(status)


@register.filter
def status_word(status: Status | str) -> Words:
    """A status in words, in the reader's language."""
    return STATUS_WORDS[Status(status)]


@part(register, "_parts/status.html", remembered=True)
def status(status: Status | str | None, late: bool = False) -> dict[str, Any]:
    """A status badge: shape, word, and "late" where it holds; a dash for none."""
    if not status:
        return {}
    return {"shape": status_class(status), "word": status_word(status), "late": late, "sprite": sprite()}


@part(register, "_parts/status_glyph.html", remembered=True)
def status_glyph(status: Status | str, hidden_word: bool = True) -> dict[str, Any]:
    """Only the shape; its word is beside it for screen readers, unless the place says it already."""
    return {
        "shape": status_class(status),
        "word": status_word(status) if hidden_word else "",
        "sprite": sprite(),
    }


@part(register, "_parts/stance_glyph.html")
def stance_glyph(stance: Stance | str) -> dict[str, Any]:
    """Only the triangle of which way a finding speaks; its word is beside it for screen readers."""
    known = Stance(stance)
    return {"shape": STANCE_SHAPES[known], "word": STANCE_WORDS[known], "sprite": sprite()}


@register.filter
def headline_class(headline: Headline | str) -> str:
    """The colour class that a headline borrows; none for EMPTY."""
    borrowed = HEADLINE_SHAPES[Headline(headline)]
    return status_class(borrowed) if borrowed else ""


@part(register, "_parts/headline.html", remembered=True)
def headline(headline: Headline | str) -> dict[str, Any]:
    """An agreement's, a party's or a theme's headline with the shape it borrows."""
    return {
        "shape": headline_class(headline),
        "word": explanations.HEADLINES[Headline(headline)],
        "sprite": sprite(),
    }


@part(register, "_parts/grade.html", remembered=True)
def grade(reliability: str, credibility: int | str) -> dict[str, Any]:
    """An Admiralty grade: letter for the source, number for this information."""
    letter = str(reliability)
    return {"letter": letter, "digit": str(credibility), "weak": letter not in ("A", "B")}


@part(register, "_parts/confidence.html", remembered=True)
def confidence(confidence: Confidence | str) -> dict[str, Any]:
    """Confidence in the judgement: three bars and the word."""
    known = Confidence(confidence)
    return {
        "bars": CONFIDENCE_BARS[known],
        "word": dict(choices.CONFIDENCES)[known.value],
        "sprite": sprite(),
    }


@part(register, "_parts/tlp.html")
def tlp(level: int) -> dict[str, Any]:
    """A marking in its official colour on black."""
    known = choices.Tlp(level)
    return {"label": known.label, "colour": TLP_CLASSES[known]}


@part(register, "_parts/stance.html")
def stance(
    stance: Stance | str, severity: int | None = None, extent: int | None = None, counted: bool = True
) -> dict[str, Any]:
    """Which way a finding speaks: a triangle, the word, how serious or how far, and whether it counts."""
    known = Stance(stance)
    detail: Words = ""
    if known is Stance.CONTRADICTS and severity:
        detail = SEVERITY_WORDS[int(severity)]
    elif known is Stance.PARTIAL and extent:
        detail = EXTENT_WORDS[int(extent)]
    return {
        "shape": STANCE_SHAPES[known],
        "word": STANCE_WORDS[known],
        "detail": detail,
        "counted": counted,
        "sprite": sprite(),
    }


@part(register, "_parts/counted_once.html")
def counted_once(count: int | None = None) -> dict[str, Any]:
    """The tag on an origin that speaks through several findings; nothing for a single one."""
    return {"count": count, "shown": count is None or count > 1, "sprite": sprite()}


@part(register, "_parts/flow.html", remembered=True)
def flow(
    old: Status | str | None, new: Status | str, old_late: bool = False, new_late: bool = False
) -> dict[str, Any]:
    """A change of status: the old badge, an arrow, the new one; only the new one where there was none."""
    return {"old": old, "new": new, "old_late": old_late, "new_late": new_late, "sprite": sprite()}


@part(register, "_parts/ruling.html")
def ruling(status: Status | str, lapses_on: date | None = None) -> dict[str, Any]:
    """A ruling beside the computed status, with the day it ends."""
    return {"status": status, "lapses_on": lapses_on}


@part(register, "_parts/icon.html")
def icon(name: str, label: Words = "", flip: bool = False) -> dict[str, Any]:
    """An icon from the sprite (js/shapes.js lists them), silent without a label; `flip` mirrors it in RTL."""
    return {"name": name, "label": label, "flip": flip, "sprite": sprite()}


@register.filter
def sentence(reason: Any) -> str:
    """The sentence of a reason: a pair (code, arguments), or a list [code, argument…] as it is stored."""
    if isinstance(reason, Mapping):
        return explanations.reason_sentence(reason["code"], reason.get("arguments", ()))
    if hasattr(reason, "code"):
        return explanations.reason_sentence(reason.code, reason.arguments)
    code, *arguments = reason
    return explanations.reason_sentence(code, arguments)


@register.filter
def status_sentence(status: Status | str) -> str:
    """What a status means."""
    return explanations.status_sentence(status)


@register.filter
def headline_sentence(headline: Headline | str) -> str:
    """What a headline means."""
    return explanations.headline_sentence(headline)


@register.filter
def confidence_sentence(confidence: Confidence | str) -> str:
    """What a confidence rests on."""
    return explanations.confidence_sentence(confidence)


@register.filter
def exclusion_sentence(code: str) -> str:
    """Why a finding was not counted."""
    return explanations.exclusion_sentence(code)


@register.filter
def kind_word(kind: str) -> Words:
    """What sort of duty it is, in words."""
    return dict(choices.KINDS)[str(kind)]


@register.simple_tag
def factor(code: str, ppm: int) -> str:
    """What multiplied a weight, and by how much (parts per million)."""
    return explanations.factor_words(code, ppm)
