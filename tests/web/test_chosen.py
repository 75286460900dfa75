"""Agreements a reader chose: a small form picks them, the overview shows them alone, none above clearance."""

import pytest

from tests import factories
from tests.web.sight import assessed

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    person = factories.UserFactory(level=1, roles=("manager",))
    client.force_login(person)
    return person


def choose(client, agreement, *, chosen="yes", back="/"):
    return client.post("/chosen/", {"agreement": agreement.slug, "chosen": chosen, "next": back})


def test_the_overview_shows_the_chosen_alone_and_switches_to_all(client, reader):
    mine = assessed(reader, title="Mine to follow").commitment.agreement
    assessed(reader, title="Somebody else's")
    html = client.get("/").content.decode()
    assert "Mine to follow" in html
    assert "Somebody else" in html
    answer = choose(client, mine)
    assert answer.status_code == 302
    html = client.get("/").content.decode()
    assert "Mine to follow" in html
    assert "Somebody else" not in html
    assert "The one you chose" in html
    assert "Somebody else" in client.get("/?show=all").content.decode()
    choose(client, mine, chosen="no")
    assert "Somebody else" in client.get("/").content.decode()


def test_changes_of_others_stay_away_from_the_chosen(client, reader):
    mine = assessed(reader).commitment.agreement
    other = assessed(reader, title="Changed elsewhere", version__kind="CONTINUING")
    factories.StatusChangeFactory(perspective=other, effective_on="2026-01-01")
    choose(client, mine)
    assert "Changed elsewhere" not in client.get("/?changed=90").content.decode()


def test_what_is_above_the_clearance_is_not_there_to_choose(client, reader):
    secret = factories.AgreementFactory(marking=3)
    assert choose(client, secret).status_code == 404
    assert not reader.chosen.exists()


def test_a_chosen_agreement_that_went_out_of_sight_counts_for_nothing(client, reader):
    assessed(reader, title="Plain to see")
    reader.chosen.add(factories.AgreementFactory(marking=3, title="Now secret"))
    html = client.get("/").content.decode()
    assert "Plain to see" in html
    assert "Now secret" not in html
    assert "you chose" not in html


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_it_leads_back_to_pages_of_ours_alone(client, reader, back):
    agreement = factories.AgreementFactory()
    assert choose(client, agreement, back=back).url == "/"
    assert choose(client, agreement, back="/agreements/?q=a").url == "/agreements/?q=a"


def test_the_list_says_which_are_chosen(client, reader):
    agreement = factories.AgreementFactory()
    assert 'aria-pressed="false"' in client.get("/agreements/").content.decode()
    choose(client, agreement)
    assert 'aria-pressed="true"' in client.get("/agreements/").content.decode()


def test_a_stranger_chooses_nothing(client):
    agreement = factories.AgreementFactory()
    assert choose(client, agreement).url.startswith("/login/")
