"""Passages: a text cut at every beginning and end of a citation loses and adds nothing."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import factories
from tracker.publishing import passages

TEXT = "Alpha beta gamma.\n\nDelta epsilon zeta."


def page(text=TEXT, pk=1):
    return SimpleNamespace(pk=pk, number=1, text=text, attachment=SimpleNamespace(sha256="a" * 64))


def cited(start, end, name="F-AAAAAA"):
    finding = SimpleNamespace(start_offset=start, end_offset=end, page_id=1, reference=name)
    return passages.Citation(finding=finding, status=None)


def pieces(marks, text=TEXT):
    shown = passages.shown([page(text)], marks)[0]
    return [piece for block in shown.blocks for piece in block.pieces]


def test_a_citation_cuts_its_paragraph_in_three():
    one = cited(6, 10)
    found = pieces(passages.Marks(citations={1: [one]}))
    assert [piece.text for piece in found] == ["Alpha ", "beta", " gamma.", "Delta epsilon zeta."]
    assert [piece.citation for piece in found] == [None, one, None, None]
    assert (found[1].begins, found[1].ends) == ([one], [one])


def test_overlapping_citations_each_end_where_they_end():
    one, other = cited(0, 10, "F-1"), cited(6, 16, "F-2")
    found = pieces(passages.Marks(citations={1: [one, other]}))
    assert [piece.text for piece in found][:3] == ["Alpha ", "beta", " gamma"]
    assert [piece.ends for piece in found][:3] == [[], [one], [other]]
    assert [piece.begins for piece in found][:3] == [[one], [other], []]


def test_where_passages_overlap_the_narrower_one_is_led_to():
    wide, narrow = cited(0, 16, "F-1"), cited(6, 10, "F-2")
    found = pieces(passages.Marks(citations={1: [wide, narrow]}))
    assert [(piece.text, piece.citation) for piece in found][:3] == [
        ("Alpha ", wide),
        ("beta", narrow),
        (" gamma", wide),
    ]
    assert found[1].citations == [narrow, wide]


def test_a_citation_over_two_paragraphs_ends_once():
    one = cited(11, 24)
    found = pieces(passages.Marks(citations={1: [one]}))
    assert [piece.text for piece in found if piece.citation] == ["gamma.", "Delta"]
    assert sum(len(piece.ends) for piece in found) == 1


def test_the_marked_passage_and_found_words_are_marked():
    found = pieces(passages.Marks(marked=("aaaaaaaaaaaa-1", 0, 5)))
    assert [piece.text for piece in found if piece.marked] == ["Alpha"]


SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6)


@given(st.text(st.sampled_from("ab \n"), max_size=60), SPANS)
def test_whatever_is_cited_the_text_stays_itself(text, spans):
    given_spans = [cited(*sorted(span)) for span in spans if span[0] != span[1]]
    shown = passages.shown([page(text)], passages.Marks(citations={1: given_spans}))[0]
    for block in shown.blocks:
        joined = "".join(piece.text for piece in block.pieces)
        assert text[block.start : block.start + len(joined)] == joined
        assert all(piece.text for piece in block.pieces)


@pytest.mark.django_db
def test_a_passage_is_shown_in_its_context():
    long = "word " * 100
    text_page = factories.TextPageFactory(text=f"{long}HERE {long}")
    finding = factories.FindingFactory(
        report=text_page.attachment.report, page=text_page, start_offset=500, end_offset=504, excerpt="HERE"
    )
    before, passage, after = passages.in_context(finding)
    assert (passage, before[:2], after[-2:]) == ("HERE", "…w", "d…")
    assert len(before) <= passages.AROUND + 1
    by_hand = factories.FindingFactory(excerpt="typed")
    assert passages.in_context(by_hand) == ("", "typed", "")
