"""Files of any length are written a batch at a time: nothing holds a whole list."""

import csv
import io
import json
import zipfile
from datetime import UTC, date, datetime

import openpyxl
import pytest

from tracker.publishing.tables import columns, writing
from tracker.publishing.tables.head import Head
from tracker.publishing.tables.listed import BATCH, Listed, ordered, sorts

pytestmark = pytest.mark.once
NUMBER = 10_000
COLUMNS = (
    columns.integer("number", "Number", lambda row: row.number, order=("number",)),
    columns.text("words", "Words; =more", lambda row: row.words, order=("words", "number")),
    columns.day("day", "Day", lambda row: date(2021, 5, 2)),
)
HEAD = Head(
    name="things",
    title="Things [all]: 1/2",
    address="https://example.org/things/?q=1",
    filters=[("Search", "=1")],
    as_of=date(2021, 5, 2),
    known_by=date(2021, 9, 1),
    present=False,
    marking=3,
    rows=NUMBER,
    by="An Analyst",
    at=datetime(2021, 9, 1, 12, 0, tzinfo=UTC),
    method="CT-LO/1",
)


class Row:
    """A row that counts how many there are at once."""

    alive = most = 0

    def __init__(self, number):
        self.number, self.words = number, f'=word {number}, “quoted” "too"\nline'
        Row.alive += 1
        Row.most = max(Row.most, Row.alive)

    def __del__(self):
        Row.alive -= 1


class Rows:
    """Rows that are made when they are asked for."""

    def __init__(self, number):
        self.number = number

    def __len__(self):
        return self.number

    def __iter__(self):
        return map(Row, range(self.number))


def listing(number):
    Row.alive = Row.most = 0
    return Listed(name="things", title="Things", rows=Rows(number), columns=COLUMNS)


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_a_long_list_is_never_held_whole(form):
    written = writing.WRITERS[form](listing(NUMBER), HEAD)
    sizes = [len(piece) for piece in written] if form != "xlsx" else [len(written.read())]
    assert sum(sizes) > 100_000
    assert Row.most <= 2 * BATCH + 2
    if form != "xlsx":
        assert max(sizes) < sum(sizes) / 10


def test_commas_quotes_lines_and_marks_survive():
    listed = listing(600)
    raw = b"".join(writing.csv_of(listed, HEAD)).decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(raw, newline="")))
    assert len(lines) == 601
    assert lines[0] == ["Number", "Words; =more", "Day"]
    assert lines[7] == ["6", '\'=word 6, “quoted” "too"\nline', "2021-05-02"]
    assert raw.count("\r\n") == 601
    told = json.loads(b"".join(writing.json_of(listed, HEAD)))
    assert told["rows"][6] == {"number": 6, "words": '=word 6, “quoted” "too"\nline', "day": "2021-05-02"}
    assert (told["marking"], told["known_by"]) == ("TLP:AMBER+STRICT", "2021-09-01")


def test_a_workbook_says_where_it_comes_from_and_runs_nothing():
    kept = writing.xlsx_of(listing(20), HEAD)
    with zipfile.ZipFile(kept) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
    book = openpyxl.load_workbook(kept)
    assert book.sheetnames == ["Things all 12", "About"]
    about = dict(book["About"].iter_rows(values_only=True))
    assert about["Address"] == "https://example.org/things/?q=1"
    assert about["Filters"] == "Search: =1"
    assert about["Known by"].date() == date(2021, 9, 1)
    assert about["Marking"] == "TLP:AMBER+STRICT"
    kept.close()


def test_the_name_of_a_file_says_list_days_and_marking():
    name = "servanda-things-2021-05-02-known-by-2021-09-01-TLP-AMBER-STRICT.csv"
    assert HEAD.file_name("csv") == name


def test_an_empty_list_is_a_file_too():
    empty = Listed(name="things", title="Things", rows=[], columns=COLUMNS)
    assert json.loads(b"".join(writing.json_of(empty, HEAD)))["rows"] == []
    assert b"".join(writing.csv_of(empty, HEAD)).count(b"\r\n") == 1


def test_rows_in_memory_are_sorted_as_the_address_asks():
    rows = [Row(number) for number in (2, 3, 1)]
    assert [one.number for one in ordered(rows, ["-number"], COLUMNS)] == [3, 2, 1]
    assert sorts(["-words", "day", "none"], COLUMNS, ["number"]) == ["-words"]
    assert sorts(["day"], COLUMNS, ["number"]) == ["number"]
