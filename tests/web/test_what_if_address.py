"""A scratch copy survives its address; whatever stands there is read or answered in a sentence."""

from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from tracker.assessment import Bound, Credibility, Interest, Reliability
from tracker.selectors.imagined import Imagined, Scratch
from tracker.services.parameters import ASCENDING, NUMBERS, limits
from tracker.web.what_if import address

pytestmark = pytest.mark.once

grades = st.builds(
    lambda one, two: one.value + two.value, st.sampled_from(Reliability), st.sampled_from(Credibility)
)
references = st.from_regex(r"\AF-[0-9A-HJKMNP-TV-Z]{6}\Z")
codes = st.text(st.characters(min_codepoint=32, exclude_categories=("Cs", "Cc")), min_size=1, max_size=40)
figures = st.integers(-(10**17), 10**17)


@st.composite
def imagined(draw):
    bound = draw(st.sampled_from(["", *(one.value for one in Bound)]))
    number = {"": 0, "range": 2}.get(bound, 1)
    return Imagined(
        duty=draw(st.from_regex(r"\A[a-z0-9-]{1,20}\Z")) + "/" + draw(codes),
        stance=draw(st.sampled_from(list(address.STANCES.values()))),
        grade=draw(grades),
        origin=draw(st.from_regex(r"\A(\*[1-9]|[A-Za-z0-9_-]{1,40})\Z")),
        observed_on=draw(st.dates(min_value=date(1900, 1, 1))),
        interest=draw(st.sampled_from(Interest)).value,
        bound=bound,
        values=tuple(sorted(draw(st.lists(figures, min_size=number, max_size=number)))),
        extent=draw(st.integers(1, 2)),
        severity=draw(st.integers(1, 2)),
        reversal=draw(st.booleans()),
        repudiation=draw(st.booleans()),
    )


@st.composite
def numbers(draw):
    names = draw(st.lists(st.sampled_from(sorted(NUMBERS)), unique=True, max_size=6))
    found = []
    for name in names:
        least, most = limits(name)
        known = NUMBERS[name]
        rows = draw(st.lists(st.integers(least, most), min_size=9, max_size=9))
        if isinstance(known, tuple):
            rows = rows[: len(known)] if len(known) <= 9 else rows
            found.append((name, tuple(sorted(rows) if name in ASCENDING else rows)))
        else:
            found.append((name, rows[0]))
    return tuple(found)


@st.composite
def scratches(draw):
    removed = draw(st.lists(references, unique=True, max_size=8))
    regraded = draw(st.lists(st.tuples(references, grades), unique_by=lambda pair: pair[0], max_size=8))
    return Scratch(
        removed=tuple(removed),
        regraded=tuple(pair for pair in regraded if pair[0] not in removed),
        added=tuple(draw(st.lists(imagined(), max_size=5))),
        numbers=draw(numbers()),
    )


@given(scratches())
def test_a_copy_is_read_as_it_was_written(scratch):
    text = address.query(scratch, ("agreement", "doha-2020"))
    found, problems = address.read(QueryDict(text))
    assert not problems
    assert found == scratch


@given(st.lists(st.tuples(st.sampled_from([*address.NAMES, "v"]), st.text(max_size=80)), max_size=12))
def test_anything_is_read_or_answered_in_a_sentence(sent):
    query = QueryDict(mutable=True)
    for name, text in sent:
        query.appendlist(name, text)
    scratch, problems = address.read(query)
    assert all(isinstance(one, str) and one for one in problems)
    again, none = address.read(QueryDict(address.query(scratch)))
    assert (again, none) == (scratch, [])


@pytest.mark.parametrize(
    "text",
    [
        "S~B2~*1~IND~2020-02-30~~x1s2~doha/1",
        "S~B2~*1~IND~2020-01-01~range:9:1~x1s2~doha/1",
        "S~B2~*1~IND~2020-01-01~range:9~x1s2~doha/1",
        "S~B2~*1~IND~2020-01-01~exact:1e9~x1s2~doha/1",
        "S~B2~*1~IND~2020-01-01~~x3s2~doha/1",
        "X~B2~*1~IND~2020-01-01~~x1s2~doha/1",
        "S~B7~*1~IND~2020-01-01~~x1s2~doha/1",
        "S~B2~../../etc~IND~2020-01-01~~x1s2~doha/1",
        "S~B2~*1~WHO~2020-01-01~~x1s2~doha/1",
        "S~B2~*1~IND~1066-10-14~~x1s2~doha/1",
        "S~B2~*1~IND~2020-01-01~~x1s2~doha",
        "S~B2~*1~IND~٢٠٢٠-01-01~~x1s2~doha/1",
        "S~B2~*1~IND~2020-01-01~~x1s2~doha/1\x00",
        "",
        "~" * 2000,
    ],
)
def test_an_imagined_finding_with_a_mistake_is_left_out(text):
    query = QueryDict(mutable=True)
    query["add"] = text
    scratch, problems = address.read(query)
    assert scratch == Scratch()
    assert len(problems) == 1


def test_what_is_named_twice_counts_once():
    scratch, problems = address.read(
        QueryDict("out=F-1&out=F-1&grade=F-1~B2&grade=F-2~B2&grade=F-2~C3&number=serious~1&number=serious~2")
    )
    assert not problems
    assert scratch == Scratch(removed=("F-1",), regraded=(("F-2", "C3"),), numbers=(("serious", 2),))
