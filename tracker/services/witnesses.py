"""Keeps who outside is mailed checkpoints, and how far each letter came; it knows no mail server."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from tracker.models import Checkpoint, CheckpointLetter, LedgerHead, User, Witness
from tracker.models.states import LetterState
from tracker.services import checkpoints, letters, policies, rows
from tracker.services.refusals import Refused
from tracker.services.wording import tidy

EDITABLE = ("name", "email", "since_on", "until_on")
CLAIM_LASTS = timedelta(seconds=180)  # above what one delivery may take with all its time-outs
MOST_ATTEMPTS = 3
WAITS = (timedelta(minutes=5), timedelta(hours=1))  # after the first and the second failure


def add(
    *, name: str, email: str, since_on: date, by: User, at: datetime, until_on: date | None = None
) -> Witness:
    """Name a witness, who is mailed each checkpoint from a day on. Raises Refused with the field."""
    _check(by)
    row = Witness(name=name, email=email, since_on=since_on, until_on=until_on)
    return rows.add(row, action="witness.add", by=by, at=at)


def edit(*, witness: Witness, changes: Mapping[str, Any], by: User, at: datetime) -> Witness:
    """Change what is kept of a witness: fields of EDITABLE. An end is a day; no witness is ever deleted."""
    _check(by)
    return rows.edit(
        witness, version=None, changes=changes, allowed=EDITABLE, action="witness.edit", by=by, at=at
    )


def publish(*, at: datetime, by: User | None = None) -> Checkpoint:
    """Make a checkpoint and have it wait for every witness of this day, once each; for jobs `by` is None.

    Refused for anybody but administrators. Without mail nobody is written to: the line can be handed on.
    """
    if by is not None:
        _check(by)
    with transaction.atomic():
        head = checkpoints.make(at=at)
        _tell(head, at=at)
    return head


def publish_daily(*, at: datetime) -> Checkpoint | None:
    """Publish the first checkpoint of this day (UTC), made where there is none; None when nothing is new."""
    day = at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    with transaction.atomic():
        size = LedgerHead.objects.select_for_update().get(id=1).size
        head = Checkpoint.objects.filter(at__gte=day).exclude(signature="").order_by("size").first()
        if head is None:
            if size == 0 or Checkpoint.objects.filter(size=size).exclude(signature="").exists():
                return None
            head = checkpoints.make(at=at)
        _tell(head, at=at)
    return head


def _tell(head: Checkpoint, *, at: datetime) -> None:
    if not letters.is_set_up():
        return
    day = at.astimezone(UTC).date()
    named = Witness.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=day), since_on__lte=day)
    CheckpointLetter.objects.bulk_create(
        [CheckpointLetter(checkpoint=head, witness=one, due_at=at) for one in named], ignore_conflicts=True
    )


def due(*, at: datetime) -> list[int]:
    """The letters to witnesses that should have left by a moment and are held by nobody, longest first."""
    rows = CheckpointLetter.objects.filter(_free(at), state=LetterState.WAITING, due_at__lte=at)
    return list(rows.order_by("due_at", "pk").values_list("pk", flat=True)[:200])


def claim(*, letter_id: int, at: datetime) -> CheckpointLetter | None:
    """Take up a letter, counting the attempt before the work; None when there is nothing to send now."""
    with transaction.atomic():
        rows = CheckpointLetter.objects.filter(pk=letter_id, state=LetterState.WAITING, due_at__lte=at)
        row = rows.filter(_free(at)).select_for_update().first()
        if row is None:
            return None
        if row.attempts >= MOST_ATTEMPTS:
            _close(row, LetterState.PARKED, problem=_("The job that sent it died three times."))
            return None
        rows.update(attempts=F("attempts") + 1, claimed_at=at)
    return CheckpointLetter.objects.select_related("witness", "checkpoint").get(pk=letter_id)


def sent(*, letter: CheckpointLetter, at: datetime) -> None:
    """Note that the mail server took it; it is never sent again."""
    _close(letter, LetterState.SENT, at=at)


def failed(*, letter: CheckpointLetter, problem: str, at: datetime) -> None:
    """Say in a sentence why it could not be sent; it is tried again later, three times in all."""
    if letter.attempts >= MOST_ATTEMPTS:
        _close(letter, LetterState.PARKED, problem=problem)
        return
    CheckpointLetter.objects.filter(pk=letter.pk, state=LetterState.WAITING).update(
        due_at=at + WAITS[letter.attempts - 1], claimed_at=None, last_error=_sentence(problem)
    )


def _free(at: datetime) -> Q:
    return Q(claimed_at__isnull=True) | Q(claimed_at__lt=at - CLAIM_LASTS)


def _close(
    letter: CheckpointLetter, state: LetterState, *, at: datetime | None = None, problem: str = ""
) -> None:
    CheckpointLetter.objects.filter(pk=letter.pk, state=LetterState.WAITING).update(
        state=state, sent_at=at, claimed_at=None, last_error=_sentence(problem)
    )


def _sentence(problem: str) -> str:
    return " ".join(tidy(problem).split())[:500]


def _check(by: User) -> None:
    if not policies.has_role(by, policies.ADMIN):
        raise Refused(_("Only administrators name witnesses."))
