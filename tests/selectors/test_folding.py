"""Words as they are looked for: case, marks, scripts, figures, apostrophes; and where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.selectors import folding

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Taliban's FORCES", "the taliban s forces"),
        ("TAL-03, F-7K3Q9D; doha-2020", "tal 03 f 7k3q9d doha 2020"),
        ("Ünïcødé STRASSE straße ﬁn Łódź", "unicode strasse strasse fin lodz"),
        ("Al-Qa’ida, al-Qaʼida, Al-Qaida, O'Brien", "al qaida al qaida al qaida obrien"),
        ("l'accord qu’il d’abord", "l accord qu il d abord"),
        ("12,000 men; 8,600; 2019,2020; 1,2,3", "12000 men 8600 2019 2020 1 2 3"),
        ("كِتَابٌ كتــاب كتاب کتاب", "كتاب كتاب كتاب كتاب"),
        ("یک علی على علي", "يك علي علي علي"),
        ("۱۲۳ ١٢٣ 123 １２３", "123 123 123 123"),
        ("می‌روم میروم", "ميروم ميروم"),
        ("مؤسسة أحمد آب", "موسسه احمد اب"),
        ("塔利班 テ", "塔 利 班 テ"),
        ("हिन्दी में", "हिन्दी में"),
        ("a_b a.b a/b a\x00b a\u00adb a\u200bb", "a b a b a b a b ab ab"),
        ("", ""),
        ("' , - ’’ \ud800", ""),
    ],
)
def test_words(text: str, words: str) -> None:
    assert folding.joined(text) == words


@given(st.text(max_size=200))
def test_words_are_found_where_they_stand(text: str) -> None:
    placed = list(folding.placed(text))
    assert [word.folded for word in placed] == folding.words(text)
    assert all(0 <= word.start < word.end <= len(text) for word in placed)
    for word in placed:
        if len(word.folded) < folding.LONGEST:
            assert folding.joined(text[word.start : word.end]).replace(" ", "") == word.folded


@given(st.text(max_size=200))
def test_folding_again_changes_nothing(text: str) -> None:
    folded = folding.joined(text)
    assert folding.joined(folded) == folded


@given(st.text(max_size=200))
def test_words_hold_nothing_that_a_query_could_take_for_its_own(text: str) -> None:
    for word in folding.words(text):
        assert word
        assert len(word) <= folding.LONGEST
        assert not any(one.isascii() and not one.isalnum() for one in word), word
