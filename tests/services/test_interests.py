import pytest

from tests.factories.commitments import CommitmentLinkFactory
from tests.factories.parties import PartyFactory
from tests.factories.sources import OriginFactory, SourceFactory, SourceInterestFactory
from tests.services.evidence import duty
from tracker.services.findings import propose_interest

pytestmark = pytest.mark.django_db


def test_the_obligor_and_its_organs_speak_for_themselves():
    obligor = PartyFactory()
    office = PartyFactory(parent=obligor)
    commitment = duty(obligors=[obligor])
    assert propose_interest(OriginFactory(party=obligor), commitment) == "OBL"
    assert propose_interest(OriginFactory(party=office), commitment) == "OBL"
    spokesman = SourceFactory(party=obligor)
    assert propose_interest(OriginFactory(party=None, source=spokesman), commitment) == "OBL"


def test_a_beneficiary_and_the_obligor_of_what_is_exchanged_are_counterparties():
    mine, theirs, owed = PartyFactory(), PartyFactory(), PartyFactory()
    commitment = duty(obligors=[mine], beneficiaries=[owed])
    CommitmentLinkFactory(commitment=duty(obligors=[theirs]), other=commitment, kind="reciprocal")
    assert propose_interest(OriginFactory(party=owed), commitment) == "CTR"
    assert propose_interest(OriginFactory(party=theirs), commitment) == "CTR"


def test_anybody_else_is_independent():
    commitment = duty()
    assert propose_interest(OriginFactory(), commitment) == "IND"
    assert propose_interest(OriginFactory(party=None, source=SourceFactory()), commitment) == "IND"


def test_a_merged_origin_and_a_declared_interest_are_followed():
    obligor = PartyFactory()
    commitment = duty(obligors=[obligor])
    root = OriginFactory(party=obligor)
    assert propose_interest(OriginFactory(merged_into=root), commitment) == "OBL"
    source = SourceFactory()
    SourceInterestFactory(source=source, party=obligor, interest="CTR")
    assert propose_interest(OriginFactory(party=None, source=source), commitment) == "CTR"
