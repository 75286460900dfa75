"""The words over the parts of a brief, and how foreign text stands in them; not what a brief says."""

from __future__ import annotations

import unicodedata

from django.utils.translation import gettext as _

from tracker.publishing import figures, joints

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
MARKS = dict.fromkeys((0x2066, 0x2067, 0x2068, 0x2069, 0x200E, 0x200F))


def labels() -> dict[str, str]:
    """What stands over and beside the parts of a brief, in the active language."""
    return {
        "agreements": _("Agreements"),
        "agreement": _("Agreement"),
        "headline": _("Headline"),
        "score": _("Score, within what can be judged"),
        "changes": _("What changed, and why?"),
        "duties": _("Duties"),
        "code": _("Code"),
        "duty": _("Duty"),
        "owed_by": _("Owed by"),
        "status": _("Status"),
        "confidence": _("Confidence"),
        "due": _("Due or done"),
        "late": _("late"),
        "months": _("Status over time"),
        "values": _("Values against the target"),
        "evidence": _("The evidence that counts"),
        "sources": _("Sources"),
        "rulings": _("Rulings beside the computed status"),
        "method": _("Method"),
        "days": _("Days"),
        "about": _("About this brief"),
        "checkpoint": _("Checkpoint of the ledger"),
        "none_changed": _("No status has changed by this day."),
        "none_counted": _("No finding counts for these statuses."),
        "original": _("Original"),
        "day": _("Day"),
        "value": _("Value"),
        "source": _("Source"),
        "findings": _("Findings"),
        "progress": _("Progress"),
        "semicolon": joints.semicolon(),
        # The template puts the numbers in: only it knows how many pages there are.
        "page": _("Page %(n)s of %(m)s") % {"n": "{n}", "m": "{m}"},
    }


def direction() -> str:
    """`rtl` or `ltr`: where lines of the active language begin."""
    return str(figures.locale().text_direction)


def direction_of(text: str) -> str:
    """Where lines of this text begin, by its first letter that says so; left to right without any."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"


def isolated(text: object) -> str:
    """A name or title that may be in another script, kept together in its own direction."""
    plain = str(text).translate(MARKS)
    return f"{FIRST_STRONG_ISOLATE}{plain}{POP_ISOLATE}" if plain else ""


def shortened(text: str, most: int) -> str:
    """The text in one line, cut with an ellipsis behind at most so many characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
