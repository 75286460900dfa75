"""A rule of the database is answered with the service's sentence, never with the name of a constraint."""

from datetime import date

import pytest
from django.test import Client

from tests.admin.posting import lines, sentences, url
from tests.factories import AgreementFactory, ClauseFactory, CommitmentVersionFactory, PartyFactory
from tracker.models import Clause, CommitmentVersion

pytestmark = pytest.mark.django_db


def test_a_withheld_clause_with_text(browser: Client) -> None:
    agreement = AgreementFactory()
    form = {
        "agreement": agreement.pk,
        "reference": "Annex",
        "position": 1,
        "withheld": "on",
        "text": "Secret",
    }
    page = sentences(browser.post(url("clause", "add"), form | {"marking": 0, "language": "en"}))
    assert "A withheld clause carries no text." in page
    assert "Constraint" not in page
    assert not Clause.objects.exists()


def test_a_reference_that_is_taken(browser: Client) -> None:
    there = ClauseFactory(reference="Part One")
    form = {"agreement": there.agreement_id, "reference": "Part One", "position": 1, "text": "x"}
    page = sentences(browser.post(url("clause", "add"), form | {"marking": 0, "language": "en"}))
    assert "The agreement has a clause with this reference already. Choose another reference." in page
    assert "already exists" not in page


def test_a_target_taken_from_a_measured_duty(browser: Client) -> None:
    version = CommitmentVersionFactory(metric=True)
    version.commitment.current = version
    version.commitment.save()
    before = CommitmentVersion.objects.count()
    address = url("commitmentversion", "change", version.pk)
    form = browser.get(address).context["adminform"].form
    sent = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    sent = {name: "" if value is None else value for name, value in sent.items() if value is not False}
    page = sentences(browser.post(address, sent | {"target": "", "next_reason": "It has none."}))
    assert "A measured target needs a baseline and a target: give both as numbers." in page
    assert "Constraint" not in page
    assert CommitmentVersion.objects.count() == before


def test_a_relation_of_a_party_that_ends_before_it_begins(browser: Client) -> None:
    one, other = PartyFactory(), PartyFactory()
    form = {
        "party": one.pk,
        "kind": "leads",
        "other": other.pk,
        "from_on": date(2020, 2, 29),
        "to_on": date(2020, 2, 1),
        "precision": "day",
    }
    page = sentences(browser.post(url("partyrelation", "add"), form | lines()))
    assert "The relation ends before it begins. Correct one of the two days." in page
    assert "Constraint" not in page
