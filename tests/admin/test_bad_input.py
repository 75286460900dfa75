"""Nonsense in addresses, forms and tables is answered, never with an error of the server."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.admin.posting import lines, url
from tests.factories import PartyFactory
from tracker.models import Party

pytestmark = pytest.mark.django_db

PARTY = {"slug": "a", "name": "A", "kind": "state", "parent": "", "description": ""}


@pytest.mark.parametrize(
    "address",
    [
        "party/abc/change/",
        "party/999999999999999999999999/change/",
        "party/1/history/",
        "party/1/delete/",
        "party/?q=%00",
        "party/?kind=%00",
        "party/?kind__exact=planet",
        "party/?nothing=1",
        "party/?p=99999999999999999999",
        "party/?o=abc.def",
        "agreement/?signed_on__year=20201&signed_on__month=13",
        "agreement/?marking=abc",
        "commitment/?agreement__id__exact=abc",
        "finding/?e=1",
        "ledgerentry/?at__year=abc",
        "party/add/?kind=planet&parent=abc",
    ],
)
def test_an_address_that_means_nothing(address: str, browser: Client) -> None:
    PartyFactory()
    assert browser.get(f"/admin/tracker/{address}", follow=True).status_code in (200, 400, 403, 404)


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"name": "\x00"},
        {"name": "x" * 100_000},
        {"slug": "ü"},
        {"parent": "abc"},
        {"parent": "99999999999999999999"},
        {"aliases-TOTAL_FORMS": "abc"},
        {"aliases-TOTAL_FORMS": "99999999"},
    ],
)
def test_a_form_that_cannot_be_taken(wrong: dict[str, str], browser: Client) -> None:
    form = lines("aliases", "identifiers", "relations") | PARTY | wrong if wrong else {}
    answer = browser.post(url("party", "add"), form)
    assert answer.status_code in (200, 400)
    assert not Party.objects.exists()


@pytest.mark.parametrize("version", ["", "abc", "-1", "99999999999999999999"])
def test_a_version_that_nobody_read(version: str, browser: Client) -> None:
    party = PartyFactory(name="Before", slug="a")
    form = lines("aliases", "identifiers", "relations") | PARTY | {"read_version": version}
    assert browser.post(url("party", "change", party.pk), form).status_code in (200, 302)


@pytest.mark.parametrize("format_number", ["0", "1", "2", "9", ""])
@pytest.mark.parametrize(
    "content", [b"", b"\x00\xff\xfe\x00", b"nonsense", "slug,name\nا,ب".encode("utf-16"), b"[1, 2"]
)
def test_a_table_that_is_none(content: bytes, format_number: str, browser: Client) -> None:
    upload = SimpleUploadedFile("table.csv", content, "text/csv")
    sent = {"format": format_number, "resource": "0", "import_file": upload}
    assert browser.post(url("party", "import"), sent).status_code == 200
    assert not Party.objects.exists()


def test_a_confirmation_of_nothing(browser: Client) -> None:
    sent = {"import_file_name": "../../etc/passwd", "original_file_name": "x", "format": "0", "resource": "0"}
    answer = browser.post(url("party", "process_import"), sent, follow=True)
    assert "Upload it again" in answer.content.decode()
