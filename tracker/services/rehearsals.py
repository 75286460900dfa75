"""Keeps what other numbers of the method would flip, worked out at once or in a job; it publishes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from tracker.models import Rehearsal, User
from tracker.models.states import WorkState
from tracker.selectors import rehearsing
from tracker.selectors.rehearsing import Flip, Numbers
from tracker.services import ledger, policies
from tracker.services.signals import rehearsals_requested
from tracker.services.wording import tidy

AT_ONCE = 400  # duties worked out while somebody waits; more is a job's work
CLAIM_LASTS = timedelta(seconds=150)  # above the time limit of the job, which does one chunk a call
NUDGE_AFTER = timedelta(seconds=60)  # by then the broker has lost the news
KEPT_FOR = timedelta(days=14)
MOST_ATTEMPTS = 3  # for each chunk


@dataclass(frozen=True, slots=True)
class Look:
    """What is known of a rehearsal: how many duties; the flips, or the row that waits, or neither."""

    total: int
    flips: list[Flip] | None = None
    row: Rehearsal | None = None


def look(*, numbers: Numbers, at: datetime) -> Look:
    """The flips of these numbers, where duties are few or a job has worked them out; else how far it is."""
    every = rehearsing.everything()
    if len(every) <= AT_ONCE:
        return Look(len(every), rehearsing.flips(every, numbers, at))
    row = Rehearsal.objects.filter(digest=rehearsing.digest(numbers, at)).first()
    return Look(len(every), row.flips if row is not None and row.state == WorkState.READY else None, row)


def ask(*, numbers: Numbers, by: User, at: datetime) -> Rehearsal:
    """Have a job work it out; what is under way or ready stays, what failed begins anew.

    Refused without the role.
    """
    policies.check_can_publish_parameters(by)
    held = {name: list(one) if isinstance(one, tuple) else one for name, one in numbers.items()}
    with transaction.atomic():
        row, is_new = Rehearsal.objects.get_or_create(
            digest=rehearsing.digest(numbers, at),
            defaults={"numbers": held, "asked_by": by, "asked_at": at},
        )
        row = Rehearsal.objects.select_for_update().get(pk=row.pk)
        if not is_new and row.state != WorkState.FAILED:
            return row
        row.state, row.asked_by, row.asked_at, row.problem = WorkState.WAITING, by, at, ""
        row.done, row.attempts, row.claimed_at, row.flips = 0, 0, None, []
        row.total = len(rehearsing.everything())
        row.save()
        ledger.record(action="rehearsal.ask", thing=row, by=by, at=at, after={"numbers": held})
        _tell_on_commit(row.pk)
    return row


def claim(*, rehearsal_id: int, at: datetime) -> Rehearsal | None:
    """Take up one that waits, counting the attempt before the work; None when there is nothing to do.

    One whose next chunk was begun three times and never ended is given up: it took its worker down each time.
    """
    with transaction.atomic():
        rows = Rehearsal.objects.filter(_free(at), pk=rehearsal_id, state=WorkState.WAITING)
        row = rows.select_for_update().first()
        if row is None:
            return None
        if row.attempts >= MOST_ATTEMPTS:
            _fail(row, _("The job that worked it out ended three times before its time."))
            return None
        Rehearsal.objects.filter(pk=row.pk).update(attempts=F("attempts") + 1, claimed_at=at)
        row.refresh_from_db()
    return row


def work(*, rehearsal: Rehearsal, at: datetime) -> bool:
    """Work out the next chunk of a claimed one and let it go; whether more is to do.

    Every chunk is judged on the day it was asked. Writes nothing when somebody else took it up meanwhile.
    """
    every = rehearsing.everything()
    chunk = every[rehearsal.done : rehearsal.done + rehearsing.CHUNK]
    numbers = {name: tuple(one) if isinstance(one, list) else one for name, one in rehearsal.numbers.items()}
    found = rehearsing.flips(chunk, numbers, rehearsal.asked_at)
    with transaction.atomic():
        row = _still(rehearsal)
        if row is None or row.done != rehearsal.done:
            return False
        row.flips = sorted([*row.flips, *found], key=lambda one: one["duty"])
        row.total, row.done = len(every), row.done + len(chunk)
        row.claimed_at, row.attempts = None, 0
        if row.done == row.total:
            row.state, row.ready_at = WorkState.READY, at
        row.save()
    return row.state == WorkState.WAITING


def stumble(*, rehearsal: Rehearsal) -> None:
    """Note that a claimed one met an error; after three attempts it is given up with a sentence."""
    with transaction.atomic():
        row = _still(rehearsal)
        if row is None:
            return
        if row.attempts >= MOST_ATTEMPTS:
            _fail(row, _("Working it out failed three times. Tell whoever runs this installation."))
        else:
            row.claimed_at = None
            row.save(update_fields=["claimed_at"])


def waiting(*, at: datetime) -> list[int]:
    """Those that wait for too long and are held by nobody, longest first."""
    rows = Rehearsal.objects.filter(_free(at), state=WorkState.WAITING, asked_at__lt=at - NUDGE_AFTER)
    return list(rows.order_by("asked_at", "pk").values_list("pk", flat=True))


def clean_up(*, at: datetime) -> int:
    """Let go those asked for longer than KEPT_FOR ago; answers how many."""
    with transaction.atomic():
        return Rehearsal.objects.filter(asked_at__lt=at - KEPT_FOR).delete()[0]


def _free(at: datetime) -> Q:
    return Q(claimed_at__isnull=True) | Q(claimed_at__lt=at - CLAIM_LASTS)


def _still(rehearsal: Rehearsal) -> Rehearsal | None:
    """The row, locked, while it is held as it was claimed."""
    rows = Rehearsal.objects.select_for_update().filter(pk=rehearsal.pk, state=WorkState.WAITING)
    return rows.filter(claimed_at=rehearsal.claimed_at).first()


def _fail(row: Rehearsal, problem: str) -> None:
    row.state, row.claimed_at, row.problem = WorkState.FAILED, None, tidy(problem)[:500]
    row.save()


def _tell_on_commit(number: int) -> None:
    def tell() -> None:
        rehearsals_requested.send(sender=Rehearsal, rehearsal_ids=[number])

    transaction.on_commit(tell, robust=True)
