"""What is read in a question: words, beginnings, phrases; nonsense asks nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.selectors.search import asking
from tracker.selectors.search.asking import Term

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("asked", "terms"),
    [
        ("Withdrawal of forces", [Term(("withdrawal",), True), Term(("of",)), Term(("forces",), True)]),
        ("TAL-03", [Term(("tal", "03"))]),
        ("R-7K3", [Term(("r", "7k3"), True)]),
        ("of* 塔利班", [Term(("of",), True), Term(("塔", "利", "班"))]),
        ('"all forces" left', [Term(("all", "forces"), quoted=True), Term(("left",), True)]),
        ("“all forces” «in full»", [Term(("all", "forces"), quoted=True), Term(("in", "full"), quoted=True)]),
        ('left "all forc', [Term(("left",), True), Term(("all", "forc"), quoted=True)]),
        ('"" "', []),
        ("left left LEFT", [Term(("left",), True)]),
        ("- * ? \x00", []),
    ],
)
def test_terms(asked: str, terms: list[Term]) -> None:
    assert list(asking.read(asked).terms) == terms


def test_the_phrase_keeps_every_word() -> None:
    assert asking.read("left left “he left”").phrase == ("left", "left", "he", "left")


def test_a_long_question_is_cut_and_says_so() -> None:
    assert not asking.read("a b c").cut
    assert asking.read("a" * 5000).cut
    long = asking.read(" ".join(f"w{number}" for number in range(20)))
    assert (len(long.terms), long.cut) == (asking.MOST_TERMS, True)
    assert sum(len(term.words) for term in asking.read("a-" * 90).terms) <= asking.MOST_WORDS


@given(st.text(max_size=500))
def test_anything_can_be_read(asked: str) -> None:
    question = asking.read(asked)
    assert all(term.words for term in question.terms)
    assert len(question.phrase) >= len(question.terms)
