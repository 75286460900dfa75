"""A row is never more open than what it belongs to, and names its teams or inherits the restriction."""

import pytest

from tests.factories import (
    AgreementFactory,
    AttachmentFactory,
    CommitmentFactory,
    FindingFactory,
    TeamFactory,
)
from tracker.models import Agreement, Commitment
from tracker.services import markings

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("own", "parent", "effective"), [(0, 0, 0), (0, 3, 3), (3, 0, 3), (2, 4, 4)])
def test_the_strictest_of_own_and_parents_counts(own: int, parent: int, effective: int) -> None:
    commitment = Commitment(agreement=AgreementFactory(marking=parent), marking=own)
    markings.settle(commitment)
    assert commitment.effective_marking == effective


def test_a_row_not_yet_stored_counts_the_teams_it_is_about_to_name() -> None:
    agreement = Agreement(slug="a", title="A", kind="treaty")
    assert markings.settle(agreement, teams=[TeamFactory()])
    assert agreement.restricted


def test_a_restriction_is_inherited() -> None:
    agreement = AgreementFactory()
    agreement.teams.add(TeamFactory())
    commitment = CommitmentFactory(agreement=agreement)
    assert markings.settle(agreement)
    agreement.save()
    assert markings.spread(agreement) == {commitment.pk}
    commitment.refresh_from_db()
    assert commitment.restricted


def test_a_marking_reaches_the_last_descendant_and_names_the_duties_concerned() -> None:
    finding = FindingFactory(accepted=True)
    attachment = AttachmentFactory(report=finding.report)
    source = finding.report.source
    source.marking = source.effective_marking = 2
    source.save()
    assert markings.spread(source) == {finding.commitment_id}
    attachment.refresh_from_db()
    finding.refresh_from_db()
    assert (attachment.effective_marking, finding.effective_marking) == (2, 2)


def test_every_marked_model_says_what_it_belongs_to() -> None:
    assert {model.__name__ for model in markings.marked_models()} == set(markings.PARENTS)
