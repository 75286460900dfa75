"""Who may ask: a good key alone, no session; too often is told; every refusal has one shape."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories
from tests.web.sight import assessed
from tracker.api import keys
from tracker.models import ApiToken
from tracker.services import tokens

pytestmark = pytest.mark.django_db
LISTS = ("agreements", "commitments", "parties", "reports", "findings", "sources", "changes", "rulings")


@pytest.fixture
def reader():
    return factories.UserFactory(level=1)


@pytest.fixture
def key(reader):
    return tokens.create(user=reader, name="test", by=reader, at=timezone.now())[1]


@pytest.fixture
def ask(client, key):
    """Asks with the reader's key."""

    def asked(path, key=key, **parameters):
        return client.get(f"/api/v1/{path}", parameters, headers={"Authorization": f"Bearer {key}"})

    return asked


def sentence(response):
    told = response.json()
    assert set(told) == {"status", "errors"}
    assert told["status"] == response.status_code
    return told["errors"][0]["sentence"]


@pytest.mark.parametrize("path", [*(f"{name}/" for name in LISTS), "commitments/a/B-1/"])
def test_without_a_key_nothing_is_told(client, reader, path):
    for headers in ({}, {"Authorization": "Bearer "}, {"Authorization": "Bearer servanda_x"}):
        response = client.get(f"/api/v1/{path}", headers=headers)
        assert response.status_code == 401
        assert "Authorization: Bearer KEY" in sentence(response)
        assert response["WWW-Authenticate"].startswith("Bearer")
    client.force_login(reader)
    assert client.get(f"/api/v1/{path}").status_code == 401


@pytest.mark.parametrize("spoil", ["expired", "revoked", "closed account"])
def test_a_spoilt_key_is_like_none(ask, reader, spoil):
    assert ask("parties/").status_code == 200
    token = ApiToken.objects.get()
    if spoil == "expired":
        ApiToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif spoil == "revoked":
        tokens.revoke(token=token, by=reader, at=timezone.now())
    else:
        type(reader).objects.update(is_active=False)
    assert ask("parties/").status_code == 401


def test_it_only_reads(client, key):
    headers = {"Authorization": f"Bearer {key}"}
    for method in ("post", "put", "patch", "delete"):
        response = getattr(client, method)("/api/v1/parties/", headers=headers)
        assert response.status_code == 405
        assert response["Allow"] == "GET"
        assert "ask with GET" in sentence(response)


def test_the_last_use_is_noted_once_an_hour(ask):
    assert ApiToken.objects.get().used_at is None
    ask("parties/")
    first = ApiToken.objects.get().used_at
    ask("parties/")
    assert first is not None
    assert ApiToken.objects.get().used_at == first


def test_too_often_is_told_with_how_long_to_wait(ask, monkeypatch):
    monkeypatch.setattr(keys, "MOST_A_MINUTE", 2)
    codes = [ask("parties/").status_code for _ in range(7)]
    assert codes[:2] == [200, 200]
    assert 429 in codes  # a minute that ends meanwhile counts anew
    refused = next(one for one in (ask("parties/") for _ in range(7)) if one.status_code == 429)
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert "too often" in sentence(refused)


@pytest.mark.parametrize(
    ("path", "asked", "name"),
    [
        ("commitments/", {"as_of": "2020-02-30"}, "as_of"),
        ("commitments/", {"known_by": "2999-01-01"}, "known_by"),
        ("commitments/", {"staus": "BREACHED"}, "staus"),
        ("commitments/", {"status": "SPLENDID"}, ""),
        ("reports/", {"source": "nobody"}, ""),
        ("changes/", {"agreement": "nowhere"}, ""),
        ("changes/", {"from": "yesterday"}, "from"),
        ("parties/", {"size": "1000"}, "size"),
        ("parties/", {"page": "0"}, "page"),
    ],
)
def test_what_cannot_be_used_is_said(ask, path, asked, name):
    response = ask(path, **asked)
    assert response.status_code == 422
    assert sentence(response)
    assert response.json()["errors"][0]["parameter"] == name


def test_out_of_sight_is_404_like_what_does_not_exist(ask, reader):
    hidden = assessed(reader, marking=3).commitment
    answers = [ask(f"commitments/{hidden.agreement.slug}/{hidden.code}/"), ask("commitments/none/X-1/")]
    assert [one.status_code for one in answers] == [404, 404]
    assert sentence(answers[0]) == sentence(answers[1])


def test_an_address_that_is_none_answers_in_the_same_shape(client):
    response = client.get("/api/v2/everything")
    assert response.status_code == 404
    assert "openapi.json" in sentence(response)


def test_the_schema_needs_no_key_and_names_every_list(client):
    told = client.get("/api/v1/openapi.json").json()
    assert set(told["paths"]) == {
        *(f"/api/v1/{name}/" for name in LISTS),
        "/api/v1/commitments/{slug}/{code}/",
    }
    assert told["components"]["securitySchemes"]["Bearer"]["scheme"] == "bearer"
    rows = told["paths"]["/api/v1/changes/"]["get"]["responses"]["200"]["content"]["application/json"]
    assert rows["schema"]["properties"]["rows"]["items"]["properties"]["day"]["format"] == "date"


@pytest.mark.parametrize("odd", ["%00", "a%00b", "🜁", "a" * 3000])
def test_odd_words_break_nothing(ask, odd):
    for name in LISTS:
        for parameter in ("q", "as_of", "agreement", "page", "sort", "source"):
            assert ask(f"{name}/?{parameter}={odd}").status_code in (200, 422)
    assert ask(f"commitments/{odd}/{odd}/").status_code == 404
