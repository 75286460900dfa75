"""Two sides and the agreement between them, read by a manager on a day in July."""

import pytest
import time_machine as clock

from tests import factories
from tests.factories.moments import NOW


@pytest.fixture(autouse=True)
def _mid_july():
    with clock.travel(NOW, tick=False):
        yield


@pytest.fixture
def reader():
    return factories.UserFactory(level=1, roles=("manager",))


@pytest.fixture
def get(client, reader):
    client.force_login(reader)

    def fetch(address, status=200):
        response = client.get(address)
        assert response.status_code == status
        return response.content.decode()

    return fetch


@pytest.fixture
def sides():
    return factories.PartyFactory(name="Northland"), factories.PartyFactory(name="Southland")


@pytest.fixture
def agreement(sides):
    made = factories.AgreementFactory(slug="accord", title="The Accord", reference="A/1")
    for party in sides:
        factories.AgreementPartyFactory(agreement=made, party=party)
    return made
