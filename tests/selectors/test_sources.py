"""How reliable a source was on a day, and where it stands toward a party."""

from datetime import date

import pytest

from tests.factories import PartyFactory, SourceFactory, SourceInterestFactory, SourceReliabilityFactory
from tracker.selectors import sources

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "letter"),
    [
        (date(2019, 12, 31), ""),
        (date(2020, 1, 1), "C"),
        (date(2020, 5, 31), "C"),
        (date(2020, 6, 1), "A"),
        (date(2030, 1, 1), "A"),
    ],
)
def test_the_last_rating_given_by_the_day_holds(day: date, letter: str) -> None:
    source = SourceFactory(reliability__none=True)
    SourceReliabilityFactory(source=source, reliability="A", from_on=date(2020, 6, 1))
    SourceReliabilityFactory(source=source, reliability="C", from_on=date(2020, 1, 1))
    SourceReliabilityFactory(reliability="E", from_on=date(2020, 1, 2))
    assert sources.reliability_on(source, day) == letter


def test_an_interest_is_toward_one_party() -> None:
    noted = SourceInterestFactory(interest="CTR")
    assert sources.interest_toward(noted.source, noted.party) == "CTR"
    assert sources.interest_toward(noted.source, PartyFactory()) == ""
