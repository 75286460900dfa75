"""Sets a brief's data with a Typst template as PDF, in a child that can do nothing else; it reads no rows.

The template is source, the data is a file beside it: what people wrote never becomes source.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from tracker.assessment import Status
from tracker.ingestion.reading import sandbox
from tracker.publishing import figures
from tracker.publishing.shapes import colour, colours, drawing_of
from tracker.services.refusals import Refused

FOLDER = Path(__file__).resolve().parent / "typst"
MAIN = '#import "parts.typ": framed\n#show: framed\n#include "template.typ"\n'
CHILD = "tracker.publishing.briefs.child"
LIMITS = sandbox.Limits(memory=1024**3, cpu=40, wall=60.0, told=64 * 1024**2)
MOST_BYTES = 6 * 1024**2  # of data
MOST_PAGES = 600
PAPER = ("ink", "muted", "line", "line-strong", "sunken", "accent", "mark", "past", "past-line")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document as it is kept: its bytes (PDF) and how many pages it has."""

    content: bytes
    pages: int


def built_in() -> str:
    """The Typst source of the template that ships with the product."""
    return (FOLDER / "brief.typ").read_text(encoding="utf-8")


def typeset(data: Mapping[str, Any], *, source: str = "", at: datetime) -> Document:
    """Set the data (see content.py) with a template's Typst source (without one: the built-in template).

    `at` is written into the file as the moment it was made. Raises Refused with a sentence when the template
    has a mistake (with its line), leaves out the marking, or wants more time, memory or pages than are given.
    """
    given = json.dumps({**data, **_look()}, ensure_ascii=False)
    if len(given) > MOST_BYTES:
        raise Refused(_("There is more to say than fits a brief. Choose fewer duties or a shorter period."))
    task = {
        "files": {
            "main.typ": MAIN,
            "parts.typ": (FOLDER / "parts.typ").read_text(encoding="utf-8"),
            "template.typ": source or built_in(),
            "data.json": given,
        },
        "at": int(at.timestamp()),
        "mark": data["marking"]["label"] if source else "",  # ours has it: a test looks
        "most_pages": MOST_PAGES,
    }
    fonts = Path(settings.FONTS_DIR)
    if not any(fonts.glob("*.ttf")):
        raise Refused(
            _("The fonts of briefs are missing. Start the product once with its launcher; it makes them.")
        )
    where = {"fonts": str(fonts), "root": str(FOLDER)}
    said, end = sandbox.run(where, json.dumps(task).encode(), LIMITS, module=CHILD)
    if end is not sandbox.End.DONE:
        raise Refused(
            _("Setting the brief took more time or memory than is given to one. Ask for less in it.")
        )
    head, _line, content = said.partition(b"\n")
    answer = json.loads(head)
    if "problem" in answer:
        raise Refused(_problem(answer), field="source")
    return Document(content=content, pages=answer["pages"])


def _problem(answer: Mapping[str, Any]) -> str:
    if answer["problem"] == "source" and answer["line"]:
        return _("The template has a mistake in line %(line)s: %(said)s.") % answer
    if answer["problem"] == "source":
        return _("The template has a mistake: %(said)s.") % answer
    if answer["problem"] == "long":
        return _("The brief would have %(pages)s pages, more than %(most)s. Ask for less in it.") % {
            "pages": figures.number(answer["pages"]),
            "most": figures.number(MOST_PAGES),
        }
    if answer["problem"] == "mark":
        return _("The template leaves the marking out on page %(page)s; every page must show it.") % {
            "page": figures.number(answer["pages"])
        }
    return _("The template makes no document.")


def _look() -> dict[str, Any]:
    """Colours and shapes as on the pages in light, and the digits of the active language."""
    own = colours()
    return {
        "colours": {name: own[f"sv-{name}"] for name in PAPER},
        "digits": [figures.digits(str(digit)) for digit in range(10)],
        "statuses": {
            status.value: {
                "text": colour("st", status),
                "fill": colour("fl", status),
                "on": colour("on", status),
                "plain": drawing_of(status, paint=colour("st", status), cut="#ffffff"),
                "on_fill": drawing_of(status, paint=colour("on", status), cut=colour("fl", status)),
            }
            for status in Status
        },
    }
