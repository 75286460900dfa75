"""Writes a list with its head as CSV, XLSX or JSON, a batch at a time; it must not know which list."""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import IO, Any

from django.utils.translation import gettext as _

from tracker.publishing.tables import cells
from tracker.publishing.tables.columns import Column, Kind
from tracker.publishing.tables.head import Head
from tracker.publishing.tables.listed import Listed

BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes a file for one in the machine's own old encoding
IN_MEMORY = 2 * 1024 * 1024  # bytes of a workbook; a longer one is written to the disk
WIDTHS = {Kind.TEXT: 28, Kind.DAY: 13, Kind.MOMENT: 19}
WIDTH = 12
FORMATS = {Kind.DAY: "yyyy-mm-dd", Kind.MOMENT: "yyyy-mm-dd hh:mm:ss", Kind.PER_MILLE: "0.0%"}


class _Line:
    """What `csv` writes to: it keeps one line."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> int:
        """Keep it."""
        self.text = text
        return len(text)


def csv_of(listed: Listed, head: Head) -> Iterator[bytes]:
    """The lines of a comma-separated file (RFC 4180, UTF-8): labels, then rows."""
    line = _Line()
    write = csv.writer(line, lineterminator="\r\n").writerow
    zone = _zone(head)
    write([cells.defused(str(column.label)) for column in listed.columns])
    yield (BYTE_ORDER_MARK + line.text).encode()
    for batch in listed.batches():
        lines = []
        for row in batch:
            write([cells.as_csv(column, column.value(row), zone) for column in listed.columns])
            lines.append(line.text)
        yield "".join(lines).encode("utf-8", "replace")


def json_of(listed: Listed, head: Head) -> Iterator[bytes]:
    """The pieces of a JSON file: the head, what its columns are, the rows by the columns' keys."""
    about = {**head_as_json(head), "columns": columns_as_json(listed.columns)}
    yield json.dumps(about, ensure_ascii=False)[:-1].encode() + b', "rows": ['
    between = ""
    for batch in listed.batches():
        rows = [json.dumps(one, ensure_ascii=False) for one in rows_as_json(listed.columns, batch, head)]
        yield (between + ",\n".join(rows)).encode("utf-8", "replace")
        between = ",\n"
    yield b"]}\n"


def rows_as_json(columns: Sequence[Column], rows: Sequence[Any], head: Head) -> list[dict[str, Any]]:
    """The rows for programs: values by the columns' keys."""
    zone = _zone(head)
    return [{one.key: cells.as_json(one, one.value(row), zone) for one in columns} for row in rows]


def columns_as_json(columns: Sequence[Column]) -> list[dict[str, Any]]:
    """What each column is: key, label, kind, and what its codes are called."""
    return [
        {
            "key": column.key,
            "label": str(column.label),
            "kind": column.kind.value,
            **(
                {"words": {str(code): str(word) for code, word in column.words.items()}}
                if column.words
                else {}
            ),
        }
        for column in columns
    ]


def head_as_json(head: Head) -> dict[str, Any]:
    """The head for programs."""
    return {
        "list": head.name,
        "title": head.title,
        "address": head.address,
        "filters": [{"label": label, "words": words} for label, words in head.filters],
        "as_of": head.as_of.isoformat(),
        "known_by": head.known_by.isoformat(),
        "present": head.present,
        "marking": head.marking_words,
        "total": head.rows,
        "made_by": head.by,
        "made_at": head.at.isoformat(timespec="seconds"),
        "method": head.method,
    }


def xlsx_of(listed: Listed, head: Head) -> IO[bytes]:
    """A workbook, open at its beginning: a sheet with the rows under a frozen heading, and one about it.

    It is written row by row and kept on the disk when it is long; whoever takes it closes it.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    _rows_sheet(book, listed, head)
    _about_sheet(book, head)
    book.properties.title = cells.for_workbook(head.title)
    book.properties.creator = "Servanda"
    book.properties.keywords = head.marking_words
    # Closed by the answer that sends it.
    kept = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    book.save(kept)
    kept.seek(0)
    return kept


def _rows_sheet(book: Any, listed: Listed, head: Head) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    # Excel allows 31 characters and none of []:*?/\ in the name of a sheet.
    sheet = book.create_sheet("".join(one for one in head.title if one not in "[]:*?/\\")[:31] or "List")
    sheet.freeze_panes = "A2"
    zone = _zone(head)
    for place, column in enumerate(listed.columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = WIDTHS.get(column.kind, WIDTH)
    headings = []
    for column in listed.columns:
        cell = WriteOnlyCell(sheet, value=cells.for_workbook(str(column.label)))
        cell.font = Font(bold=True)
        headings.append(cell)
    sheet.append(headings)
    for batch in listed.batches():
        for row in batch:
            values = [(column, cells.as_xlsx(column, column.value(row), zone)) for column in listed.columns]
            sheet.append([_typed(sheet, column, value) for column, value in values])


def _typed(sheet: Any, column: Column, value: Any) -> Any:
    """The value, in a cell that says how it is shown or that it is text, where that matters."""
    from openpyxl.cell import WriteOnlyCell

    if value is None or not (isinstance(value, str) or column.kind in FORMATS):
        return value
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"  # never a formula, whatever it begins with
    else:
        cell.number_format = FORMATS[column.kind]
    return cell


def _about_sheet(book: Any, head: Head) -> None:
    sheet = book.create_sheet(_("About")[:31])
    sheet.column_dimensions["A"].width = 18
    sheet.column_dimensions["B"].width = 90
    for label, value in head.lines:
        if isinstance(value, datetime):
            value = value.replace(tzinfo=None, microsecond=0)
        sheet.append([label, cells.for_workbook(value) if isinstance(value, str) else value])


def _zone(head: Head) -> Any:
    return head.at.tzinfo


TYPES: dict[str, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
WRITERS: dict[str, Callable[[Listed, Head], Any]] = {"csv": csv_of, "xlsx": xlsx_of, "json": json_of}
