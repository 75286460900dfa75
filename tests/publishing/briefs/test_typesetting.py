"""Data set as pages: nothing of it is source, nothing else is reached, every page is marked, limits speak."""

import copy
from datetime import UTC, datetime

import pytest
from django.utils import translation

from tests.publishing.briefs.reading import pages_of, place_of, text_of
from tracker.publishing.briefs import checking, typesetting
from tracker.services.refusals import Refused

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("brief_fonts")]
AT = datetime(2021, 9, 1, 12, 0, tzinfo=UTC)
PARTS = '#import "parts.typ": *\n'


@pytest.fixture
def data():
    return copy.deepcopy(checking.sample())


def test_the_built_in_template_sets_every_part_and_marks_every_page(data):
    data["marking"] = {"label": "TLP:AMBER+STRICT", "colour": "#ffc000", "teams": ""}
    data["evidence"] *= 12
    document = typesetting.typeset(data, at=AT)
    pages = pages_of(document.content)
    assert len(pages) == document.pages > 2
    assert all("TLP:AMBER+STRICT" in page for page in pages)
    assert all(f"Page {number} of {document.pages}" in page for number, page in enumerate(pages, start=1))
    assert all(data["reference"] in page for page in pages)
    for name in ("changes", "months", "values", "evidence", "sources", "rulings", "checkpoint", "agreements"):
        assert data["labels"][name] in " ".join(pages), name


@pytest.mark.parametrize(
    "words",
    ['#read("/etc/passwd")', "*bold* _it_ $x^2$ = Heading", '"] #panic("out") [', '#import "parts.typ": *'],
)
def test_what_people_wrote_is_never_source(data, words):
    data["title"] = data["plain_title"] = words
    data["evidence"][0]["findings"][0]["quote"] = words
    said = text_of(typesetting.typeset(data, at=AT).content)
    assert said.count(words) == 2


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('#read("/etc/passwd")', "line 2.*not found"),
        ('#read("../../../settings.py")', "line 2"),
        ('#import "@preview/cetz:0.3.0": canvas', "line 2"),
        ("#let a = 1\n\n#a.b.c", "line 4"),
        ("#for i in range(10000000) [#pagebreak() x]", "more time or memory"),
        ("#let f(n) = f(n + 1)\n#f(0)", "mistake|more time or memory"),
        ("#set page(header: none)\n= #data.title", "leaves the marking out on page"),
        ("#for i in range(700) [#pagebreak() x]", "more than 600"),
    ],
)
def test_a_template_that_cannot_be_set_is_refused_in_a_sentence(source, said):
    with pytest.raises(Refused, match=said) as refused:
        checking.check(PARTS + source, at=AT)
    assert str(refused.value).endswith(".")


def test_a_template_of_ones_own_is_given_the_data_and_the_parts(data):
    document = checking.check(PARTS + "= #data.title\n#badge(data.duties.first().rows.first().status)", at=AT)
    assert data["plain_title"] in text_of(document.content)
    assert document.pages == 1


def test_more_than_fits_a_brief_is_refused_before_it_is_set(data):
    data["sentences"] = ["A long sentence." * 500_000]
    with pytest.raises(Refused, match="more to say than fits"):
        typesetting.typeset(data, at=AT)


def test_missing_fonts_are_a_sentence(data, settings, tmp_path):
    settings.FONTS_DIR = tmp_path
    with pytest.raises(Refused, match="fonts of briefs are missing"):
        typesetting.typeset(data, at=AT)


def test_right_to_left_mirrors_the_page_and_keeps_codes_and_digits(data):
    with translation.override("fa"):
        data |= {"direction": "rtl", "language": "fa", "sentences": ["از ۲۲ تعهد، ۴ نقض‌شده."]}
        data["changes"][0]["day"] = "۲ می ۲۰۲۱"
        document = typesetting.typeset(data, at=AT)
    mirrored, plain = document.content, typesetting.typeset(checking.sample(), at=AT).content
    assert place_of(plain, "TLP:") < 0.2
    assert place_of(mirrored, "TLP") > 0.6
    assert place_of(mirrored, data["reference"][2:]) < 0.4
    said = text_of(mirrored)
    assert "۲ می ۲۰۲۱" in said
    assert "از ۲۲ تعهد" in said
    # The numbers of pages are in the reader's digits.
    last = "۰۱۲۳۴۵۶۷۸۹"[document.pages]
    assert f"{last} of {last}" in said


def test_the_same_data_is_the_same_file(data):
    assert typesetting.typeset(data, at=AT) == typesetting.typeset(data, at=AT)
