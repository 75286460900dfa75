"""Answers how a plain value is written into a cell of each kind of file; it must not know any list."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, tzinfo

from django.utils.translation import gettext as _

from tracker.publishing.tables.columns import Column, Kind, Plain

# What spreadsheets take for the beginning of a program, after any space and in any width.
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*\s?%?")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST_IN_XLSX = 32_767  # characters; Excel drops a workbook with more in one cell


def defused(text: str) -> str:
    """A text that no spreadsheet runs: one that begins like a formula gets an apostrophe before it.

    A text that is a number, such as -5, is left alone: nothing runs, and it stays a number.
    """
    begins = unicodedata.normalize("NFKC", text[:16]).lstrip(" \u00a0\u200b\u200e\u200f\u2060\ufeff\u3000")
    # Characters that draw nothing are looked through as well as spaces.
    while begins and (begins[0].isspace() or unicodedata.category(begins[0]) in ("Cf", "Zs")):
        if begins[0] in _STARTS:
            break
        begins = begins[1:]
    if begins.startswith(_STARTS) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def as_csv(column: Column, value: Plain, zone: tzinfo) -> str:
    """A value as text for a comma-separated file: days and moments in ISO 8601, shares in per cent."""
    if value is None:
        return ""
    if column.kind is Kind.BOOLEAN:
        return _("yes") if value else _("no")
    if column.kind is Kind.PER_MILLE:
        return f"{int(str(value)) / 10:g}%"
    if isinstance(value, datetime):
        return value.astimezone(zone).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if column.kind is Kind.INTEGER:
        return str(value)
    return defused(str(column.worded(value)))


def as_xlsx(column: Column, value: Plain, zone: tzinfo) -> str | int | float | bool | date | None:
    """A value as a workbook holds it: numbers, days and truth stay what they are.

    Moments are written as the clock of `zone` shows them: a workbook knows no zones.
    """
    if value is None:
        return None
    if column.kind is Kind.BOOLEAN:
        return bool(value)
    if column.kind is Kind.PER_MILLE:
        return int(str(value)) / 1000
    if isinstance(value, datetime):
        return value.astimezone(zone).replace(tzinfo=None, microsecond=0)
    if isinstance(value, (date, int)) and column.kind is not Kind.TEXT:
        return value
    return for_workbook(str(column.worded(value)))


def as_json(column: Column, value: Plain, zone: tzinfo) -> str | int | bool | None:
    """A value for programs: codes as they are, days and moments in ISO 8601, shares in per mille."""
    if isinstance(value, datetime):
        return value.astimezone(zone).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if column.kind is Kind.BOOLEAN and value is not None:
        return bool(value)
    return value


def for_workbook(text: str) -> str:
    """A text that a workbook can hold and no spreadsheet runs."""
    return defused(_NOT_IN_XML.sub("", text))[:LONGEST_IN_XLSX]
