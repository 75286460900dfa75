"""What no database can hold in an address, its parameters or a form: no page breaks on it."""

import pytest
from django.db import connection

from tests import factories
from tests.services.evidence import accepted, analyst
from tests.web.addresses import address, names
from tracker.models import Report

pytestmark = pytest.mark.django_db
ODD = "?q=%00&page=%00&as_of=%00&known_by=a%00b&source=%00&finding=%00&commitment=%00&%00=%00&replaces=%00"

NUMBERS = dict.fromkeys(("content_type_id", "object_id", "number"), "1")  # gaps that take nothing else


class Anything(dict):
    """A word for every gap; `NO-1` is none of ours."""

    def __missing__(self, gap):
        return {**NUMBERS, "app_label": "tracker", "verb": "submit"}.get(gap, "NO-1")


def test_a_nul_in_any_parameter_of_any_page(client):
    client.force_login(factories.UserFactory(roles=("admin", "analyst", "manager"), is_superuser=True))
    finding = accepted()
    there = Anything(
        reference=finding.report.reference,
        slug=finding.commitment.agreement.slug,
        code=finding.commitment.code,
    )
    # SQLite holds a NUL and PostgreSQL does not: the many pages of the administration are asked there.
    seen = list(names(admin=connection.vendor == "postgresql"))
    assert len(seen) > 100
    for name, gaps in seen:
        for words in (there, Anything()):
            if words is there or (gaps and not name.startswith("admin:")):
                response = client.get(address(name, gaps, words) + ODD)
                assert response.status_code < 500 or name == "healthz-jobs", name  # no heartbeat in a test


def test_a_nul_in_an_address_leads_nowhere(client):
    client.force_login(factories.UserFactory(roles=("admin", "analyst", "manager"), is_superuser=True))
    words = dict.fromkeys(("reference", "slug", "code", "sha256", "token", "verb", "other"), "a") | NUMBERS
    for name, gaps in names(admin=False):
        for gap in set(gaps) - {"slug", "verb", "number"}:  # these with a NUL are not even looked for
            odd = address(name, gaps, words | {gap: "a\x00"})
            if name.startswith("api_"):  # tests/api asks these with a key
                continue
            assert client.get(odd).status_code in (302, 404, 405), odd
            if name != "setup":
                assert client.post(odd).status_code == 404, odd
    for odd in ("/sources/%00/", "/parties/a%00/", "/admin/tracker/party/%00/change/", "/%00"):
        assert client.get(odd).status_code == 404, odd


@pytest.mark.parametrize("number", ["0", "9" * 30, "9" * 5000])
def test_a_number_that_nothing_has_leads_nowhere(client, number):
    client.force_login(factories.UserFactory(roles=("admin", "analyst", "manager"), is_superuser=True))
    finding = accepted()
    words = {
        "reference": finding.reference,
        "slug": finding.commitment.agreement.slug,
        "sha256": finding.report.attachments.get().sha256,
        "number": number,
    }
    numbered = [(name, gaps) for name, gaps in names(admin=False) if "number" in gaps]
    assert len(numbered) >= 3
    for name, gaps in numbered:
        own = words | ({"reference": finding.report.reference} if name == "report_leaf" else {})
        assert client.get(address(name, gaps, own)).status_code in (404, 405), name
        assert client.post(address(name, gaps, own)).status_code in (404, 405), name


def test_a_parameter_is_read_without_its_nul(client):
    client.force_login(factories.UserFactory(level=1))
    factories.PartyFactory(name="Northland")
    assert "Northland" in client.get("/search/?q=North%00land").content.decode()
    assert client.get("/changes/?as_of=2020-%0007-01").status_code == 200


def test_a_form_is_read_without_nul(client):
    reader = analyst(level=2)
    client.force_login(reader)
    source = factories.SourceFactory(name="The Outlet")
    sent = {
        "title": "A\x00 release",
        "source": "The Out\x00let",
        "published_on": "2020-06-08",
        "te\x00xt": "x\x00y",
    }
    client.post("/reports/new/", sent)
    report = Report.objects.get()
    assert (report.title, report.source) == ("A release", source)
    assert report.attachments.get().pages.get().text == "xy"


@pytest.mark.parametrize("field", ["quote", "commitment", "origin", "replaces", "action", "version", "place"])
def test_the_fields_of_a_finding_hold_no_nul(client, field):
    client.force_login(analyst(level=2))
    finding = accepted()
    response = client.post(f"/reports/{finding.report.reference}/findings/new/", {field: "\x00a\x00"})
    assert response.status_code == 422


def test_a_login_with_a_nul_is_refused_in_a_sentence(client):
    response = client.post("/login/?next=%00", {"username": "a\x00", "password": "b\x00"})
    assert response.status_code in (200, 422)
    assert "<form" in response.content.decode()
