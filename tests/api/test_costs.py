"""An answer costs as many queries for one row as for twenty, and pages follow each other without a gap."""

import pytest
from django.utils import timezone

from tests import factories
from tests.web.test_files import world
from tracker.services import tokens

pytestmark = pytest.mark.django_db
LISTS = ("agreements", "commitments", "parties", "reports", "findings", "sources", "changes", "rulings")


@pytest.fixture
def reader():
    return factories.UserFactory(level=2)


@pytest.fixture
def ask(client, reader):
    key = tokens.create(user=reader, name="test", by=reader, at=timezone.now())[1]

    def asked(path, **parameters):
        response = client.get(f"/api/v1/{path}", parameters, headers={"Authorization": f"Bearer {key}"})
        assert response.status_code == 200, response.content
        return response.json()

    return asked


@pytest.mark.parametrize("days", [{}, {"as_of": "2020-07-14"}])
def test_as_many_queries_for_one_row_as_for_twenty(ask, reader, days, django_assert_max_num_queries):
    ask("parties/")  # the first use of a key is noted
    costs = []
    for number in (1, 20):
        world(reader, number)
        for name in LISTS:
            with django_assert_max_num_queries(30) as counted:
                assert len(ask(f"{name}/", **days)["rows"]) >= number
            costs.append((name, len(counted)))
    assert costs[: len(LISTS)] == costs[len(LISTS) :]


def test_pages_follow_each_other(ask, reader):
    world(reader, 5)
    whole = [row["code"] for row in ask("commitments/", sort="code")["rows"]]
    parts = [ask("commitments/", sort="code", size=2, page=page) for page in (1, 2, 3, 4)]
    assert [row["code"] for part in parts for row in part["rows"]] == whole
    assert {(part["total"], part["pages"]) for part in parts} == {(5, 3)}
    assert parts[3]["rows"] == []
