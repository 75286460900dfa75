"""Stores made-up rows in bulk with one entry in the ledger; real rows go through their own services."""

from collections.abc import Sequence
from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext as _

from tracker.models import Agreement, Commitment, CommitmentVersion, User
from tracker.services import ledger
from tracker.services.refusals import Refused

AT_ONCE = 2000  # rows a statement


def begin(*, at: datetime) -> tuple[User, User]:
    """Two people nobody can sign in as, an author and a reviewer. Refused where there are agreements."""
    if Agreement.objects.exists():
        raise Refused(_("There are agreements already; made-up ones are only put into an empty database."))
    with transaction.atomic():
        people = [
            User.objects.create(username=f"generated-{role}", is_active=False, password="!")  # noqa: S106
            for role in ("author", "reviewer")
        ]
        for person in people:
            ledger.record(action="dataset.generate", thing=person, by=None, at=at)
    return people[0], people[1]


def store(*, rows: Sequence[models.Model]) -> None:
    """Store rows of one model, which then have their numbers."""
    if rows:
        with transaction.atomic():
            type(rows[0])._default_manager.bulk_create(rows, batch_size=AT_ONCE)


def point_to_versions(*, versions: Sequence[CommitmentVersion]) -> None:
    """Make each of these versions the current one of its commitment."""
    with transaction.atomic():
        for version in versions:
            version.commitment.current = version
        commitments = [version.commitment for version in versions]
        Commitment.objects.bulk_update(commitments, ["current"], batch_size=AT_ONCE // 4)
