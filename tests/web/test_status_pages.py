"""Status pages: who keeps them, what anybody reads, and that nothing closed shows through."""

from datetime import timedelta

import pytest
import time_machine as clock
from django.db import transaction
from django.test import Client

from tests import factories
from tests.factories.moments import NOW, TODAY
from tests.web.sight import assessed
from tracker.models import LedgerEntry, StatusPage
from tracker.services import ledger

pytestmark = pytest.mark.django_db
KEEPING = ("/status-pages/", "/status-pages/new/", "/status-pages/accord/edit/")
PUBLIC = ("/status/accord/", "/status/accord/badge.svg", "/status/accord/table/")


@pytest.fixture(autouse=True)
def _mid_july():
    with clock.travel(NOW, tick=False):
        yield


@pytest.fixture
def public():
    return factories.UserFactory(level=0)


@pytest.fixture
def accord():
    return factories.AgreementFactory(slug="accord", title="The Accord")


@pytest.fixture
def page(accord):
    return factories.StatusPageFactory(slug="accord", title="How it stands", agreements=[accord])


@pytest.fixture
def keeper(client):
    reader = factories.UserFactory(roles=("manager",), level=4)
    client.force_login(reader)
    return reader


def read(address, **headers):
    return Client().get(address, headers=headers)


def test_strangers_and_analysts_do_not_keep_pages(client, page):
    for address in KEEPING:
        assert client.get(address).status_code == 302
    client.force_login(factories.UserFactory(roles=("analyst",)))
    for address in KEEPING:
        assert client.get(address).status_code == 403
    for verb in ("close", "reopen"):
        assert client.post(f"/status-pages/accord/{verb}/").status_code == 403
        assert client.get(f"/status-pages/accord/{verb}/").status_code == 405


def test_opened_changed_closed_and_opened_again(client, keeper, accord):
    said = {"title": "How it stands", "agreements": ["accord"], "slug": "accord", "note": "Ask us."}
    assert client.post("/status-pages/new/", said).status_code == 302
    assert "How it stands" in read("/status/accord/").content.decode()
    assert "/status/accord/badge.svg" in client.get("/status-pages/").content.decode()
    assert client.post("/status-pages/accord/edit/", said | {"title": "Changed"}).status_code == 302
    assert "Changed" in read("/status/accord/").content.decode()
    unknown = read("/status/no-such/")
    assert client.post("/status-pages/accord/close/").status_code == 302
    for address in PUBLIC:
        closed = read(address)
        assert (closed.status_code, closed.content) == (404, unknown.content)
    assert client.post("/status-pages/accord/reopen/").status_code == 302
    assert read("/status/accord/").status_code == 200
    assert LedgerEntry.objects.filter(object_type="statuspage").count() == 4


@pytest.mark.parametrize(
    "said",
    [{"title": ""}, {"agreements": []}, {"agreements": ["no-such"]}, {"slug": "a b"}, {"slug": "x" * 99}],
)
def test_a_wrong_form_comes_back_with_what_was_typed(client, keeper, accord, said):
    whole = {"title": "How it stands", "agreements": ["accord"], "note": "Kept words"} | said
    response = client.post("/status-pages/new/", whole)
    assert response.status_code == 422
    assert "Kept words" in response.content.decode()
    assert not StatusPage.objects.exists()


def test_a_keeper_sees_only_their_own_agreements(client, page):
    page.agreements.add(factories.AgreementFactory(title="Hidden pact", marking=3))
    client.force_login(factories.UserFactory(roles=("manager",), level=1))
    for address in KEEPING:
        assert "Hidden pact" not in client.get(address).content.decode()


def test_the_page_says_headline_score_and_duties(page, public, accord):
    assessed(public, agreement=accord, title="Open the road", version__essential=True)
    html = read("/status/accord/").content.decode()
    assert "In breach" in html
    assert "Open the road" in html
    assert "we can judge" in html
    assert "29 Feb 2020" in html  # since when


def test_a_past_day_and_a_day_that_cannot_be_shown(page, public, accord):
    assessed(public, agreement=accord, title="Open the road")
    past = read("/status/accord/?as_of=2020-03-01")
    assert past.status_code == 200
    assert "1 Mar 2020" in past.content.decode()
    for text in ("2030-01-01", "soon", "\x00", "9" * 3000):
        response = read("/status/accord/?as_of=" + text)
        assert response.status_code == (200 if text == "\x00" else 400)
        assert "How it stands" in response.content.decode()


@pytest.mark.parametrize("address", [*PUBLIC, "/status/"])
def test_anybody_reads_alike_without_a_cookie(client, page, address):
    stranger = read(address)
    assert stranger.status_code == 200
    client.force_login(factories.UserFactory(roles=("admin",), level=4, language="fa"))
    client.cookies["django_language"] = "fa"
    known = client.get(address)
    assert known.content == stranger.content
    for response in (stranger, known):
        assert not response.cookies
        assert response.headers["Cache-Control"] == "public, max-age=60"
        assert "Cookie" not in response.headers.get("Vary", "")
    assert read(address, **{"If-None-Match": stranger.headers["ETag"]}).status_code == 304
    for method in (client.post, client.put, client.delete):
        assert method(address).status_code == 405


def test_only_the_table_may_be_framed_and_the_picture_shown_elsewhere(page):
    for address, framed in (("/status/accord/", False), ("/status/accord/table/", True), ("/status/", False)):
        response = read(address)
        policy = response.headers["Content-Security-Policy"]
        assert ("frame-ancestors *" in policy) == framed
        assert ("X-Frame-Options" in response.headers) != framed
        assert "unsafe" not in policy
    picture = read("/status/accord/badge.svg")
    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert picture.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "'sha256-" in picture.headers["Content-Security-Policy"]


def test_only_listed_pages_are_found(page):
    listed = factories.StatusPageFactory(listed=True, title="For all")
    factories.StatusPageFactory(listed=True, closed_at=NOW, title="Gone")
    html = read("/status/").content.decode()
    assert "For all" in html
    assert page.title not in html
    assert "Gone" not in html
    assert read("/status/accord/").headers["X-Robots-Tag"] == "noindex"
    assert "X-Robots-Tag" not in read(f"/status/{listed.slug}/").headers


def test_the_language_is_that_of_the_address_or_the_browser(page):
    assert read("/status/accord/?language=fa").headers["Content-Language"] == "fa"
    assert (
        read("/status/accord/", **{"Accept-Language": "fa-AF,fa;q=0.9"}).headers["Content-Language"] == "fa"
    )
    assert read("/status/accord/?language=xx").headers["Content-Language"] == "en"
    assert 'dir="rtl"' in read("/status/accord/?language=fa").content.decode()


def closed_material(accord):
    """What a world may hold that nobody outside may notice."""
    cleared = factories.UserFactory(level=4)
    hidden = factories.AgreementFactory(slug="hidden", title="Hidden pact", marking=2)
    team = factories.TeamFactory()
    teamed = factories.AgreementFactory(slug="teamed", title="Teamed pact", restricted=True)
    teamed.teams.add(team)
    for agreement in (hidden, teamed):
        assessed(cleared, agreement=agreement)
    secret = assessed(cleared, agreement=accord, title="Secret duty", marking=2)
    factories.StatusChangeFactory(perspective=secret, commitment=secret.commitment, from_status="PENDING")
    return hidden, teamed


def test_two_worlds_that_differ_in_closed_material_read_alike(public, page, accord):
    seen = assessed(public, agreement=accord, title="Open the road")
    factories.StatusChangeFactory(perspective=seen, commitment=seen.commitment, from_status="PENDING")
    addresses = [*PUBLIC, "/status/accord/?as_of=2020-03-01", "/status/", "/status/accord/?language=fa"]

    def world():
        answers = [read(address) for address in addresses]
        names = ("ETag", "Content-Type", "Cache-Control", "Vary", "X-Robots-Tag", "Last-Modified")
        return [(one.status_code, one.content, [one.headers.get(name) for name in names]) for one in answers]

    before = world()
    page.agreements.add(*closed_material(accord))
    cleared = factories.AudienceFactory(level=4)
    of_red = factories.PerspectiveFactory(commitment=seen.commitment)
    factories.PerspectiveAudienceFactory(perspective=of_red, audience=cleared)
    factories.CurrentAssessmentFactory(perspective=of_red, status="FULFILLED")
    assert world() == before
    with clock.travel(NOW + timedelta(minutes=30), tick=False):  # past what the cache keeps
        assert world() == before


def test_what_is_closed_later_is_gone_at_once(page, public, accord):
    one = assessed(public, agreement=accord, title="Open the road").commitment
    assert "Open the road" in read("/status/accord/").content.decode()
    type(one).objects.filter(pk=one.pk).update(effective_marking=2, marking=2)
    assert "Open the road" not in read("/status/accord/").content.decode()


def test_what_changed_is_shown_at_once_and_the_same_is_kept(
    page, public, accord, django_assert_max_num_queries
):
    one = assessed(public, agreement=accord, title="Open the road").commitment
    read("/status/accord/")
    with django_assert_max_num_queries(12) as kept:
        read("/status/accord/")
    type(one).objects.filter(pk=one.pk).update(title="Open the bridge")
    with transaction.atomic():
        ledger.record(action="commitment.edit", thing=one, by=None, at=NOW)
    with django_assert_max_num_queries(20) as made:
        assert "Open the bridge" in read("/status/accord/").content.decode()
    assert len(kept) < len(made)


def test_the_queries_do_not_grow(client, keeper, page, public, accord, django_assert_max_num_queries):
    counts = []
    for number in (1, 19):
        for _each in range(number):
            perspective = assessed(public, agreement=accord)
            factories.StatusChangeFactory(
                perspective=perspective, commitment=perspective.commitment, from_status="PENDING"
            )
            factories.StatusPageFactory(agreements=[accord])
        with django_assert_max_num_queries(20) as past:
            assert read("/status/accord/?as_of=2020-03-01").status_code == 200
        with django_assert_max_num_queries(20) as kept:
            assert client.get("/status-pages/").status_code == 200
        counts.append((len(past), len(kept)))
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 12


def test_a_page_of_nothing_says_so(page):
    assert "no duty" in read("/status/accord/").content.decode().lower()
    empty = factories.StatusPageFactory(slug="empty", agreements=[factories.AgreementFactory(marking=2)])
    html = read(f"/status/{empty.slug}/").content.decode()
    assert "Nothing is shown here yet" in html
    assert TODAY.isoformat() in html
