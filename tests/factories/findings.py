"""Builds findings in every state, with what each state needs, for tests."""

import factory

from tests.factories.commitments import CommitmentFactory
from tests.factories.moments import NOW, SIGNED_ON, TODAY
from tests.factories.people import UserFactory
from tests.factories.reports import ReportFactory
from tests.factories.sources import OriginFactory
from tracker.models import Finding


class FindingFactory(factory.django.DjangoModelFactory):
    """A draft; the traits `submitted`, `accepted`, `backfilled`, `rejected`, `superseded` move it on."""

    class Meta:
        model = Finding

    class Params:
        submitted = factory.Trait(state="submitted", submitted_at=NOW)
        accepted = factory.Trait(
            state="accepted",
            submitted_at=NOW,
            accepted_at=NOW,
            accepted_by=factory.SubFactory(UserFactory),
            accepted_on=TODAY,
            published_on=factory.SelfAttribute("report.published_on"),
            reliability="B",
        )
        backfilled = factory.Trait(
            state="accepted",
            submitted_at=NOW,
            accepted_at=NOW,
            accepted_by=factory.SubFactory(UserFactory),
            accepted_on=None,
            backfill=True,
            published_on=factory.SelfAttribute("report.published_on"),
            reliability="B",
        )
        rejected = factory.Trait(
            state="rejected",
            submitted_at=NOW,
            rejected_at=NOW,
            rejected_by=factory.SubFactory(UserFactory),
            rejection_reason="The passage speaks of another province.",
        )
        superseded = factory.Trait(
            state="superseded",
            submitted_at=NOW,
            accepted_at=NOW,
            accepted_by=factory.SubFactory(UserFactory),
            accepted_on=TODAY,
            published_on=factory.SelfAttribute("report.published_on"),
            reliability="B",
            superseded_at=NOW,
            superseded_by=factory.SubFactory(UserFactory),
            superseded_on=TODAY,
            supersession_reason="The report was corrected by its publisher.",
        )

    report = factory.SubFactory(ReportFactory)
    commitment = factory.SubFactory(CommitmentFactory)
    origin = factory.SubFactory(OriginFactory)
    stance = "SUPPORTS"
    statement = "The passage says so."
    credibility = "2"
    interest = "IND"
    observed_to = SIGNED_ON
    state = "draft"
    author = factory.SubFactory(UserFactory)
    created_at = NOW
    marking = 0
    effective_marking = factory.LazyAttribute(
        lambda f: max(f.marking, f.report.effective_marking, f.commitment.effective_marking)
    )
