"""How often the right duty is among the five suggested; the stated figures are in docs/decisions/0017."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.ingestion.suggesting import measuring
from tracker.ingestion.demo.evidence import file_reports
from tracker.ingestion.demo.register import registers
from tracker.ingestion.demo.texts import file_agreements
from tracker.ingestion.suggesting import keeping, suggest
from tracker.ingestion.suggesting.ranking import Index
from tracker.models import Audience, Commitment, Finding, User
from tracker.selectors import suggesting
from tracker.selectors.suggesting import Described

AT = datetime(2026, 1, 15, 9, 0, tzinfo=UTC)
FIGURES = Path(__file__).parents[3] / "docs" / "decisions" / "0017-suggesting-duties.md"
pytestmark = [pytest.mark.once, pytest.mark.django_db]


@pytest.fixture(scope="module", autouse=True)
def demonstration(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Its agreements and reports, not assessed; everything is rolled back when the file is done."""
    with django_db_blocker.unblock(), transaction.atomic():
        known = registers(with_password=False, at=AT)
        file_reports(known, file_agreements(known, at=AT), at=AT)
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def described(demonstration: None, django_db_blocker: DjangoDbBlocker) -> list[Described]:
    with django_db_blocker.unblock():
        return suggesting.described(Audience.objects.get(level=4, team_key=""))


def stated(what: str) -> float:
    """A figure of the decision record."""
    found = re.search(rf"^\| {re.escape(what)} \|.*\| (0\.\d+) \|$", FIGURES.read_text("utf-8"), re.MULTILINE)
    assert found, f"docs/decisions/0017 states no figure for “{what}”"
    return float(found[1])


def test_the_demonstration_is_a_set_worth_measuring(described: list[Described]) -> None:
    assert len(described) == 26
    passages = measuring.accepted()
    assert len(passages) >= 100
    assert {code for one in passages for code in one.on} >= {"USG-01", "TAL-03", "SCR-03", "USG-09", "ALL-01"}


def test_a_passage_left_out_is_in_no_index(described: list[Described]) -> None:
    quote = "Between 400 and 600 armed al-Qaeda operatives are in Afghanistan"
    holders = [one for one in described if quote in one.quotes]
    assert len(holders) == 2
    for one in measuring.without(described, quote):
        assert quote not in one.quotes
        assert not any(quote in text for texts in one.texts.values() for text in texts)
    assert all(quote in one.quotes for one in holders), "the original is left as it is"


def test_recall_on_the_demonstration(described: list[Described]) -> None:
    answers = list(measuring.leaving_out(described, measuring.accepted()))
    alone = measuring.recall([(one, codes) for one, codes, _near in answers])
    around = measuring.recall([(one, codes) for one, _alone, codes in answers])
    print(f"\nRecall at 5, demonstration: {around:.3f} with what stands around, {alone:.3f} without")
    assert around >= 0.9
    assert around >= stated("the demonstration, each passage left out, with what stands around it") - 0.02
    assert alone >= stated("the demonstration, each passage left out, alone") - 0.02


def test_recall_on_passages_no_index_was_built_from(described: list[Described]) -> None:
    index = Index(described)
    answers = [(one, measuring.suggested(index, one)) for one in measuring.unseen()]
    recall = measuring.recall(answers)
    first = sum(codes[:1] != [] and codes[0] in one.on for one, codes in answers) / len(answers)
    print(f"\nRecall at 5, unseen passages: {recall:.3f}; the first is right: {first:.3f} of {len(answers)}")
    assert recall >= stated("passages no index was built from") - 0.05


def test_the_unseen_passages_stand_in_no_report_and_name_known_duties() -> None:
    passages = measuring.unseen()
    assert len(passages) >= 40
    codes = set(Commitment.objects.values_list("code", flat=True))
    quoted = set(Finding.objects.values_list("excerpt", flat=True))
    for one in passages:
        assert set(one.on) <= codes
        assert one.text not in quoted
    assert {code for one in passages for code in one.on} == codes, "each duty has its passage"


def test_a_reader_of_the_demonstration_is_shown_the_words_that_match() -> None:
    keeping.forget()
    analyst = User.objects.get(username="analyst")
    found = suggest(analyst, "about 400 to 600 armed operatives of al-Qaeda are hosted")
    assert {"TAL-03", "TAL-05"} <= {one.commitment.code for one in found}
    first = found[0]
    assert {"operatives", "armed"} <= set(first.matched)
    assert suggesting.Place.PASSAGE in first.where
