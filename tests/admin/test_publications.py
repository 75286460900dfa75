"""The administration of addresses and status pages: neither keys nor what is out of sight."""

import pytest

from tests import factories

pytestmark = [pytest.mark.once, pytest.mark.django_db]


def test_whose_an_address_is_and_not_what_it_is_about(client):
    hidden = factories.AgreementFactory(title="Hidden pact", slug="hidden-pact", marking=3)
    one = factories.SubscriptionFactory(agreement=hidden, name="Telephone")
    page = factories.StatusPageFactory(agreements=[hidden], title="How it stands")
    client.force_login(factories.UserFactory(roles=("admin",), level=1))
    for address, shown in (
        ("/admin/tracker/subscription/", "Telephone"),
        (f"/admin/tracker/subscription/{one.pk}/change/", "Telephone"),
        ("/admin/tracker/statuspage/", "How it stands"),
        (f"/admin/tracker/statuspage/{page.pk}/change/", "How it stands"),
    ):
        html = client.get(address).content.decode()
        assert shown in html
        for secret in ("Hidden pact", "hidden-pact", one.token_hash):
            assert secret not in html


@pytest.mark.parametrize("name", ["subscription", "statuspage"])
def test_an_export_holds_no_more(client, name):
    hidden = factories.AgreementFactory(title="Hidden pact", slug="hidden-pact", marking=3)
    one = factories.SubscriptionFactory(agreement=hidden)
    factories.StatusPageFactory(agreements=[hidden])
    client.force_login(factories.UserFactory(roles=("admin",), level=1))
    page = client.get(f"/admin/tracker/{name}/export/").content.decode()
    for secret in ("token_hash", "agreement", one.token_hash):
        assert secret not in page.split("<form")[-1]
