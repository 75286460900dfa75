"""Several questions to the database in one statement: each is answered as it would be by itself."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import Count, F, QuerySet, Value
from django.db.models.fields import FloatField

from tests import factories
from tracker.models import Commitment, Finding, LedgerEntry, Party, Position, StatusChange, User
from tracker.selectors.at_once import at_once

pytestmark = pytest.mark.django_db


def questions() -> list[QuerySet[Any]]:
    """Rows with relations, days, moments, times, JSON, nothing; values, numbers, pairs; ordered and cut."""
    joined = ("report", "report__source", "origin", "page", "commitment__agreement")
    return [
        Finding.objects.select_related(*joined).order_by("-pk"),
        Finding.objects.only("reference", "accepted_on").order_by("reference"),
        Finding.objects.filter(pk__in=[]),
        Finding.objects.none(),
        Position.objects.select_related("party", "about").annotate(said_of=F("commitment__code")),
        StatusChange.objects.order_by("effective_on", "pk"),
        LedgerEntry.objects.order_by("seq").values_list("seq", "before", "after", "at"),
        User.objects.order_by("username"),
        Party.objects.order_by("-name").values_list("slug", flat=True)[1:3],
        Commitment.objects.values("code", duty=F("title")).order_by("code"),
        Commitment.objects.values_list("agreement").annotate(number=Count("pk")).order_by("agreement"),
        # What a row is ordered by and not asked for is an extra column of the statement.
        Finding.objects.order_by("report__title", "pk").distinct(),
    ]


@pytest.fixture
def rows() -> None:
    factories.UserFactory(quiet_from="22:00", quiet_to="06:30")
    for accepted in (True, False, True):
        finding = factories.FindingFactory(accepted=accepted, excerpt='“Sé” — ‘’ \\ " \n\t{}[] طالبان')
        factories.PositionFactory(commitment=finding.commitment)
    factories.StatusChangeFactory(reasons=[["WEIGHT", 640, 120, 520], ["STALE", 3]])
    factories.LedgerEntryFactory()


def told(answer: list[Any]) -> list[Any]:
    """The rows with all that they hold, whether rows of a model or plain."""
    return [_held(one) if hasattr(one, "_meta") else one for one in answer]


def _held(row: Any) -> dict[str, Any]:
    held = {name: value for name, value in vars(row).items() if not name.startswith("_")}
    related = vars(row)["_state"].fields_cache
    return held | {f"→ {name}": one and _held(one) for name, one in related.items()}


@pytest.mark.usefixtures("rows")
def test_each_is_answered_as_by_itself():
    together = at_once(*questions())
    assert [told(answer) for answer in together] == [told(list(rows)) for rows in questions()]
    assert [len(answer) for answer in together[:4]] == [3, 3, 0, 0]
    assert all(type(row["code"]) is str for row in together[9])


@pytest.mark.usefixtures("rows")
def test_it_is_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        at_once(*questions())
    with django_assert_num_queries(0):
        assert at_once(Finding.objects.none(), Finding.objects.filter(pk__in=[])) == [[], []]


@pytest.mark.usefixtures("rows")
def test_what_json_does_not_carry_whole_is_refused():
    fraction = Finding.objects.annotate(share=Value(0.1, output_field=FloatField()))
    with pytest.raises(TypeError, match="FloatField"):
        at_once(fraction)
