"""Numbers are published from a what-if alone: by the role, with the list that was seen."""

import html
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories
from tests.services.evidence import accepted, analyst, duty, filed, manager
from tracker.models import LedgerEntry, Parameters, Rehearsal
from tracker.services import parameters, rehearsals
from tracker.services.refusals import Refused
from tracker.tasks.rehearsals import rehearse

pytestmark = pytest.mark.django_db
ASKED = "/what-if/publish/?v=1&number=gate_origins~3"


@pytest.fixture
def admin(client):
    user = factories.UserFactory(roles=("admin",), level=2)
    client.force_login(user)
    return user


def text_of(response):
    return response.content.decode()


def breached(by):
    commitment = duty()
    for _number in range(2):
        source = factories.SourceFactory(reliability="B")
        accepted(commitment=commitment, credibility="2", by=analyst(), report=filed(by, source=source))
    return commitment


def confirmed(page, **fields):
    said = {
        "name": "CT-LO/1 three",
        "valid_from": timezone.localdate().isoformat(),
        "reason": "Two outlets copied each other.",
    }
    return {**said, "seen": page.context["seen"], **fields}


def test_an_administrator_sees_the_flips_and_publishes(client, admin):
    commitment = breached(analyst(level=1))
    page = client.get(ASKED)
    assert "1 status would change" in text_of(page)
    assert commitment.title in text_of(page)
    assert not Parameters.objects.exists()
    answer = client.post(ASKED, confirmed(page))
    assert answer.status_code == 302
    row = Parameters.objects.get()
    assert row.values == {"gate_origins": 3}
    assert [(one["duty"], one["before"], one["after"]) for one in row.flips] == [
        (f"{commitment.agreement.slug}/{commitment.code}", "BREACHED", row.flips[0]["after"])
    ]
    assert LedgerEntry.objects.filter(action="parameters.publish").get().after["flips_sha256"]
    shown = text_of(client.get("/method/"))
    for words in ("CT-LO/1 three", "Two outlets copied each other.", commitment.title):
        assert words in shown


def test_a_later_version_holds_the_numbers_of_the_one_in_use(client, admin):
    factories.ParametersFactory(values={"established_mb": 700})
    client.post(ASKED, confirmed(client.get(ASKED)))
    assert Parameters.objects.latest("valid_from").values == {"established_mb": 700, "gate_origins": 3}


def test_others_are_refused(client):
    for person in (analyst(), manager()):
        client.force_login(person)
        assert client.get(ASKED).status_code == 403
        assert client.post(ASKED, {"seen": "x", "name": "a"}).status_code == 403
        with pytest.raises(Refused, match="Only administrators"):
            parameters.publish(
                name="a",
                values={"gate_origins": 3},
                valid_from=timezone.localdate(),
                reason="b",
                by=person,
                at=timezone.now(),
            )
    assert not Parameters.objects.exists()


def test_a_list_that_moved_is_shown_again(client, admin):
    page = client.get(ASKED)
    breached(analyst(level=1))
    answer = client.post(ASKED, confirmed(page))
    assert answer.status_code == 409
    assert "has changed since you looked" in text_of(answer)
    assert "Two outlets copied each other." in text_of(answer)
    past = (timezone.localdate() - timedelta(days=3)).isoformat()
    answer = client.post(ASKED, confirmed(client.get(ASKED), valid_from=past))
    assert answer.status_code == 422
    assert "from today on at the earliest" in text_of(answer)
    assert client.get("/what-if/publish/?number=gate_origins~x").status_code == 400
    assert "No number is another one" in text_of(client.get("/what-if/publish/"))


def test_a_reader_sees_only_the_flips_of_their_own_results(client, admin):
    secret = duty(marking=3, effective_marking=3)
    upper = analyst(level=3)
    for _number in range(2):
        source = factories.SourceFactory(reliability="B")
        accepted(commitment=secret, credibility="2", by=analyst(level=3), report=filed(upper, source=source))
    page = client.get(ASKED)
    assert "0 statuses would change" in text_of(page)
    client.post(ASKED, confirmed(page))
    assert Parameters.objects.get().flips
    assert secret.title not in text_of(client.get("/method/"))
    client.force_login(upper)
    assert secret.title in text_of(client.get("/method/"))


def test_many_duties_are_a_job_s_work(client, admin, monkeypatch):
    breached(analyst(level=1))
    monkeypatch.setattr(rehearsals, "AT_ONCE", 0)
    page = client.get(ASKED)
    assert "It is not worked out yet" in text_of(page)
    assert client.post(ASKED, {"work": ""}).status_code == 302
    row = Rehearsal.objects.get()
    assert (row.asked_by, row.numbers) == (admin, {"gate_origins": 3})
    part = client.get(ASKED, headers={"HX-Request": "true"})
    assert "0 of 1 duties worked out" in text_of(part)
    rehearse([row.pk])
    rehearse([row.pk])
    page = client.get(ASKED)
    assert "1 status would change" in text_of(page)
    assert client.post(ASKED, confirmed(page)).status_code == 302


def test_one_that_was_left_is_found_again(client, admin, monkeypatch):
    monkeypatch.setattr(rehearsals, "AT_ONCE", 0)
    breached(analyst(level=1))
    client.post(ASKED, {"work": ""})
    page = client.get("/what-if/publish/")
    assert "gate_origins 3" in text_of(page)
    assert "0 of 1" in text_of(page)
    (again,) = re.findall(r'href="(/what-if/publish/[^"]+)"', text_of(page))
    assert "duties worked out" in text_of(client.get(html.unescape(again)))
    row = Rehearsal.objects.get()
    for number in range(rehearsals.MOST_ATTEMPTS):
        held = rehearsals.claim(rehearsal_id=row.pk, at=timezone.now() + number * timedelta(hours=1))
        rehearsals.stumble(rehearsal=held)
    page = text_of(client.get(ASKED))
    assert "Working it out failed three times." in page
    assert "Working it out failed three times." in text_of(client.get("/what-if/publish/"))
    client.post(ASKED, {"work": ""})
    assert "duties worked out" in text_of(client.get(ASKED))


def test_the_list_costs_the_same_for_one_and_for_twenty(client, admin):
    costs = []
    for number in (1, 19):
        for _each in range(number):
            factories.RehearsalFactory()
        with CaptureQueriesContext(connection) as queries:
            client.get("/what-if/publish/")
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 12
