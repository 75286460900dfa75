import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.ingestion import text

pytestmark = pytest.mark.once

WORDS = st.text(st.characters(codec="utf-8") | st.sampled_from("\n \t"), max_size=600)


@given(WORDS | WORDS.map(lambda words: words + "\n\n" + words))
def test_places_point_at_their_words_whatever_the_text(page: str) -> None:
    place = 0
    for block in text.paragraphs(page):
        assert block.start >= place
        assert page[block.start : block.end] == block.text
        assert block.text.strip()
        assert not page[place : block.start].strip()
        place = block.end
    assert not page[place:].strip()


def test_a_long_text_is_cut_between_paragraphs() -> None:
    content = "\n\n".join(f"Paragraph {number} " + "word " * 100 for number in range(200))
    found = list(text.cut(content))
    assert len(found) > 4
    assert all(len(page) <= text.PAGE_LENGTH for page in found)
    assert all(page.startswith("Paragraph") for page in found)
    assert "".join("".join(page.split()) for page in found) == "".join(content.split())


@pytest.mark.parametrize("sign", ["x", " ", "\n", "報"])
def test_no_text_is_too_long_to_be_cut(sign: str) -> None:
    found = list(text.cut(sign * 3_000_000))
    assert all(len(page) <= text.PAGE_LENGTH for page in found)
    assert sum(map(len, found)) == (0 if sign.isspace() else 3_000_000)
