"""The upload protocol as a browser speaks it: create, go on, take away; lies, strangers and other people."""

import base64
import io

import pytest
from django.test import Client

from tests import factories
from tests.services.evidence import analyst
from tracker.models import Upload
from tracker.services import uploads
from tracker.web.uploads.turns import turn

pytestmark = pytest.mark.django_db
TUS = {"Tus-Resumable": "1.0.0"}


@pytest.fixture
def own(client):
    user = analyst(level=2)
    client.force_login(user)
    return user


def named(name):
    return "filename " + base64.b64encode(name.encode()).decode() + ",filetype dGV4dC9wbGFpbg=="


def create(client, size=10, name="a.txt", **more):
    headers = TUS | {"Upload-Length": str(size), "Upload-Metadata": named(name)} | more
    return client.post("/uploads/", headers=headers)


def patch(client, address, piece, offset, **more):
    headers = TUS | {"Upload-Offset": str(offset)} | more
    return client.patch(address, piece, content_type="application/offset+octet-stream", headers=headers)


def test_a_file_comes_in_pieces_and_says_how_far_it_is(client, own):
    made = create(client, name="گزارش.txt")
    assert made.status_code == 201
    address = made["Location"]
    assert Upload.objects.get().name == "گزارش.txt"
    first = patch(client, address, b"01234", 0)
    assert (first.status_code, first["Upload-Offset"]) == (204, "5")
    head = client.head(address, headers=TUS)
    assert (head.status_code, head["Upload-Offset"], head["Upload-Length"]) == (200, "5", "10")
    assert head["Cache-Control"] == "no-store"
    assert patch(client, address, b"56789", 5)["Upload-Offset"] == "10"
    assert uploads.path_of(Upload.objects.get()).read_bytes() == b"0123456789"
    assert client.delete(address, headers=TUS).status_code == 204
    assert client.head(address, headers=TUS).status_code == 404


def test_what_can_be_done_is_said(client, own):
    told = client.options("/uploads/")
    assert told.status_code == 204
    assert (told["Tus-Version"], told["Tus-Extension"]) == ("1.0.0", "creation,termination")
    assert told["Tus-Max-Size"] == str(100 * 1024 * 1024)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Upload-Length": "0"}, 400),
        ({"Upload-Length": "-1"}, 400),
        ({"Upload-Length": "ten"}, 400),
        ({"Upload-Length": "٣"}, 400),
        ({"Upload-Length": ""}, 400),
        ({"Upload-Length": str(100 * 1024 * 1024 + 1)}, 413),
        ({"Upload-Length": "9" * 40}, 400),
        ({"Tus-Resumable": "0.2.2"}, 412),
    ],
)
def test_a_beginning_that_makes_no_sense_is_answered_in_a_sentence(client, own, headers, status):
    if "٣" in headers.get("Upload-Length", ""):
        headers = {"Upload-Length": "\xb2"}  # a header holds Latin letters; this is a superscript two
    answer = create(client, **headers)
    assert answer.status_code == status
    assert answer.content.decode().endswith(".")
    assert not Upload.objects.exists()


@pytest.mark.parametrize("metadata", ["", "filename", "filename ***", "filename /////w==", "other eA=="])
def test_a_name_that_cannot_be_read_is_no_obstacle(client, own, metadata):
    assert create(client, **{"Upload-Metadata": metadata}).status_code == 201
    assert Upload.objects.get().name == "unnamed"


def test_lies_about_places_and_lengths(client, own):
    address = create(client)["Location"]
    wrong = patch(client, address, b"x", 3)
    assert (wrong.status_code, wrong["Upload-Offset"]) == (409, "0")
    assert patch(client, address, b"x" * 11, 0).status_code == 413
    assert patch(client, address, b"x", "-1").status_code == 400
    plain = client.patch(address, b"x", content_type="text/plain", headers=TUS | {"Upload-Offset": "0"})
    assert plain.status_code == 415
    assert Upload.objects.get().received == 0


def test_another_person_s_file_is_not_there(client, own):
    row = factories.UploadFactory()
    for verb in (client.head, client.delete):
        assert verb(f"/uploads/{row.reference}/", headers=TUS).status_code == 404
    assert patch(client, f"/uploads/{row.reference}/", b"x", 400).status_code == 404
    assert Upload.objects.filter(pk=row.pk).exists()


def test_a_line_that_breaks_keeps_what_came(client, own):
    address = create(client)["Location"]
    headers = TUS | {"Upload-Offset": "0"}
    kind = "application/offset+octet-stream"
    came = {"wsgi.input": io.BytesIO(b"012")}  # of the five bytes that were announced
    cut = client.patch(address, b"01234", content_type=kind, headers=headers, **came)
    assert cut.status_code == 408
    assert cut["Upload-Offset"] == "3"
    assert patch(client, address, b"3456789", 3)["Upload-Offset"] == "10"


def test_one_person_keeps_only_a_few_threads_of_the_server_busy(client, own):
    address = create(client)["Location"]
    with turn(own.pk), turn(own.pk), turn(own.pk) as third:
        assert third is False
        refused = patch(client, address, b"01234", 0)
        assert (refused.status_code, refused["Retry-After"]) == (429, "1")
        with turn(own.pk + 1) as is_theirs:
            assert is_theirs
    assert patch(client, address, b"01234", 0).status_code == 204


def test_strangers_managers_and_forgeries(client):
    assert client.post("/uploads/", headers=TUS | {"HX-Request": "true"}).status_code == 401
    client.force_login(factories.UserFactory(roles=("manager",)))
    assert create(client).status_code == 403
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(analyst())
    assert create(browser).status_code == 403
    assert not Upload.objects.exists()
