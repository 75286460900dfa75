"""Every address: strangers are sent to the login, nobody breaks a page, forgeries are refused."""

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.services.evidence import accepted, submitted
from tests.web.addresses import address, names
from tests.web.sight import assessed
from tracker.models import User
from tracker.services import tokens

pytestmark = [pytest.mark.once, pytest.mark.django_db]
OPEN = {"login", "logout", "setup", "healthz", "healthz-jobs", "set_language", "admin:jsi18n", "admin:logout"}
# Anybody may ask for these: keys in the address open them, or they hold open material alone.
OPEN |= {"calendar", "feed", "status-list", "status-page", "status-badge", "status-table"}
OPEN |= {"api_schema"}
KEYED = "api_"  # what begins so takes a key and no session
RED_WITHOUT_WORKER = {"healthz-jobs"}
MISSING = {
    "slug": "no-such-thing",
    "code": "NO-99",
    "reference": "X-NOSUCH",
    "number": "999999999",
    "other": "X-NOSUCH",
    "sha256": "0" * 64,
    "verb": "no-such-verb",
    "token": "no-such-token",
    "key": "no-such-form",
    "object_id": "999999999",
    "content_type_id": "999999999",
    "app_label": "tracker",
}
PARTY_PAGES = ("party", "party-record", "party-around")


@pytest.fixture
def existing():
    """Words that lead to something, for every gap of every page."""
    finding = accepted()
    commitment, waiting = finding.commitment, submitted(commitment=finding.commitment)
    ruling = factories.RulingFactory(perspective=factories.PerspectiveFactory(commitment=commitment))
    there = {
        **MISSING,
        "slug": commitment.agreement.slug,
        "code": commitment.code,
        "reference": finding.report.reference,
        "sha256": finding.report.attachments.get().sha256,
        "verb": "comment",
        "object_id": "1",
        "content_type_id": "1",
        ("source", "slug"): finding.report.source.slug,
        **{(name, "slug"): factories.PartyFactory().slug for name in PARTY_PAGES},
        ("agreement-duties", "number"): "1",
        ("ruling", "reference"): ruling.reference,
        ("review_decide", "reference"): waiting.reference,
        ("review_grade", "reference"): waiting.reference,
        ("review_settle", "reference"): waiting.reference,
        ("review_remove", "reference"): waiting.reference,
        ("review_restore", "reference"): waiting.reference,
        ("comment_people", "reference"): waiting.reference,
    }
    page = factories.CaptureFactory(done=True, attachment=finding.report.attachments.get())
    for name in ("capture", "capture_again", "capture_warc"):
        there[name, "reference"] = page.reference
    waits = factories.BriefFactory()
    for name in ("brief", "brief-again", "brief-delete", "brief-file"):
        there[name, "reference"] = waits.reference
    entry = factories.InboxEntryFactory()
    there["inbox_decide", "reference"] = entry.reference
    for name in ("feed_edit", "feed_ask"):
        there[name, "slug"] = entry.feed.slug
    for name in ("source_rate", "source_rerate"):
        there[name, "slug"] = finding.report.source.slug
    for name in ("origin", "origin_edit", "origin_merge", "origin_split"):
        there[name, "slug"] = finding.origin.slug
    there["origin_part", "slug"] = factories.OriginFactory(merged_into=finding.origin).slug
    beside = {"coverage": factories.CoverageFactory, "position": factories.PositionFactory}
    for what, factory in beside.items():
        row = factory(commitment=commitment)
        for verb in ("edit", "remove", "restore"):
            there[f"commitment_{what}_{verb}", "reference"] = row.reference
    page = factories.StatusPageFactory(agreements=[commitment.agreement])
    for name in ("page", "badge", "table", "page-edit", "page-close", "page-reopen"):
        there[f"status-{name}", "slug"] = page.slug
    there["portfolio", "reference"] = factories.PortfolioDayFactory(known_by="2020-05-01").reference
    for name in ("finding", "finding_edit", "finding_act"):
        there[name, "reference"] = finding.reference
    return there


def addresses(words, *, admin):
    """Every page with its address under these words; without gaps only where they lead to something."""
    for name, gaps in names(admin=admin):
        if gaps or words is not MISSING:
            yield name, address(name, gaps, words)


def test_the_walk_finds_the_pages():
    found = dict(names())
    assert found["commitment"] == ("slug", "code")
    assert {"overview", "reports", "healthz", "admin:index", "admin:tracker_finding_change"} <= set(found)
    assert len(found) > 200


def test_a_stranger_is_sent_to_the_login(client, existing):
    for words in (existing, MISSING):
        for name, path in addresses(words, admin=True):
            response = client.get(path)
            if name in OPEN:
                assert response.status_code < 500 or name in RED_WITHOUT_WORKER, name
                continue
            if name.startswith(KEYED):
                assert response.status_code == 401, name
                continue
            if response.status_code == 405:  # it only takes POST: then the stranger is sent away as well
                response = client.post(path)
            assert response.status_code == 302, name
            # The administration has an address of its own for it, which leads on to the one login.
            assert response.url.split("?")[0] in ("/login/", "/admin/login/"), name
    assert client.get("/admin/login/?next=/admin/").url == "/login/?next=/admin/"


@pytest.mark.parametrize("role", ["analyst", "manager", "admin"])
def test_no_page_breaks(client, existing, role):
    reader = factories.UserFactory(roles=(role,), level=4)
    assessed(reader)
    client.force_login(reader)
    opened = 0
    for name, path in addresses(existing, admin=False):
        response = client.get(path)
        assert response.status_code < 500 or name in RED_WITHOUT_WORKER, (name, path)
        opened += response.status_code == 200
        if name == "logout":
            client.force_login(reader)
    assert opened > 20


def test_no_address_of_the_api_breaks(client, existing):
    reader = factories.UserFactory(roles=("analyst",), level=4)
    assessed(reader)
    key = tokens.create(user=reader, name="test", by=reader, at=timezone.now())[1]
    client.force_login(reader)
    keyed = 0
    for words, code in ((existing, 200), (MISSING, 404)):
        for name, path in addresses(words, admin=False):
            if name.startswith(KEYED) and name not in OPEN:
                assert client.get(path).status_code == 401, name
                assert client.get(path, headers={"Authorization": f"Bearer {key}"}).status_code == code, name
                keyed += 1
    assert keyed > 9


def test_what_is_missing_is_404(client):
    client.force_login(factories.UserFactory(roles=("analyst", "manager", "admin"), level=4))
    for name, path in addresses(MISSING, admin=False):
        if name.startswith(KEYED):
            continue
        response = client.get(path)
        assert response.status_code in ({404, 405} if name != "setup" else {200, 404, 410}), (name, path)


@pytest.mark.parametrize("role", ["admin", "manager"])
def test_no_page_of_the_administration_breaks(client, existing, role):
    client.force_login(factories.UserFactory(roles=(role,), level=4))
    for name, path in addresses(existing, admin=True):
        if name.startswith("admin:"):
            response = client.get(path)
            assert response.status_code < 500, (name, path)
            allowed = role == "admin" or name in OPEN
            assert allowed or response.status_code in (302, 403, 404, 405), (name, path)


def test_a_form_without_its_token_is_refused(existing):
    reader = factories.UserFactory(roles=("analyst", "manager", "admin"), level=4)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(reader)
    for name, path in addresses(existing, admin=True):
        response = browser.post(path, {"action": "approve", "reason": "A forged reason."})
        assert response.status_code in (403, 405), (name, path)
    assert User.objects.filter(pk=reader.pk).exists()
