"""Parameters: only numbers the method has, in their own form; publishing reassesses everything."""

from datetime import date, datetime
from typing import Any

import pytest

from tests.factories import CommitmentFactory
from tests.services.ledgered import dies_with_its_entry, entries
from tracker.models import Parameters, ReassessmentRequest, User
from tracker.selectors.facts import parameters_in_use
from tracker.services import parameters
from tracker.services.refusals import Refused

pytestmark = pytest.mark.django_db

DAY = date(2030, 6, 1)


def publish(by: User, at: datetime, **wanted: Any) -> Parameters:
    sent = {"name": "CT-LO/1 b", "values": {"established_mb": 700}, "valid_from": DAY, "reason": "Tried."}
    return parameters.publish(**{**sent, **wanted}, by=by, at=at)


def test_published_numbers_are_used_from_their_day_on(admin: User, at: datetime) -> None:
    commitment = CommitmentFactory()
    row = publish(admin, at, values={"established_mb": 700, "half_lives_metric": [90, 90]})
    used = parameters_in_use([row], DAY)
    assert (used.established_mb, used.half_lives_metric) == (700, (90, 90))
    assert parameters_in_use([row], date(2030, 5, 31)).established_mb == 600
    assert ReassessmentRequest.objects.get().commitment == commitment
    assert entries(row)[0].reason == "Tried."


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"values": {"colour": 1}}, "values", "no number “colour”"),
        ({"values": {"established_mb": "700"}}, "values", "has the form of 600"),
        ({"values": {"established_mb": True}}, "values", "has the form of 600"),
        ({"values": {"half_lives_metric": [90]}}, "values", "has the form of"),
        ({"values": {"name": "CT-LO/2"}}, "values", "no number “name”"),
        ({"valid_from": date(2019, 12, 31)}, "valid_from", "from today on at the earliest"),
        ({"reason": ""}, "reason", "is empty"),
        ({"name": ""}, "name", "is empty"),
    ],
)
def test_what_the_method_cannot_use_is_refused(
    wrong: dict[str, Any], field: str, words: str, admin: User, at: datetime
) -> None:
    with pytest.raises(Refused, match=words) as refused:
        publish(admin, at, **wrong)
    assert refused.value.field == field
    assert not Parameters.objects.exists()


def test_a_day_takes_one_version(admin: User, at: datetime) -> None:
    publish(admin, at)
    with pytest.raises(Refused, match="is taken already") as refused:
        publish(admin, at, name="CT-LO/1 c")
    assert refused.value.field == "valid_from"


def test_parameters_fail_with_their_entry(admin: User, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    dies_with_its_entry(monkeypatch, lambda: publish(admin, at))
    assert not Parameters.objects.exists()
