"""Numbers are published from a what-if alone: by the role, with the list that was seen."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories
from tests.services.evidence import accepted, analyst, duty, filed, manager
from tracker.models import JobRun, LedgerEntry, Parameters
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
    run = JobRun.objects.get(name="rehearsal")
    assert "0 of 1 duties worked out" in text_of(client.get(ASKED))
    rehearse(run.pk, {"gate_origins": 3})
    rehearse(run.pk, {"gate_origins": 3})
    page = client.get(ASKED)
    assert "1 status would change" in text_of(page)
    assert client.post(ASKED, confirmed(page)).status_code == 302
