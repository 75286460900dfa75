"""Agreements: entered, corrected, joined by parties, related; refused in sentences; each with its entry."""

from datetime import date, datetime

import pytest

from tests.factories import AgreementFactory, CommitmentFactory, FindingFactory, PartyFactory
from tests.services.ledgered import actions, dies_with_its_entry, entries
from tracker.models import Agreement, ReassessmentRequest, User
from tracker.services import agreements
from tracker.services.refusals import Refused, Stale

pytestmark = pytest.mark.django_db

DOHA = {"slug": "doha-2020", "title": "Agreement for Bringing Peace", "kind": "peace_agreement"}


def test_an_agreement_is_entered(admin: User, at: datetime) -> None:
    agreement = agreements.create(
        **DOHA, time_zone="Asia/Kabul", signed_on=date(2020, 2, 29), marking=2, by=admin, at=at
    )
    assert (agreement.effective_marking, agreement.restricted, agreement.version) == (2, False, 1)
    [entry] = entries(agreement)
    assert entry.action == "agreement.create"
    assert entry.after["signed_on"] == "2020-02-29"
    assert entry.marking == 2


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"time_zone": "Kabul"}, "time_zone", "such as Asia/Kabul"),
        ({"time_zone": ""}, "time_zone", "is not a time zone"),
        ({"time_zone": "../etc/passwd"}, "time_zone", "is not a time zone"),
        ({"title": " "}, "title", "is empty"),
        ({"marking": 9}, "marking", "not a valid choice"),
        ({"url": "javascript:alert(1)"}, "url", "valid URL"),
        ({"signed_on": "2020-02-30"}, "signed_on", "invalid date"),
        (
            {"in_force_on": date(2020, 3, 1), "ended_on": date(2020, 2, 1)},
            "ended_on",
            "ends before it comes into force",
        ),
    ],
)
def test_an_agreement_that_cannot_be_is_refused(
    wrong: dict[str, object], field: str, words: str, admin: User, at: datetime
) -> None:
    with pytest.raises(Refused, match=words) as refused:
        agreements.create(**{**DOHA, **wrong}, by=admin, at=at)
    assert refused.value.field == field
    assert not Agreement.objects.exists()


def test_an_agreement_fails_with_its_entry(
    admin: User, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    dies_with_its_entry(monkeypatch, lambda: agreements.create(**DOHA, by=admin, at=at))
    assert not Agreement.objects.exists()


def test_a_stale_edit_gets_both_texts(admin: User, at: datetime) -> None:
    agreement = AgreementFactory(title="First")
    agreements.edit(agreement=agreement, version=1, changes={"title": "Theirs"}, by=admin, at=at)
    with pytest.raises(Stale) as stale:
        agreements.edit(agreement=agreement, version=1, changes={"title": "Mine"}, by=admin, at=at)
    assert (stale.value.theirs, stale.value.yours) == ({"title": "Theirs"}, {"title": "Mine"})


def test_another_time_zone_asks_for_reassessment(admin: User, at: datetime) -> None:
    commitment = CommitmentFactory()
    agreements.edit(
        agreement=commitment.agreement, version=1, changes={"summary": "In short."}, by=admin, at=at
    )
    assert not ReassessmentRequest.objects.exists()
    agreements.edit(
        agreement=commitment.agreement, version=2, changes={"time_zone": "Asia/Tokyo"}, by=admin, at=at
    )
    assert ReassessmentRequest.objects.get().commitment == commitment


def test_another_marking_closes_all_that_belongs_to_it(admin: User, at: datetime) -> None:
    finding = FindingFactory(accepted=True)
    agreement = finding.commitment.agreement
    agreements.edit(agreement=agreement, version=1, changes={"marking": 3}, by=admin, at=at)
    finding.refresh_from_db()
    finding.commitment.refresh_from_db()
    assert (finding.effective_marking, finding.commitment.effective_marking) == (3, 3)
    assert ReassessmentRequest.objects.get().commitment == finding.commitment
    agreements.edit(agreement=agreement, version=2, changes={"marking": 0}, by=admin, at=at)
    finding.refresh_from_db()
    assert finding.effective_marking == 0


def test_parties_take_part_once_in_a_role(admin: User, at: datetime) -> None:
    agreement, party = AgreementFactory(), PartyFactory()
    role = agreements.add_party(agreement=agreement, party=party, role="signatory", by=admin, at=at)
    agreements.add_party(agreement=agreement, party=party, role="monitor", by=admin, at=at)
    with pytest.raises(Refused, match="has this role") as refused:
        agreements.add_party(agreement=agreement, party=party, role="signatory", by=admin, at=at)
    assert refused.value.field == "party"
    agreements.remove_party(role=role, by=admin, at=at)
    assert agreement.roles.get().role == "monitor"
    assert actions(agreement) == ["agreement.add_party", "agreement.add_party", "agreement.remove_party"]


def test_agreements_are_related_once_and_not_to_themselves(admin: User, at: datetime) -> None:
    agreement, other = AgreementFactory(), AgreementFactory()
    relation = agreements.relate(agreement=agreement, other=other, kind="endorses", by=admin, at=at)
    for wrong, words in ((other, "there already"), (agreement, "related to itself")):
        with pytest.raises(Refused, match=words) as refused:
            agreements.relate(agreement=agreement, other=wrong, kind="endorses", by=admin, at=at)
        assert refused.value.field == "other"
    agreements.edit_relation(relation=relation, changes={"note": "By name."}, by=admin, at=at)
    agreements.unrelate(relation=relation, by=admin, at=at)
    assert actions(agreement) == ["agreement.relate", "agreement.edit_relation", "agreement.unrelate"]
