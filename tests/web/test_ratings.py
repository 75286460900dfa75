"""Rating a source on its page: shown first, then done; its scorecard, and the form of a new one."""

from urllib.parse import urlencode

import pytest

from tests import factories
from tests.services.evidence import accepted, analyst, duty, filed, manager
from tests.web.sight import queries
from tracker.models import Finding, Source

pytestmark = pytest.mark.django_db
ASKED = {"reliability": "E", "from_on": "2020-06-01"}


@pytest.fixture
def reader(client):
    user = analyst(level=1)
    client.force_login(user)
    return user


def text_of(response):
    return response.content.decode()


def broken(by):
    source, commitment = factories.SourceFactory(reliability="B"), duty()
    said = [
        accepted(commitment=commitment, credibility="2", by=analyst(), report=filed(by, source=source))
        for _number in range(2)
    ]
    return source, commitment, said


def test_another_letter_is_shown_then_given(client, reader):
    source, commitment, said = broken(reader)
    page = client.get(f"/sources/{source.slug}/rate/?{urlencode(ASKED)}")
    shown = text_of(page)
    for words in ("1 status would change", commitment.code, said[0].reference, "2 findings with another"):
        assert words in shown
    assert source.reliabilities.count() == 1
    confirm = ASKED | {"reason": "It made things up.", "seen": page.context["preview"].seen, "propose": "on"}
    page = text_of(client.post(f"/sources/{source.slug}/rate/", confirm, follow=True))
    assert "2 findings wait for review with the new letter." in page
    assert "It made things up." in page
    assert "2 accepted findings carry another letter" in page
    assert Finding.objects.filter(state="submitted", supersedes__in=said).count() == 2


def test_the_letter_alone_can_be_given_and_the_findings_proposed_later(client, reader):
    source, _commitment, _said = broken(reader)
    seen = client.get(f"/sources/{source.slug}/rate/", ASKED).context["preview"].seen
    client.post(f"/sources/{source.slug}/rate/", ASKED | {"reason": "It erred.", "seen": seen})
    assert not Finding.objects.filter(state="submitted").exists()
    page = client.get(f"/sources/{source.slug}/rerate/")
    assert "1 status would change" in text_of(page)
    confirm = {"reason": "It erred.", "seen": page.context["preview"].seen}
    assert client.post(f"/sources/{source.slug}/rerate/", confirm).status_code == 302
    assert Finding.objects.filter(state="submitted").count() == 2


def test_it_is_refused_with_what_was_typed(client, reader):
    source, commitment, _said = broken(reader)
    seen = client.get(f"/sources/{source.slug}/rate/", ASKED).context["preview"].seen
    accepted(commitment=commitment, by=analyst(), report=filed(reader))
    response = client.post(
        f"/sources/{source.slug}/rate/", ASKED | {"reason": "I am sure of it.", "seen": seen}
    )
    assert response.status_code == 409
    assert "since you looked" in text_of(response)
    assert "I am sure of it." in text_of(response)
    again = ASKED | {"seen": response.context["preview"].seen}
    response = client.post(f"/sources/{source.slug}/rate/", again)
    assert response.status_code == 422
    assert "Say why" in text_of(response)
    assert client.get(f"/sources/{source.slug}/rate/", ASKED | {"from_on": "soon"}).status_code == 400
    assert client.get(f"/sources/{source.slug}/rate/", ASKED | {"reliability": "Z"}).status_code == 400


def test_a_manager_rates_but_does_not_propose(client):
    source, _commitment, _said = broken(analyst())
    client.force_login(manager())
    page = client.get(f"/sources/{source.slug}/rate/", ASKED)
    assert 'name="propose"' not in text_of(page)
    confirm = ASKED | {"reason": "It erred.", "seen": page.context["preview"].seen, "propose": "on"}
    assert client.post(f"/sources/{source.slug}/rate/", confirm).status_code == 302
    assert not Finding.objects.filter(state="submitted").exists()
    assert client.get(f"/sources/{source.slug}/rerate/").status_code == 403
    assert client.get("/sources/new/").status_code == 403


def test_a_hidden_source_is_not_rated(client, reader):
    hidden = factories.SourceFactory(marking=4)
    assert client.get(f"/sources/{hidden.slug}/rate/").status_code == 404
    assert client.post(f"/sources/{hidden.slug}/rerate/").status_code == 404


def test_the_scorecard_says_its_figures(client, reader):
    source, _commitment, _said = broken(reader)
    page = text_of(client.get(f"/sources/{source.slug}/"))
    assert "of 2 decided" in page
    assert "nothing can be compared" in page
    assert "nothing to count" in text_of(client.get(f"/sources/{factories.SourceFactory().slug}/"))
    assert "nothing to count" in text_of(client.get(f"/sources/{source.slug}/?as_of=2020-05-01"))


def test_a_source_is_entered_with_its_letter(client, reader):
    said = {
        "name": "Kabul Wire",
        "kind": "press",
        "marking": "0",
        "reliability": "C",
        "from_on": "2020-01-01",
    }
    response = client.post("/sources/new/", said)
    assert response.status_code == 422
    assert "Say why" in text_of(response)
    assert client.post("/sources/new/", said | {"reason": "First impression."}).status_code == 302
    row = Source.objects.get(slug="kabul-wire")
    assert row.reliabilities.get().reliability == "C"
    assert client.post("/sources/new/", {"name": "خبر", "kind": "press", "marking": "0"}).status_code == 302


def test_the_list_costs_the_same_for_1_and_20(client, reader, django_assert_max_num_queries):
    broken(reader)
    before = queries(client, django_assert_max_num_queries, "/sources/")
    for _number in range(10):
        broken(reader)
    assert queries(client, django_assert_max_num_queries, "/sources/") == before
    assert "of 2" in text_of(client.get("/sources/"))
