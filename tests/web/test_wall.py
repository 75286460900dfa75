"""The wall screen says what the overview says, in parts that come round, renewed by itself."""

import pytest

from tests import factories
from tests.web.sight import assessed

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    person = factories.UserFactory(level=1, roles=("manager",))
    client.force_login(person)
    return person


def test_it_shows_the_answer_and_its_marking_and_no_controls(client, reader):
    assessed(reader, title="Broken on the wall")
    html = client.get("/wall/").content.decode()
    assert "Concerns in one agreement" in html
    assert "Broken on the wall" in html
    assert "TLP:GREEN" in html
    assert 'data-bs-theme="dark"' in html
    for control in ("<form", "<button", "<input", "<nav"):
        assert control not in html
    assert 'data-bs-theme="light"' in client.get("/wall/?theme=light").content.decode()


def test_what_is_above_the_clearance_is_not_on_the_wall(client, reader):
    assessed(reader, title="Secret duty", marking=3)
    assert "Secret duty" not in client.get("/wall/").content.decode()


def test_one_part_is_renewed_each_minute(client, reader):
    assessed(reader)
    html = client.get("/wall/").content.decode()
    assert 'hx-get="?part=1"' in html
    assert "load delay:60s" in html
    assert '<meta http-equiv="refresh" content="60;url=?part=1">' in html


def test_more_agreements_come_round(client, reader):
    for number in range(11):
        assessed(reader, agreement=factories.AgreementFactory(title=f"Pact {number:02}"))
    seen = set()
    for part, following in ((1, 2), (2, 3), (3, 1)):
        html = client.get(f"/wall/?part={part}", headers={"HX-Request": "true"}).content.decode()
        assert "<html" not in html
        assert f'hx-get="?part={following}"' in html
        assert "load delay:20s" in html
        seen |= {number for number in range(11) if f"Pact {number:02}" in html}
    assert seen == set(range(11))


@pytest.mark.parametrize("part", ["0", "-1", "99999999999999", "x", "%00"])
def test_an_odd_part_shows_some_part(client, reader, part):
    assessed(reader)
    assert client.get(f"/wall/?part={part}").status_code == 200


def test_the_chosen_alone(client, reader):
    reader.chosen.add(assessed(reader, title="Mine").commitment.agreement)
    assessed(reader, title="Not mine")
    html = client.get("/wall/").content.decode()
    assert "Not mine" not in html
    assert "Not mine" in client.get("/wall/?show=all").content.decode()
