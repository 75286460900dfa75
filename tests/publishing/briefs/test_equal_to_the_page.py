"""A brief says what the page says: figures, sentences, rows, at three pairs of days of the demonstration."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from tests.publishing.briefs.reading import text_of
from tracker.ingestion.demo import load
from tracker.models import Agreement, Party, User
from tracker.models.choices import STATUSES, BriefKind
from tracker.publishing import figures
from tracker.publishing.briefs import content, subject, typesetting
from tracker.publishing.briefs.wording import MARKS

AT = datetime(2025, 11, 20, 12, 0, tzinfo=UTC)
WORDS = dict(STATUSES)
ALL = ("likelihood", "confidence", "due", "obligor")  # columns
PAIRS = [
    (date(2020, 7, 14), date(2020, 7, 14)),
    (date(2021, 5, 2), date(2021, 9, 1)),
    (date(2021, 9, 1), date(2021, 9, 1)),
]
pytestmark = [pytest.mark.once, pytest.mark.django_db, pytest.mark.usefixtures("brief_fonts")]


@pytest.fixture(scope="module", autouse=True)
def demonstration(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Load it once; everything is rolled back when the file is done."""
    with django_db_blocker.unblock(), transaction.atomic():
        load.load(with_password=False, at=AT)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def reader():
    return User.objects.get(username="manager")


def query(as_of, known_by):
    return {"as_of": as_of.isoformat(), "known_by": known_by.isoformat()}


def page(reader, path, as_of, known_by, **more):
    """What a page was made from."""
    client = Client()
    client.force_login(reader)
    response = client.get(path, query(as_of, known_by) | more)
    assert response.status_code == 200
    return response.context


def brief(reader, kind, as_of, known_by, **about):
    """The text of a brief, and its data."""
    scope = subject.Scope(
        reader=reader, kind=kind, as_of=as_of, known_by=known_by, today=timezone.localdate(), **about
    )
    imprint = content.Imprint(reference="B-TEST00", made_at=AT, checkpoint=None)
    said = content.content(scope, imprint, step=lambda words, done_pm: None)
    return text_of(typesetting.typeset(said.data, at=AT).content), said


def plain(words):
    return " ".join(str(words).translate(MARKS).split())


@pytest.mark.parametrize(("as_of", "known_by"), PAIRS, ids=str)
def test_the_brief_of_an_agreement_says_what_its_page_says(reader, as_of, known_by):
    agreement = Agreement.objects.get(slug="doha-2020")
    shown = page(reader, f"/agreements/{agreement.slug}/", as_of, known_by)
    text, said = brief(reader, BriefKind.AGREEMENT, as_of, known_by, agreement=agreement)
    roll_up = shown["roll_up"]
    for sentence in shown["lead"]:
        assert plain(sentence) in text
    for status, number in roll_up.counts.items():
        assert f"{WORDS[status]} {figures.number(number)}" in text
    done = figures.per_mille(roll_up.implementation_pm, whole=True)
    judged = figures.per_mille(roll_up.coverage_pm, whole=True)
    assert plain(f"{done} done, of the {judged} we can judge") in text
    listed = {row["code"]: row for group in said.data["duties"] for row in group["rows"]}
    assert set(listed) == {line.commitment.code for line in shown["lines"]}
    for line in shown["lines"]:
        row = listed[line.commitment.code]
        assert row["status"]["code"] == line.status
        assert row["status"]["late"] == line.standing.late
        ends = [figures.day(line.done_on)] if line.done_on else [figures.day(line.due_on)] * bool(line.due_on)
        assert all(end in row["due"] for end in ends)
        cells = (line.commitment.code, plain(line.commitment.title), WORDS[line.status], row["due"])
        assert all(plain(cell) in text for cell in cells)
    assert _months(said.data["heat"]) == {
        line.commitment.code: [(cell.status or "", cell.width) for cell in cells]
        for _name, rows in shown["heat"].groups
        for line, cells in rows
    }


def in_file(reader, path, as_of, known_by, **more):
    """The rows of a list as its file holds them, and the words the file has for codes."""
    client = Client()
    client.force_login(reader)
    response = client.get(path, query(as_of, known_by) | more | {"format": "json"})
    told = json.loads(b"".join(response.streaming_content))
    return told["rows"], {column["key"]: column.get("words", {}) for column in told["columns"]}


def told_the_same(row, cells, words, text):
    """Whether a row of a brief says what a row of a file does, in the document too."""
    status = row["status"]["word"] if row["status"] else None
    assert status == words["status"].get(cells["status"])
    assert bool(row["status"] and row["status"]["late"]) == bool(cells["late"])
    assert (row["confidence"] or {}).get("words") == words["confidence"].get(cells["confidence"])
    assert plain(row["owed_by"]) == (cells["obligor"] or "")
    late = cells["days_late"]
    wanted = f"{figures.number(late)} {'day' if late == 1 else 'days'} late" if late else ""
    assert row["due"].endswith(wanted)
    assert ("late" in row["due"]) == bool(late)
    shown = (cells["code"], cells["title"], status or "", row["due"], row["owed_by"])
    assert all(plain(one) in text for one in shown)


@pytest.mark.parametrize(("as_of", "known_by"), PAIRS, ids=str)
def test_the_table_of_a_brief_is_that_of_the_file(reader, as_of, known_by):
    agreement = Agreement.objects.get(slug="doha-2020")
    text, said = brief(reader, BriefKind.AGREEMENT, as_of, known_by, agreement=agreement)
    listed = {row["code"]: row for group in said.data["duties"] for row in group["rows"]}
    told, words = in_file(reader, "/commitments/", as_of, known_by, agreement=agreement.slug, column=ALL)
    assert set(listed) == {cells["code"] for cells in told}
    for cells in told:
        told_the_same(listed[cells["code"]], cells, words, text)
    (own,) = [row for row in in_file(reader, "/agreements/", as_of, known_by)[0] if row["key"] == "doha-2020"]
    assert said.data["headline"]["word"] in text
    assert {one["code"]: one["count"] for one in said.data["counts"]["rows"]} == counted(own)


@pytest.mark.parametrize(("as_of", "known_by"), PAIRS, ids=str)
@pytest.mark.parametrize("slug", ["united-states", "taliban"])
def test_the_brief_of_a_party_says_what_its_page_and_the_files_say(reader, slug, as_of, known_by):
    party = Party.objects.get(slug=slug)
    shown = page(reader, f"/parties/{slug}/", as_of, known_by)
    text, said = brief(reader, BriefKind.PARTY, as_of, known_by, party=party)
    for sentence in shown["lead"]:
        assert plain(sentence) in text
    told, words = in_file(reader, "/commitments/", as_of, known_by, obligor=slug, column=ALL)
    groups = {group["name"]: {row["code"]: row for row in group["rows"]} for group in said.data["duties"]}
    owes, owed = groups["What it owes"], groups.get("What it is owed", {})
    assert set(owes) == {cells["code"] for cells in told}
    assert set(owed) == {line.commitment.code for group in shown["owed"] for line in group.lines}
    for cells in told:
        told_the_same(owes[cells["code"]], cells, words, text)
    (own,) = [row for row in in_file(reader, "/parties/", as_of, known_by)[0] if row["key"] == slug]
    assert {one["code"]: one["count"] for one in said.data["counts"]["rows"]} == counted(own)


def counted(cells):
    """How many duties a row of a file counts by status, as a brief writes it."""
    return {
        key.removeprefix("n_").upper(): figures.number(number)
        for key, number in cells.items()
        if key.startswith("n_") and number
    }


@pytest.mark.parametrize(("as_of", "known_by"), PAIRS, ids=str)
def test_its_changes_are_those_of_the_page(reader, as_of, known_by):
    agreement = Agreement.objects.get(slug="doha-2020")
    text, said = brief(
        reader, BriefKind.PERIOD, as_of, known_by, agreement=agreement, changed_from=date(2020, 1, 1)
    )
    shown = page(reader, "/changes/", as_of, known_by, agreement="doha-2020")
    rows = [one.change for one in shown["changes"]]
    assert [row["code"] for row in said.data["changes"]][: len(rows)] == [one.commitment.code for one in rows]
    for change in rows:
        assert figures.day(change.effective_on) in text
    assert all(reference in text for row in said.data["changes"] for reference in row["findings"])


@pytest.mark.parametrize(("as_of", "known_by"), PAIRS, ids=str)
def test_the_brief_of_a_duty_says_what_its_page_says(reader, as_of, known_by):
    agreement = Agreement.objects.get(slug="doha-2020")
    duty = agreement.commitments.get(code="USG-01")
    answer = page(reader, f"/commitments/doha-2020/{duty.code}/", as_of, known_by)["answer"]
    text, said = brief(reader, BriefKind.COMMITMENT, as_of, known_by, commitment=duty, agreement=agreement)
    assert str(WORDS[answer.result.status]) in text
    for reason in answer.why.reasons:
        assert plain(reason.text) in text
    assert plain(answer.chart.title) in text
    assert {row["reference"] for row in said.data["values"][0]["rows"]} == {
        row.finding.reference for row in answer.chart.rows
    }
    counts = {*answer.result.used_for, *answer.result.used_against}
    assert counts == {one["reference"] for group in said.data["evidence"] for one in group["findings"]}
    assert all(reference in text for reference in counts)
    digests = [file["sha256"] for source in said.data["sources"] for file in source["originals"]]
    assert digests
    assert all(digest in text for digest in digests)


def test_the_sample_for_templates_has_what_a_real_brief_has(reader):
    from tracker.publishing.briefs import checking

    agreement = Agreement.objects.get(slug="doha-2020")
    _text, said = brief(reader, BriefKind.AGREEMENT, *PAIRS[1], agreement=agreement)
    sample = checking.sample()
    assert set(sample) == set(said.data)
    assert set(sample["labels"]) == set(said.data["labels"])
    for name in ("changes", "evidence", "sources", "values", "about"):
        assert set(sample[name][0]) == set(said.data[name][0]), name
    assert set(sample["duties"][0]["rows"][0]) == set(said.data["duties"][0]["rows"][0])
    assert set(sample["evidence"][0]["findings"][0]) == set(said.data["evidence"][0]["findings"][0])


def _months(heat):
    return {
        row["code"]: [(cell["code"], cell["width"]) for cell in row["cells"]]
        for group in heat["groups"]
        for row in group["rows"]
    }
