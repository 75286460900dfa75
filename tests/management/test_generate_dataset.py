"""A made-up portfolio keeps every rule of the database, and is assessed as any other."""

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.factories import AgreementFactory
from tracker.models import Agreement, Commitment, CurrentAssessment, Finding, LedgerEntry, ReassessmentRequest
from tracker.services.assessments.verifying import differences

pytestmark = pytest.mark.django_db


def generate(**options: Any) -> str:
    said = io.StringIO()
    sizes = {"agreements": 3, "commitments": 12, "findings": 60, "days": 5, "seed": 7}
    call_command("generate_dataset", **{**sizes, **options}, stdout=said)
    return said.getvalue()


def test_it_makes_what_was_asked_and_assesses_it():
    said = generate()
    assert "3 agreements, 12 commitments and 60 findings" in said
    assert (Agreement.objects.count(), Commitment.objects.count(), Finding.objects.count()) == (3, 12, 60)
    assert set(CurrentAssessment.objects.values_list("commitment", flat=True)) == set(
        Commitment.objects.values_list("pk", flat=True)
    )
    assert list(differences(Commitment.objects.values_list("pk", flat=True))) == []
    assert LedgerEntry.objects.filter(action="dataset.generate").count() == 2


def test_the_assessing_can_be_left_to_the_worker():
    generate(unassessed=True)
    assert not CurrentAssessment.objects.exists()
    assert ReassessmentRequest.objects.count() == 12


def test_nothing_is_put_among_real_agreements():
    AgreementFactory()
    with pytest.raises(CommandError, match="agreements already"):
        generate()


@pytest.mark.parametrize("text", ["0", "-1", "x"])
def test_a_size_is_a_number_from_one_on(text: str):
    with pytest.raises(CommandError, match="not a number from 1 on"):
        call_command("generate_dataset", "--agreements", text)
