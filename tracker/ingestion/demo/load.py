"""Loads the whole demonstration through the services, or nothing of it; it must not read the clock."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tracker.ingestion.demo.evidence import file_beside, file_reports, file_ruling
from tracker.ingestion.demo.inbox import bring_news
from tracker.ingestion.demo.register import registers
from tracker.ingestion.demo.texts import file_agreements
from tracker.models import Agreement, Commitment, ReassessmentRequest
from tracker.services import assessments
from tracker.services.refusals import Refused


def load(*, with_password: bool, at: datetime) -> int:
    """File everything as a declared backfill and assess it; returns the number of commitments.

    Raises Refused when the database already holds agreements: the demonstration never mixes with real work.
    """
    if Agreement.objects.exists():
        raise Refused(
            _(
                "There are agreements in this database already. "
                "The demonstration is loaded only into an empty one."
            )
        )
    with transaction.atomic():
        known = registers(with_password=with_password, at=at)
        duties = file_agreements(known, at=at)
        filed = file_reports(known, duties, at=at)
        file_beside(known, duties, filed, at=at)
        bring_news(known, at=at)
    _assess(at)
    file_ruling(known, duties, at=at)
    _assess(at)
    return len(duties)


def _assess(at: datetime) -> None:
    """Work what waits here and now, so that the first page shows results without a worker."""
    waiting = ReassessmentRequest.objects.values_list("commitment_id", flat=True)
    assessments.reassess(
        commitment_ids=list(Commitment.objects.filter(pk__in=waiting).values_list("pk", flat=True)),
        at=at,
        wait_for_claims=False,
    )
