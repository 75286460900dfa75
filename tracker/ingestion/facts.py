"""Answers how a report of a document may begin: its title, day and language; it must not know any report."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from tracker.ingestion.noticing import notice

LONGEST_TITLE = 200  # characters
LONGEST_LINE = 300  # a longer first line is a paragraph, not a heading
HEAD = 600  # characters in which a document says its own day
# What programs write into files where nobody gave a title.
NO_TITLE = re.compile(
    r"^(untitled|unnamed|document\d*|no title|title|index|microsoft (word|powerpoint) - .*"
    r"|.*\.(docx?|pdf|html?|txt))$",
    re.IGNORECASE,
)
ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a document says of itself; empty where it does not."""

    title: str = ""
    published_on: date | None = None
    language: str = ""


def facts_of(
    *,
    name: str,
    title: str = "",
    written_on: date | None = None,
    language: str = "",
    opening: str = "",
    latest: date,
) -> Facts:
    """What a report may begin with: from the file's own facts, else from the beginning of its text.

    `name` is the file's; without it a title comes from the text only. No day after `latest` is taken.
    """
    day = written_on if written_on and written_on <= latest else day_in(opening, latest)
    return Facts(title=_title(title, opening, name), published_on=day, language=language)


def day_in(opening: str, latest: date) -> date | None:
    """The first whole day that stands at the beginning of a text."""
    noticed = notice(opening[:HEAD], 0, 0, published_on=None)
    days = sorted(noticed.days, key=lambda day: day.start)
    exact = (day.to_on for day in days if day.precision == "day" and day.from_on is None)
    return next((day for day in exact if day is not None and day <= latest), None)


def _title(title: str, opening: str, name: str) -> str:
    title = " ".join(title.split())
    if title and not NO_TITLE.match(title):
        return title[:LONGEST_TITLE]
    lines = (" ".join(line.split()).lstrip("#*=- ") for line in opening.splitlines()[:20])
    heading = next((line for line in lines if len(line.split()) > 1 and len(line) <= LONGEST_LINE), "")
    if heading:
        return heading[:LONGEST_TITLE]
    return " ".join(ENDING.sub("", name).replace("_", " ").split())[:LONGEST_TITLE]
