"""The same results in the same order on both databases: a list written down, and a plain search beside it."""

import random
from datetime import date, timedelta

import pytest

from tests import factories
from tests.selectors.search import naive
from tracker.models import SearchEntry, SearchText
from tracker.selectors.search import asking, finding
from tracker.selectors.search.sight import Narrowing
from tracker.services import search

pytestmark = pytest.mark.django_db
DAY = date(2020, 6, 1)


@pytest.fixture
def reader():
    return factories.UserFactory(level=4)


def document(reference, title, *pages, days=0):
    report = factories.ReportFactory(
        reference=reference, title=title, published_on=DAY + timedelta(days=days)
    )
    attachment = factories.AttachmentFactory(report=report)
    for text in pages:
        factories.TextPageFactory(attachment=attachment, text=text)
    search.refresh(report)
    search.refresh(attachment)
    return report


def found(reader, asked, **by):
    """References and pages, as they are found."""
    places = finding.find(reader, asking.read(asked), Narrowing(**by)).places
    entries = SearchEntry.objects.in_bulk([place.entry for place in places])
    return [(entries[place.entry].reference, entries[place.entry].number) for place in places]


@pytest.fixture
def library(reader):
    document("R-AAAAAA", "Withdrawal of forces", "Nothing here.", days=1)
    document(
        "R-BBBBBB", "A release", "All forces left; the withdrawal is over.", "Withdrawal of forces.", days=5
    )
    document("R-CCCCCC", "Forces: the withdrawal", "Nothing of that.", days=3)
    document("R-DDDDDD", "On the same day", "They withdraw. The withdrawals went on.", days=5)
    document("R-EEEEEE", "Another", "Forces stay.", days=9)
    document("R-FFFFFF", "نیروها", "خروج نیروهای خارجی از ۱۲۰۰۰ به 8,600", days=2)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        # Title and phrase; title; phrase; all the words, the newest first; two of three; one of three.
        (
            "withdrawal of forces",
            ["AAAAAA 0", "BBBBBB 2", "BBBBBB 1", "CCCCCC 0", "EEEEEE 1", "DDDDDD 1", "CCCCCC 1"],
        ),
        ("withdrawal", ["CCCCCC 0", "AAAAAA 0", "BBBBBB 1", "BBBBBB 2", "DDDDDD 1"]),
        ("withdraw", ["CCCCCC 0", "AAAAAA 0", "DDDDDD 1", "BBBBBB 1", "BBBBBB 2"]),
        ('"withdraw"', ["DDDDDD 1"]),
        ('"withdrawal of" forces', ["AAAAAA 0", "BBBBBB 2"]),
        ("of", ["AAAAAA 0", "BBBBBB 2", "CCCCCC 1"]),
        ("R-BBBBBB", ["BBBBBB 0"]),
        ("r-bbb", ["BBBBBB 0"]),
        ("۸۶۰۰", ["FFFFFF 1"]),
        ("نيروهاي", ["FFFFFF 1"]),
        ("نیرو", ["FFFFFF 0", "FFFFFF 1"]),
        ("nowhere", []),
    ],
)
def test_the_order(reader, library, asked, expected):
    assert [f"{reference[2:]} {number}" for reference, number in found(reader, asked)] == expected


def test_a_phrase_does_not_go_on_from_a_code_into_a_title(reader):
    document("R-GGGGGG", "Bases left")
    assert found(reader, '"gggggg bases"') == []
    assert found(reader, '"bases left"') == [("R-GGGGGG", 0)]


def test_a_plain_search_finds_the_same_in_the_same_order(reader):
    rng = random.Random(20200229)
    words = ["ma", "mali", "malik", "mali s", "tor", "torkham", "of", "12,000", "qa'ida", "نیرو", "塔利", "é"]
    for number in range(40):
        pages = [" ".join(rng.choices(words, k=rng.randint(1, 9))) for _ in range(rng.randint(0, 3))]
        title = " ".join(rng.choices(words, k=rng.randint(1, 4)))
        document(f"R-{number:06d}", title, *pages, days=rng.randrange(4))
    texts = list(SearchText.objects.select_related("entry"))
    for _ in range(150):
        asked = " ".join(rng.choices([*words, "tor*", "mal", "o"], k=rng.randint(1, 4)))
        if rng.random() < 0.3:
            asked = f'"{asked}" {rng.choice(words)}'
        assert found(reader, asked) == naive.order(texts, asking.read(asked))[: finding.MOST], asked


def test_what_is_cut_is_the_beginning_of_all(reader, monkeypatch):
    rng = random.Random(7)
    for number in range(30):
        document(f"R-{rng.randrange(10**6):06d}", f"Mali {number}", "mali tor", "tor", days=rng.randrange(3))
    for asked in ("mali", "tor", "mali tor", "tor mali", '"mali tor"'):
        everything = found(reader, asked)
        for most in (1, 2, 7, 20):
            monkeypatch.setattr(finding, "MOST", most)
            few = finding.find(reader, asking.read(asked))
            assert (len(few.places), few.more) == (min(most, len(everything)), len(everything) > most)
            assert found(reader, asked) == everything[:most], (asked, most)
            monkeypatch.undo()
