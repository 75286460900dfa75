"""Whatever a line holds, it gets an answer: a result or an error with a field, and never a stumble."""

import copy
import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.assessment.examples import cases
from tests.properties.test_method_properties import commitments_of, findings_of
from tracker.assessment import Commitment, Finding, Kind, explain, next_changes, sensitivity
from tracker.assessment.serializing import dumps
from tracker.assessment.wire import answer_line

pytestmark = pytest.mark.once

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["2024-02-30", "0001-01-01", "9999-12-31", "2024-06-01T00:00+14:00", "A", "1", "ACT"])
)
anything = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner), max_leaves=5
)


def paths(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of everything inside a JSON value."""
    found = [way] if way else []
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        found += paths(inner, (*way, key))
    return found


@given(st.sampled_from(list(cases())), st.data())
def test_one_thing_put_wrong_is_answered(
    vector: tuple[dict[str, Any], dict[str, Any]], data: st.DataObject
) -> None:
    case = copy.deepcopy(vector[0])
    *way, last = data.draw(st.sampled_from(paths(case)))
    place: Any = case
    for step in way:
        place = place[step]
    place[last] = data.draw(anything)
    answer, used = answer_line(json.dumps(case).encode())
    assert json.loads(dumps(answer))
    assert used is ("error" not in answer)
    if not used:
        assert set(answer) == {"case", "error"}
        assert ": " in answer["error"]


@given(st.binary(max_size=60))
def test_any_bytes_are_answered(raw: bytes) -> None:
    answer, used = answer_line(raw)
    assert not used
    assert answer["error"]


edges = st.sampled_from([date.min, date(1, 3, 1), date(2024, 2, 29), date(9999, 11, 1), date.max])


@given(
    commitments_of(tuple(Kind), starts_on=edges, due_on=st.none() | edges, grace_days=st.just(0)),
    st.lists(findings_of(st.uuids().map(str)), max_size=4, unique_by=lambda one: one.id),
    st.data(),
)
def test_the_ends_of_the_calendar_are_days_like_others(
    one: Commitment, findings: list[Finding], data: st.DataObject
) -> None:
    moved = [replace(each, observed_to=data.draw(edges), published_on=data.draw(edges)) for each in findings]
    as_of = data.draw(edges)
    tree = explain([one], {"c": moved}, "c", as_of=as_of, known_by=date.max)
    assert tree.as_of == as_of
    assert sensitivity([one], {"c": moved}, "c", as_of=as_of, known_by=date.max).result == tree.result
    assert next_changes([one], {"c": moved}, "c", as_of=as_of, known_by=date.max)
