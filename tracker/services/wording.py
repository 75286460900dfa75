"""Answers whether words people typed can be stored; it must not know in which thing they stand."""

import re

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tracker.services.refusals import Refused

# Databases and browsers cannot hold NUL; other control characters carry no words.
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")


def tidy(text: str) -> str:
    """The text with one kind of line break, without control characters; broken characters become U+FFFD."""
    if LONE_SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    return CONTROLS.sub("", text)


def one_line(
    text: str, *, field: str, name: str | Promise, most: int, needed: bool = False, least: int = 0
) -> str:
    """The words as one line, trimmed. Refused when too long, too short, or needed and absent.

    `name` is what the page calls the field; `most` and `least` count characters.
    """
    return _measured(" ".join(tidy(text).split()), field, name, most, max(least, int(needed)))


def several_lines(
    text: str, *, field: str, name: str | Promise, most: int, needed: bool = False, least: int = 0
) -> str:
    """The words with their lines kept. Refused when too long, too short, or needed and absent."""
    return _measured(tidy(text).strip(), field, name, most, max(least, int(needed)))


def _measured(text: str, field: str, name: str | Promise, most: int, least: int) -> str:
    if not text and least:
        raise Refused(_("“%(name)s” is empty: please fill it in.") % {"name": name}, field=field)
    if len(text) < least:
        raise Refused(
            _("“%(name)s” has %(length)d characters; at least %(least)d are needed.")
            % {"name": name, "length": len(text), "least": least},
            field=field,
        )
    if len(text) > most:
        raise Refused(
            _("“%(name)s” has %(length)d characters; at most %(most)d fit. Please shorten it.")
            % {"name": name, "length": len(text), "most": most},
            field=field,
        )
    return text
