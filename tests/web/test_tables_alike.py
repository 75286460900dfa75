"""Screen, files and programs say the same of every list, cell by cell, on three pairs of days of the
demonstration, however it is filtered and sorted."""

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

import openpyxl
import pytest
from django.db import transaction
from django.utils import timezone
from lxml import html
from pytest_django.plugin import DjangoDbBlocker

from tests.ingestion.test_demo import AT
from tests.web.lists_told import (
    NOTHING,
    as_file,
    as_person,
    from_api,
    in_workbook,
    on_screen,
    spaced,
    text_of,
)
from tracker.ingestion.demo import load
from tracker.models import User
from tracker.publishing import figures
from tracker.publishing.lists import agreements, changes, commitments, parties, reports, rulings, sources
from tracker.services import tokens

PAIRS = (
    {"as_of": "2020-07-14"},
    {"as_of": "2021-05-02", "known_by": "2021-09-01"},
    {"as_of": "2021-09-01"},
)
LISTS = {
    "commitments": (
        commitments,
        {"column": commitments.KEYS},
        {"kind": ["ACT", "METRIC"], "sort": "-due", "column": ["due", "progress", "weight"]},
        {
            "agreement": "doha-2020",
            "q": "release",
            "sort": ["theme", "-code"],
            "column": ["theme", "findings"],
        },
    ),
    "agreements": (agreements, {}, {"kind": "resolution"}, {"sort": "-counts"}),
    "parties": (parties, {}, {"duties": "some", "sort": "-counts"}, {"kind": "state", "sort": "headline"}),
    "reports": (reports, {}, {"sort": ["source", "-published"]}, {"q": "prisoners", "sort": "title"}),
    "sources": (sources, {}, {"sort": "-reports"}, {"q": "nations", "sort": "reliability"}),
}
pytestmark = [pytest.mark.once, pytest.mark.django_db]


@pytest.fixture(scope="module", autouse=True)
def demonstration(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Load it once; everything is rolled back when the file is done."""
    with django_db_blocker.unblock(), transaction.atomic():
        load.load(with_password=True, at=AT)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def reader(client):
    person = User.objects.get(username="analyst")
    client.force_login(person)
    return person


@pytest.fixture
def key(reader):
    return tokens.create(user=reader, name="test", by=reader, at=timezone.now())[1]


@pytest.mark.parametrize("days", PAIRS, ids=lambda pair: "-".join(pair.values()))
@pytest.mark.parametrize("name", [*LISTS, "changes", "rulings"])
def test_files_and_programs_are_told_the_same(client, reader, key, name, days):
    beside = {"changes": ({}, {"agreement": "doha-2020"}), "rulings": ({},)}
    for variant in beside.get(name) or LISTS[name][1:]:
        asked = {**variant, **days}
        told = json.loads(as_file(client, name, "json", asked))
        columns, rows = told["columns"], told["rows"]
        head, answered = from_api(client, key, name, asked)
        assert answered == rows
        assert head["columns"] == columns
        for part in ("list", "filters", "as_of", "known_by", "marking", "total", "method", "present"):
            assert head[part] == told[part], part
        assert (told["as_of"], told["known_by"]) == (days["as_of"], days.get("known_by", days["as_of"]))
        assert told["total"] == len(rows)

        if variant is not (beside.get(name) or LISTS[name][1:])[-1]:
            continue  # what writes the other files knows neither filters nor order

        raw = as_file(client, name, "csv", asked)
        assert raw.startswith(b"\xef\xbb\xbf")
        lines = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
        assert lines[0] == [column["label"] for column in columns]
        assert lines[1:] == [[as_person(one, row[one["key"]]) for one in columns] for row in rows]

        book = openpyxl.load_workbook(io.BytesIO(as_file(client, name, "xlsx", asked)))
        sheet, about = book.worksheets
        cells = [list(line) for line in sheet.iter_rows(values_only=True)]
        assert cells[0] == lines[0]
        assert cells[1:] == [[in_workbook(one, row[one["key"]]) for one in columns] for row in rows]
        assert sheet.freeze_panes == "A2"
        said = dict(about.iter_rows(values_only=True))
        assert said["As of"].date() == date.fromisoformat(told["as_of"])
        assert (said["Marking"], said["Rows"], said["Method"]) == (
            told["marking"],
            told["total"],
            told["method"],
        )


@pytest.mark.parametrize("days", PAIRS, ids=lambda pair: "-".join(pair.values()))
@pytest.mark.parametrize("name", LISTS)
def test_the_screen_shows_what_files_hold(client, reader, name, days):
    noun, *variants = LISTS[name]
    seen = 0
    for asked in variants:
        asked = {**asked, **days}
        told = json.loads(as_file(client, name, "json", asked))
        headings, shown = on_screen(client, name, asked)
        own = [column for column in noun.COLUMNS if column.key in {one["key"] for one in told["columns"]}]
        places = {column.key: place for place, column in enumerate(one for one in own if not one.within)}
        assert len(shown) == len(told["rows"])
        if shown:
            assert [re.sub(" then$", " today", one) for one in headings] == [
                str(column.label) for column in own if not column.within
            ]
        for row, cells in zip(told["rows"], shown, strict=True):
            for column in own:
                cell = cells[places[column.within or column.key]]
                assert shows(column, row, cell), (column.key, row[column.key], text_of(cell))
                seen += 1
    assert seen > 20


def shows(column, row, cell):
    """Whether a cell of the screen says what a file holds in a column."""
    value, text = row[column.key], text_of(cell)
    if column.key in SPECIAL:
        return SPECIAL[column.key](value, text, row)
    if value is None:
        return bool(column.within) or text.startswith(NOTHING)
    if column.key in ("key", "agreement_key"):
        return str(value) in html.tostring(cell, encoding="unicode")
    if column.kind == "boolean":
        return (str(column.label).lower() in text.lower()) == value
    if column.kind == "integer":
        return figures.number(value) in text
    if column.kind == "per_mille":
        return figures.per_mille(value, whole=True).replace("\u00a0", " ") in text
    if column.kind == "day":
        return figures.day(date.fromisoformat(value), row.get("precision", "day")) in text
    return spaced(str(column.worded(value))) in text


def counted(value, text, row):
    """Duties by status: each number with its word, and no other."""
    return value == sum(number for key, number in row.items() if key.startswith("n_"))


SPECIAL = {
    "counts": counted,
    "precision": lambda value, text, row: True,  # part of how the day is written
    "days_late": lambda value, text, row: (
        ("late" in text) == bool(value) and (not value or f"{figures.number(value)} day" in text)
    ),
    "overturned": lambda value, text, row: text == ("–" if value is None else f"{value} of {row['decided']}"),
    "decided": lambda value, text, row: True,  # the second number of the same cell
    "lead": lambda value, text, row: text.startswith("–" if value is None else figures.signed(value)),
    "last_duties": lambda value, text, row: (
        value is None or ("one duty" if value == 1 else f"{value} duties") in text
    ),
    "coverage": lambda value, text, row: not value or figures.per_mille(value, whole=True)[:-2] in text,
    "score": lambda value, text, row: (
        value is None or figures.per_mille(value, whole=True).replace("\u00a0", " ") in text
    ),
    **{
        f"n_{status.lower()}": lambda value, text, row, word=word: (
            not value or f"{figures.number(value)} {word}" in text
        )
        for status, word in dict(commitments.STATUSES).items()
    },
}


@pytest.mark.parametrize("days", PAIRS, ids=lambda pair: "-".join(pair.values()))
def test_the_log_of_changes_shows_what_files_hold(client, reader, days):
    told = json.loads(as_file(client, "changes", "json", days))
    shown, page = [], 1
    while True:
        screen = html.fromstring(client.get("/changes/", {**days, "page": page}).content)
        shown += screen.xpath("//ol[@class='sv-hist']/li")
        if not screen.xpath("//a[@rel='next']"):
            break
        page += 1
    assert len(shown) == told["total"] > 10
    words = {column.key: column for column in changes.COLUMNS}
    for row, line in zip(told["rows"], shown, strict=True):
        text = text_of(line)
        assert figures.day(date.fromisoformat(row["day"])) in text
        for key in ("code", "title", "agreement"):
            assert row[key] in text
        for key in ("from", "to"):
            assert str(words[key].worded(row[key])) in text
        assert ("backfill" in text) == row["backfill"]
        assert row["why"] is None or spaced(row["why"]) in text


def test_one_commitment_says_what_its_page_and_its_row_say(client, reader, key):
    for days in PAIRS:
        rows = json.loads(as_file(client, "commitments", "json", {**days, "column": commitments.KEYS}))[
            "rows"
        ]
        for row in rows[::4]:
            path = f"{row['agreement_key']}/{row['code']}/"
            answer = client.get(
                f"/api/v1/commitments/{path}", days, headers={"Authorization": f"Bearer {key}"}
            ).json()
            assert answer["commitment"] == row
            result = answer["result"]
            assert (result["status"], result["late"]) == (row["status"], row["late"])
            used = [one["reference"] for one in answer["evidence"]]
            assert used == [*result["used_for"], *result["used_against"]]
            page = text_of(html.fromstring(client.get(f"/commitments/{path}", days).content))
            for reason in answer["reasons"]:
                # As a balance; with duties as links.
                drawn = reason["code"] in ("WEIGHT", "CONFLICT") or "\u2068" in reason["sentence"]
                assert drawn or spaced(reason["sentence"]) in page


def test_a_file_holds_more_than_a_page(client, reader):
    shown = on_screen(client, "reports", {})[1]
    told = json.loads(as_file(client, "reports", "json", {"per_page": "25", "page": "2"}))
    assert told["total"] == len(shown) > 25


def test_moments_are_in_the_readers_zone(client, reader):
    User.objects.filter(pk=reader.pk).update(time_zone="Asia/Kabul")
    made = datetime.fromisoformat(json.loads(as_file(client, "parties", "json", {}))["made_at"])
    assert made.utcoffset().total_seconds() == 4.5 * 3600
    assert abs((made.astimezone(UTC) - timezone.now()).total_seconds()) < 3600
    assert rulings.COLUMNS[8].kind == "moment"
