"""Asks for reassessments: the outbox rows and the news of them; it must not know how one is done."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import DatabaseError, connection, transaction
from django.db.models import F, Q, Value
from django.utils.translation import gettext as _

from tracker.models import Commitment, CommitmentLink, ReassessmentRequest, User
from tracker.models.states import RequestState
from tracker.selectors.records import WEIGHED_LINKS
from tracker.services import ledger, room
from tracker.services.refusals import Refused
from tracker.services.signals import reassessment_requested

ROWS_AT_ONCE = 500

# Work done twice is harmless (the first to finish stores), so a claim may be short: it only saves work.
CLAIM_LASTS = timedelta(seconds=60)
MOST_ATTEMPTS = 3


DIED = "Its worker died three times while working on it."


class Claim(NamedTuple):
    """A request as it was read when its work began."""

    request_id: int
    commitment_id: int
    seq: int
    attempt: int
    backfill: bool


def request(
    *, commitments: Iterable[Commitment | int], at: datetime, cause: str = "", backfill: bool = False
) -> None:
    """Ask that these commitments, and those whose links point at them, be reassessed.

    Call it in the transaction of the change. `backfill` says that days before `at` are declared to change.
    """
    named = {one if isinstance(one, int) else one.pk for one in commitments}
    if not named:
        return
    with transaction.atomic():
        wanted = sorted(_existing(named | _dependents(named)))
        for begin in range(0, len(wanted), ROWS_AT_ONCE):
            _bump(wanted[begin : begin + ROWS_AT_ONCE], at=at, cause=cause, backfill=backfill)
        _tell_on_commit(wanted)


def release(*, request: ReassessmentRequest, by: User, at: datetime) -> None:
    """Let a parked request be tried again, three more times. Refused when it is not parked."""
    with transaction.atomic():
        row = ReassessmentRequest.objects.select_for_update().filter(pk=request.pk).first()
        if row is None or row.state != RequestState.PARKED:
            raise Refused(_("This request is not parked: it is waiting or already done."))
        before = ledger.values_of(row, "state", "attempts", "last_error")
        ReassessmentRequest.objects.filter(pk=row.pk).update(
            seq=F("seq") + 1,
            state=RequestState.WAITING,
            attempts=0,
            claimed_at=None,
            requested_at=at,
            last_error="",
        )
        row.refresh_from_db()
        ledger.record(
            action="request.release",
            thing=row,
            by=by,
            at=at,
            before=before,
            after=ledger.values_of(row, "state", "attempts", "last_error"),
        )
        _tell_on_commit([row.commitment_id])


def claim(*, commitment_ids: Iterable[int], at: datetime, wait_for_claims: bool = True) -> list[Claim]:
    """Take the waiting requests of these commitments, counting the attempt before the work.

    One that was begun three times and never ended is parked: it took its worker down each time.
    """
    claims: list[Claim] = []
    with transaction.atomic():
        rows = ReassessmentRequest.objects.filter(
            commitment__in=sorted(set(commitment_ids)), state=RequestState.WAITING
        )
        if wait_for_claims:
            rows = rows.filter(Q(claimed_at__isnull=True) | Q(claimed_at__lt=at - CLAIM_LASTS))
        skip = connection.features.has_select_for_update_skip_locked
        for row in rows.order_by("requested_at", "id").select_for_update(skip_locked=skip):
            if row.attempts >= MOST_ATTEMPTS:
                _park(row.pk, row.seq, row.last_error or DIED)
                continue
            claims.append(Claim(row.pk, row.commitment_id, row.seq, row.attempts + 1, row.backfill))
        ReassessmentRequest.objects.filter(pk__in=[one.request_id for one in claims]).update(
            attempts=F("attempts") + 1, claimed_at=at
        )
    return claims


def failed(*, claim: Claim, error: Exception) -> None:
    """Keep what went wrong and let go of the request; after the third failure it is parked."""
    rows = ReassessmentRequest.objects.filter(pk=claim.request_id, seq=claim.seq)
    if room.is_full(error):
        # Not this request's doing: when there is room again it is tried as if it had never begun.
        with suppress(DatabaseError):
            rows.update(claimed_at=None, attempts=claim.attempt - 1)
        return
    said = f"{type(error).__name__}: {error}"[:2000]
    if claim.attempt >= MOST_ATTEMPTS:
        _park(claim.request_id, claim.seq, said)
    else:
        rows.update(claimed_at=None, last_error=said)


def _park(request_id: int, seq: int, error: str) -> None:
    rows = ReassessmentRequest.objects.filter(pk=request_id, seq=seq)
    rows.update(state=RequestState.PARKED, claimed_at=None, last_error=error)


def _existing(ids: set[int]) -> set[int]:
    found: set[int] = set()
    for chunk in _chunks(ids):
        found.update(Commitment.objects.filter(pk__in=chunk).values_list("pk", flat=True))
    return found


def _dependents(ids: set[int]) -> set[int]:
    """Those whose result hangs on these; a link of a link changes nothing (the method passes twice)."""
    found: set[int] = set()
    for chunk in _chunks(ids):
        links = CommitmentLink.objects.filter(other__in=chunk, kind__in=WEIGHED_LINKS)
        found.update(links.values_list("commitment_id", flat=True))
    return found


def _chunks(ids: set[int]) -> Iterable[list[int]]:
    ordered = sorted(ids)
    return (ordered[begin : begin + ROWS_AT_ONCE] for begin in range(0, len(ordered), ROWS_AT_ONCE))


def _bump(ids: list[int], *, at: datetime, cause: str, backfill: bool) -> None:
    """One row each, `seq` one higher, waiting and unclaimed."""
    missing = set(ids)
    while missing:
        ReassessmentRequest.objects.bulk_create(
            [ReassessmentRequest(commitment_id=pk, seq=0, requested_at=at) for pk in sorted(missing)],
            ignore_conflicts=True,
        )
        # A worker may delete a row between the insert that met it and this lock: then it is made anew.
        held = ReassessmentRequest.objects.select_for_update().filter(commitment_id__in=ids)
        missing = set(ids) - set(held.order_by("commitment_id").values_list("commitment_id", flat=True))
    rows = ReassessmentRequest.objects.filter(commitment_id__in=ids)
    # Overtaken, it keeps the moment it was first asked at, so that nobody waits for ever behind newcomers.
    rows.filter(Q(seq=0) | ~Q(state=RequestState.WAITING)).update(requested_at=at)
    rows.update(
        seq=F("seq") + 1,
        state=RequestState.WAITING,
        attempts=0,
        claimed_at=None,
        cause=cause[:300],
        last_error="",
        backfill=Value(True) if backfill else F("backfill"),
    )


class _Nudge:
    """A callback that tells the listeners which commitments wait; one serves a whole transaction."""

    def __init__(self) -> None:
        self.__qualname__ = "reassessment_requested"  # Django names a robust callback by it when it fails
        self.commitment_ids: set[int] = set()

    def __call__(self) -> None:
        reassessment_requested.send_robust(sender=None, commitment_ids=sorted(self.commitment_ids))


def _tell_on_commit(ids: Iterable[int]) -> None:
    for entry in connection.run_on_commit:
        callback = entry[1]
        if isinstance(callback, _Nudge):
            # Savepoints nest: it runs whenever this transaction, up to here, commits.
            callback.commitment_ids.update(ids)
            return
    nudge = _Nudge()
    nudge.commitment_ids.update(ids)
    transaction.on_commit(nudge, robust=True)
