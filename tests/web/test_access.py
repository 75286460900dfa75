"""Who may open what: the login, roles, what is hidden, what is too large, the first administrator."""

import pytest
from django.urls import reverse

from tests import factories
from tests.factories.people import PASSWORD
from tests.services.evidence import accepted, analyst, filed, manager
from tracker.config import setup_token
from tracker.models import User

pytestmark = pytest.mark.django_db

READING = ["/reports/", "/review/", "/rulings/", "/sources/", "/origins/", "/review/mine/", "/notifications/"]


@pytest.mark.parametrize("address", [*READING, "/reports/new/", "/reports/R-AAAAAA/", "/findings/F-AAAAAA/"])
def test_anonymous_readers_are_sent_to_the_login_and_scripts_told(client, address):
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (302, f"/login/?next={address}")
    assert client.get(address, headers={"HX-Request": "true"}).status_code == 401


@pytest.mark.parametrize("address", READING)
@pytest.mark.parametrize("roles", [(), ("analyst",), ("manager",), ("admin",)])
def test_everybody_who_signed_in_reads(client, address, roles):
    client.force_login(factories.UserFactory(roles=roles))
    assert client.get(address).status_code == 200


def test_writing_pages_need_their_role_and_say_which(client):
    report = filed()
    client.force_login(manager())
    for address in ("/reports/new/", f"/reports/{report.reference}/edit/"):
        response = client.get(address)
        assert response.status_code == 403
    for address in (f"/reports/{report.reference}/findings/new/", "/rulings/new/?commitment=X-1"):
        assert client.get(address).status_code == 403
        assert client.post(address).status_code == 403


def test_what_one_may_not_see_is_as_absent_as_what_does_not_exist(client):
    finding = accepted(report=filed(marking=3))
    client.force_login(analyst(level=1))
    for address in (
        f"/reports/{finding.report.reference}/",
        f"/findings/{finding.reference}/",
        f"/review/{finding.reference}/",
        f"/reports/{finding.report.reference}/findings/new/",
        f"/reports/{finding.report.reference}/originals/{finding.report.attachments.get().sha256}/",
        "/reports/R-XXXXXX/",
        "/findings/F-XXXXXX/",
        "/rulings/L-XXXXXX/",
        "/sources/nobody/",
    ):
        method = client.post if address.startswith("/review/") else client.get
        assert method(address).status_code == 404, address
    assert finding.report.title not in client.get("/reports/").content.decode()


def test_too_much_to_read_is_answered_in_a_sentence(client, settings):
    client.force_login(analyst())
    form = {"title": "Huge", "text": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}
    response = client.post("/reports/new/", form)
    assert response.status_code == 413
    assert "This is too much to send at once" in response.content.decode()
    response = client.post("/reports/new/", form, headers={"HX-Request": "true"})
    assert response.status_code == 422
    assert '<div id="problems">' in response.content.decode()
    response = client.post("/reports/new/", {f"f{number}": "x" for number in range(1100)})
    assert response.status_code == 413


def test_signing_in_and_out(client):
    user = analyst()
    assert client.get("/login/").status_code == 200
    wrong = client.post("/login/", {"username": user.username, "password": "wrong"})
    assert "correct username and password" in wrong.content.decode()
    right = client.post("/login/", {"username": user.username, "password": PASSWORD, "next": "/reports/"})
    assert right["Location"] == "/reports/"
    assert client.post("/logout/")["Location"] == "/login/"
    elsewhere = client.post(
        "/login/", {"username": user.username, "password": PASSWORD, "next": "https://evil.example/"}
    )
    assert elsewhere["Location"] == "/"


FIRST = {
    "username": "first",
    "email": "",
    "password": "a long enough sentence",
    "again": "a long enough sentence",
}


def test_the_first_administrator_is_made_once(client):
    token = setup_token.create()
    address = reverse("setup", args=[token])
    assert client.get(address).status_code == 200
    assert client.post(address, FIRST)["Location"] == "/login/"
    user = User.objects.get(username="first")
    assert set(user.groups.values_list("name", flat=True)) == {"admin", "analyst", "manager"}
    assert (user.is_staff, user.audience.level) == (True, 4)
    over = client.get(address)
    assert over.status_code == 404
    assert "This link is over" in over.content.decode()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"again": "another"}, "The two passwords differ"),
        ({"password": "123456789012", "again": "123456789012"}, "entirely numeric"),
        ({"username": "a b"}, "Enter a valid username"),
        ({"username": ""}, "This field is required"),
        ({"email": "nobody"}, "valid email"),
    ],
)
def test_a_refused_administrator_does_not_use_up_the_link(client, fields, sentence):
    token = setup_token.create()
    response = client.post(reverse("setup", args=[token]), FIRST | fields)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert setup_token.matches(token)
    assert not User.objects.exists()


def test_a_guessed_link_opens_nothing(client):
    setup_token.create()
    assert client.get("/setup/guess/").status_code == 404
    assert client.post("/setup/guess/", FIRST).status_code == 404
