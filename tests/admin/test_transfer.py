"""Tables go out as they are and come in row by row through the services, all of them or none."""

import csv
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.admin.posting import sentences, url
from tests.factories import AgreementFactory, AnchorFactory, PartyFactory, UserFactory
from tests.services.ledgered import actions
from tracker.models import Commitment, LedgerEntry, Party

pytestmark = pytest.mark.django_db


def export(browser: Client, noun: str) -> list[dict[str, str]]:
    """The rows of a model's table as CSV."""
    page = browser.get(url(noun, "export"))
    form = page.context["form"]
    data = {name: "on" for name in form.fields if name not in ("format", "resource", "export_items")}
    sent = browser.post(url(noun, "export"), data | {"format": "0", "resource": "0"})
    assert sent["Content-Type"] == "text/csv", page.content.decode()
    return list(csv.DictReader(io.StringIO(sent.content.decode())))


def bring(browser: Client, noun: str, rows: list[dict[str, str]], *, confirm: bool = True) -> Any:
    """Upload rows as CSV, and confirm what is shown where it can be."""
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    upload = SimpleUploadedFile("table.csv", out.getvalue().encode(), "text/csv")
    shown = browser.post(url(noun, "import"), {"format": "0", "resource": "0", "import_file": upload})
    if not confirm or "confirm_form" not in shown.context:
        return shown
    return browser.post(url(noun, "process_import"), shown.context["confirm_form"].initial, follow=True)


def test_rows_go_out_get_corrected_and_come_in_through_the_services(browser: Client) -> None:
    whole = PartyFactory(slug="whole", name="Whole")
    party = PartyFactory(slug="part", name="Prat", parent=whole)
    rows = sorted(export(browser, "party"), key=lambda row: row["slug"])
    assert rows[0]["parent"] == "whole"
    rows[0]["name"] = "Part"
    rows.append({**rows[0], "slug": "new", "name": "New"})
    assert bring(browser, "party", rows).status_code == 200
    party.refresh_from_db()
    assert (party.name, party.version) == ("Part", 2)
    assert actions(party) == ["party.edit"]
    assert actions(Party.objects.get(slug="new")) == ["party.create"]
    assert actions(whole) == [], "unchanged rows are skipped"


def test_a_refused_row_stops_the_whole_table(browser: Client) -> None:
    rows = [
        {"slug": "one", "name": "One", "kind": "state", "parent": "", "description": ""},
        {"slug": "two", "name": "Two", "kind": "planet", "parent": "", "description": ""},
    ]
    page = sentences(bring(browser, "party", rows))
    assert "not a valid choice" in page
    assert not Party.objects.exists()
    assert not LedgerEntry.objects.exists()


def test_a_preview_stores_nothing(browser: Client) -> None:
    rows = [{"slug": "one", "name": "One", "kind": "state", "parent": "", "description": ""}]
    assert "confirm_form" in bring(browser, "party", rows, confirm=False).context
    assert not Party.objects.exists()
    assert not LedgerEntry.objects.exists()


def test_a_commitment_comes_in_with_its_definition_and_goes_out_the_same(browser: Client) -> None:
    AnchorFactory(agreement=AgreementFactory(slug="doha-2020"), code="signature")
    PartyFactory(slug="usa")
    row = {
        "agreement": "doha-2020",
        "code": "USG-02",
        "title": "Reduce forces",
        "marking": "0",
        "kind": "METRIC",
        "starts_on": "2020-02-29",
        "deadline_rule": "signature + 135 days",
        "baseline": "13000",
        "target": "8600",
        "obligors": "usa",
    }
    page = bring(browser, "commitment", [row])
    assert Commitment.objects.exists(), page.content.decode()
    version = Commitment.objects.get().current
    assert version is not None
    assert (str(version.due_on), version.target) == ("2020-07-13", 8600)
    [out] = export(browser, "commitment")
    assert {name: out[name] for name in row} == row


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"obligors": "nobody"}, "There is no party “nobody”"),
        ({"obligors": ""}, "Somebody must owe the duty"),
        ({"deadline_rule": "14 moons after signature"}, "cannot be read at character 4"),
        ({"agreement": "nowhere"}, "There is no agreement “nowhere”"),
    ],
)
def test_a_commitment_that_cannot_be_is_refused_with_its_row(
    wrong: dict[str, str], words: str, browser: Client
) -> None:
    AnchorFactory(agreement=AgreementFactory(slug="doha-2020"), code="signature")
    PartyFactory(slug="usa")
    row = {
        "agreement": "doha-2020",
        "code": "USG-02",
        "title": "Reduce forces",
        "marking": "0",
        "kind": "ACT",
        "starts_on": "2020-02-29",
        "deadline_rule": "",
        "obligors": "usa",
    }
    assert words in sentences(bring(browser, "commitment", [row | wrong]))
    assert not Commitment.objects.exists()


def test_passwords_and_token_hashes_stay_inside(browser: Client) -> None:
    UserFactory()
    for row in export(browser, "user"):
        assert not {"password", "id"} & set(row)
    page = browser.get(url("apitoken", "export"))
    assert "token_hash" not in page.content.decode()


def test_a_cell_that_looks_like_a_formula_is_disarmed(browser: Client) -> None:
    PartyFactory(slug="odd", name="=1+1")
    assert export(browser, "party")[0]["name"] == "1+1"


def test_rows_beyond_the_clearance_do_not_go_out() -> None:
    AgreementFactory(marking=4)
    client = Client()
    client.force_login(UserFactory(roles=("admin",), level=2))
    assert export(client, "agreement") == []
