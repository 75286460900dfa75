"""Inputs are checked on creation, with the field and the reason."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.assessment.examples import commitment, day, finding
from tracker.assessment import InvalidInput, Kind, assess

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"id": ""}, "id"),
        ({"kind": "ACT"}, "kind"),
        ({"obligors": "P"}, "obligors"),
        ({"obligors": ["P"]}, "obligors"),
        ({"reciprocal": ("",)}, "reciprocal[0]"),
        ({"starts_on": datetime(2024, 1, 1, tzinfo=UTC)}, "starts_on"),
        ({"due_on": "2024-01-01"}, "due_on"),
        ({"grace_days": -1}, "grace_days"),
        ({"due_on": day(1, 1), "grace_days": 10**9}, "grace_days"),
        ({"weight": True}, "weight"),
        ({"tolerance_pm": 0.5}, "tolerance_pm"),
        ({"essential": 0}, "essential"),
        ({"half_life_days": (1, 2, 3)}, "half_life_days"),
        ({"closed_reason": 3}, "closed_reason"),
    ],
)
def test_a_commitment_refuses(fields: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        commitment(**fields)
    assert caught.value.field == field
    assert str(caught.value).startswith(field)


@pytest.mark.parametrize("missing", ["baseline", "target"])
def test_a_metric_needs_both_its_ends(missing: str) -> None:
    with pytest.raises(InvalidInput, match=f"{missing}: is missing"):
        commitment(Kind.METRIC, **{missing: None})


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"origin": 3}, "origin"),
        ({"stance": None}, "stance"),
        ({"observed_from": "yesterday"}, "observed_from"),
        ({"value": False}, "value"),
        ({"extent": 3}, "extent"),
        ({"severity": 0}, "severity"),
        ({"repudiation": 1}, "repudiation"),
    ],
)
def test_a_finding_refuses(fields: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        finding("f", **fields)
    assert caught.value.field == field


def test_accepted_on_defaults_to_published_on() -> None:
    assert finding("f").known_on == day(6, 1)
    assert finding("f", accepted_on=day(5, 1)).known_on == day(6, 1)
    assert finding("f", accepted_on=day(7, 1)).known_on == day(7, 1)


def test_assess_refuses_what_it_cannot_answer() -> None:
    with pytest.raises(InvalidInput, match="wanted"):
        assess([commitment()], {}, as_of=day(1, 1), wanted=["absent"])
    with pytest.raises(InvalidInput, match="as_of"):
        assess([commitment()], {}, as_of={})
    with pytest.raises(InvalidInput, match="as_of"):
        assess([commitment()], {}, as_of=datetime(2024, 1, 1, tzinfo=UTC))
    with pytest.raises(InvalidInput, match="commitments"):
        assess([commitment(), commitment(weight=2)], {}, as_of=day(1, 1))
