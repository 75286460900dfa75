"""Turns figures as people type them into stored integers and back; it must not know what they measure."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from django.utils.translation import gettext as _

LONGEST = 40  # characters of a typed figure
FIGURE = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
GROUPS = str.maketrans("", "", " \u00a0\u202f\u2009'’_٬")


class BadFigure(ValueError):
    """What was typed is no figure; the text is a sentence."""


def parse(text: str, decimals: int) -> int | None:
    """The figure as an integer × 10^decimals; None for nothing. Raises BadFigure.

    Digits of any script; commas, spaces and apostrophes may group them; a point or ٫ begins the decimals.
    """
    text = text.strip()
    if not text:
        return None
    if len(text) > LONGEST:
        raise BadFigure(_("This figure is too long."))
    plain = "".join(_ascii(sign) for sign in text).translate(GROUPS).replace("٫", ".").replace(",", "")
    plain = plain.replace("−", "-").replace("–", "-")
    if not FIGURE.fullmatch(plain):
        raise BadFigure(_("“%(text)s” is not a figure. Write it like 8600 or 12.5.") % {"text": text})
    scaled = Decimal(plain).scaleb(decimals)
    if scaled != scaled.to_integral_value():
        raise BadFigure(
            _("This measure is kept with %(decimals)d decimals. Round the figure.") % {"decimals": decimals}
        )
    return int(scaled)


def shown(value: int | None, decimals: int) -> str:
    """A stored figure as one would type it; nothing for none."""
    return "" if value is None else f"{Decimal(value).scaleb(-decimals):f}"


def _ascii(sign: str) -> str:
    digit = unicodedata.digit(sign, None)
    return sign if digit is None else str(digit)
