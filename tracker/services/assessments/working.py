"""Works requests: claims, computes outside any transaction, hands over to be stored; no clock, no queue."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum

from tracker.models import Audience, Commitment
from tracker.selectors.days import day_in
from tracker.selectors.records import Records, read_records
from tracker.services.assessments.drafts import drafts_for, present_drafts
from tracker.services.assessments.perspectives import held_by
from tracker.services.assessments.requests import Claim, claim, failed
from tracker.services.assessments.storing import store, store_present

logger = logging.getLogger(__name__)


class Ending(StrEnum):
    """How the work on one request ended."""

    STORED = "stored"
    OVERTAKEN = "overtaken"  # an edit landed meanwhile; its own work follows
    FAILED = "failed"


def reassess(
    *, commitment_ids: Iterable[int], at: datetime, afresh: bool = False, wait_for_claims: bool = True
) -> Counter[Ending]:
    """Work the waiting requests of these commitments; counts how they ended. Without a request, nothing.

    `afresh` computes every day again; without `wait_for_claims` requests are taken that another worker
    holds, or held when it died: the work is then done twice and stored once.
    """
    claims = claim(commitment_ids=commitment_ids, at=at, wait_for_claims=wait_for_claims)
    if not claims:
        return Counter()
    try:
        records = read_records(one.commitment_id for one in claims)
        audiences = list(Audience.objects.order_by("level", "team_key"))
    except Exception as error:
        for one in claims:
            failed(claim=one, error=error)
        logger.exception("The facts could not be read.")
        return Counter({Ending.FAILED: len(claims)})
    if not afresh:
        for one in claims:
            _work_ahead(one, records, audiences, at)
    return Counter(_work(one, records, audiences, at, afresh=afresh) for one in claims)


def _work_ahead(one: Claim, records: Records, audiences: list[Audience], at: datetime) -> None:
    """Store the present result first where years of history have to be computed: people wait for it."""
    commitment = records.commitments.get(one.commitment_id)
    if commitment is None:
        return
    try:
        held, today = held_by(commitment.pk), today_of(commitment, at)
        drafts = present_drafts(records, commitment.pk, audiences, held, today)
        if drafts:
            store_present(claim=one, commitment_id=commitment.pk, drafts=drafts, at=at)
    except Exception:
        # The whole work follows, fails in the same way, and is counted there.
        logger.exception("The present result of %s could not be stored ahead.", commitment.code)


def _work(one: Claim, records: Records, audiences: list[Audience], at: datetime, *, afresh: bool) -> Ending:
    commitment = records.commitments.get(one.commitment_id)
    if commitment is None:
        return Ending.OVERTAKEN  # it was deleted, and its request with it
    try:
        today = today_of(commitment, at)
        held = held_by(commitment.pk)
        drafts = drafts_for(records, commitment.pk, audiences, held, today, afresh=afresh)
        done = store(claim=one, commitment_id=commitment.pk, drafts=drafts, held=held, at=at)
    except Exception as error:
        failed(claim=one, error=error)
        logger.exception("Reassessing %s failed, attempt %s.", commitment.code, one.attempt)
        return Ending.FAILED
    return Ending.STORED if done else Ending.OVERTAKEN


def today_of(commitment: Commitment, at: datetime) -> date:
    """The day it is in the commitment's own agreement."""
    return day_in(commitment.agreement.time_zone, at)
