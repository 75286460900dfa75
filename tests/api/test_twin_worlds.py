"""Two houses that differ only in what a reader may not see give out the same files and answers."""

import re

import pytest
from django.utils import timezone

from tests import factories
from tests.services.evidence import accepted, submitted
from tests.web.sight import assessed
from tracker.models import Audience, InboxEntry, Party
from tracker.services import tokens

pytestmark = pytest.mark.django_db
LISTS = (
    *("commitments", "agreements", "parties", "reports", "sources", "changes", "rulings"),
    *("replies", "review", "inbox"),
)
PROGRAMS = ("agreements", "commitments", "parties", "reports", "findings", "sources", "changes", "rulings")
DAYS = ({}, {"as_of": "2020-07-14"}, {"as_of": "2020-07-14", "known_by": "2020-08-01"})
CLOSED = 3
WORD = "Zanzibar"


@pytest.fixture
def reader(client):
    person = factories.UserFactory(roles=("analyst", "manager"), level=1)
    client.force_login(person)
    return person


@pytest.fixture
def key(reader):
    return tokens.create(user=reader, name="test", by=reader, at=timezone.now())[1]


@pytest.fixture
def open_world(reader):
    """What the reader sees: a duty with a status, a change, a ruling, findings, news."""
    perspective = assessed(reader)
    duty = perspective.commitment
    factories.StatusChangeFactory(perspective=perspective, commitment=duty)
    factories.RulingFactory(perspective=perspective)
    finding = accepted(commitment=duty)
    submitted(commitment=duty)
    party = duty.roles.get().party
    factories.PositionFactory(commitment=duty, party=party)
    factories.InboxEntryFactory()
    return duty, finding


def closed_world(duty, finding):
    """The same again and more, marked above the reader, on the same duty and on others."""
    above = Audience.objects.get(level=4, team_key="")
    agreement = factories.AgreementFactory(title=WORD, slug="zanzibar", marking=CLOSED)
    party, news = Party.objects.get(), InboxEntry.objects.get()
    hidden = factories.CommitmentFactory(agreement=agreement, title=WORD, marking=CLOSED, obligors=[party])
    perspective = factories.PerspectiveFactory(commitment=hidden)
    factories.PerspectiveAudienceFactory(perspective=perspective, audience=above)
    factories.CurrentAssessmentFactory(perspective=perspective, status="BREACHED")
    factories.StatusChangeFactory(perspective=perspective, commitment=hidden)
    closer = factories.PerspectiveFactory(commitment=duty)
    factories.PerspectiveAudienceFactory(perspective=closer, audience=above)
    factories.CurrentAssessmentFactory(perspective=closer, status="BREACHED")
    factories.StatusChangeFactory(perspective=closer, commitment=duty)
    factories.RulingFactory(perspective=closer, justification=WORD * 5, marking=CLOSED)
    source = factories.SourceFactory(name=WORD, slug="zanzibar", marking=CLOSED)
    report = factories.ReportFactory(title=WORD, source=source, marking=CLOSED)
    same = factories.ReportFactory(title=WORD, source=finding.report.source, marking=CLOSED)
    for filed in (report, same):
        for state in ("accepted", "submitted"):
            factories.FindingFactory(
                commitment=duty, report=filed, marking=CLOSED, statement=WORD, **{state: True}
            )
    factories.PositionFactory(commitment=duty, party=party, text=WORD, marking=CLOSED)
    factories.InboxEntryFactory(title=WORD, feed=news.feed, marking=CLOSED)


def everything(client, key):
    """What leaves the house, by address; the moment of making left out."""
    found = {}
    for days in DAYS:
        asked = "&".join(f"{name}={day}" for name, day in days.items())
        for name in LISTS:
            for form in ("csv", "json"):
                path = f"/{name}/?{asked}&format={form}"
                response = client.get(path)
                found[path] = (response["Content-Disposition"], b"".join(response.streaming_content))
        for name in PROGRAMS:
            path = f"/api/v1/{name}/?{asked}"
            response = client.get(path, headers={"Authorization": f"Bearer {key}"})
            assert response.status_code == 200, response.content
            found[path] = (response["X-Servanda-Marking"], response.content)
    return {path: (head, re.sub(rb'"made_at": "[^"]*"', b"", body)) for path, (head, body) in found.items()}


def test_nothing_closed_reaches_a_file_or_an_answer(client, reader, key, open_world):
    duty, finding = open_world
    one = f"/api/v1/commitments/{duty.agreement.slug}/{duty.code}/"
    headers = {"Authorization": f"Bearer {key}"}
    before, before_one = everything(client, key), client.get(one, headers=headers).json()
    closed_world(duty, finding)
    after, after_one = everything(client, key), client.get(one, headers=headers).json()
    assert [path for path in before if before[path] != after[path]] == []
    assert not [path for path, (_head, body) in after.items() if WORD.encode() in body]
    assert before_one | {"made_at": ""} == after_one | {"made_at": ""}


def test_whoever_may_see_it_finds_the_closed_world_in_them(client, reader, key, open_world):
    closed_world(*open_world)
    type(reader).objects.filter(pk=reader.pk).update(audience=Audience.objects.get(level=4, team_key=""))
    told = everything(client, key)
    for name in set(LISTS) - {"parties", "changes", "rulings", "replies"}:
        head, body = told[f"/{name}/?&format=json"]
        assert WORD.encode() in body, name
        assert "TLP-AMBER-STRICT" in head, name
