"""Stores drafts in one short transaction; it must not compute anything.

Results are derived, so they have no ledger entries of their own: the log of changes, the kept assessments
and `recompute --verify` answer for them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction

from tracker.assessment import result_as_data
from tracker.models import (
    Assessment,
    CurrentAssessment,
    Perspective,
    PerspectiveAudience,
    ReassessmentRequest,
    StatusChange,
    StatusSpan,
)
from tracker.selectors import doubts
from tracker.services import notifications, rulings
from tracker.services.assessments.changelog import cause_of
from tracker.services.assessments.drafts import Draft
from tracker.services.assessments.perspectives import Held
from tracker.services.assessments.requests import Claim

# When one of these is another, the result is kept for good beside the present one.
TELLING = ("status", "late", "exceeds", "material", "band", "confidence")


def store(
    *, claim: Claim, commitment_id: int, drafts: Sequence[Draft], held: Sequence[Held], at: datetime
) -> bool:
    """Write what changed and take the request off the outbox; False, and nothing, when it was overtaken.

    The request goes first, and only as it was read: an edit that landed meanwhile has made it another, and
    then these results are already old.
    """
    with transaction.atomic():
        deleted, _rows = ReassessmentRequest.objects.filter(pk=claim.request_id, seq=claim.seq).delete()
        if not deleted:
            return False
        _leave(commitment_id, drafts, held)
        read = {audience: one.perspective.pk for one in held for audience in one.readers}
        written = [
            _store_one(commitment_id, draft, claim.backfill, at, read)
            for draft in drafts
            if not draft.changes_nothing
        ]
        notifications.tell_changes(commitment_id, written, at=at)
    return True


def store_present(*, claim: Claim, commitment_id: int, drafts: Sequence[Draft], at: datetime) -> None:
    """Write present results ahead of their histories; the request stays, so that those follow in any case."""
    with transaction.atomic():
        rows = ReassessmentRequest.objects.filter(pk=claim.request_id, seq=claim.seq)
        if rows.select_for_update().exists():
            for draft in drafts:
                _store_one(commitment_id, draft, claim.backfill, at, {})


def _leave(commitment_id: int, drafts: Sequence[Draft], held: Sequence[Held]) -> None:
    """Perspectives nobody reads any more keep their log, and nothing that a list could show."""
    read = {audience for draft in drafts for audience in draft.audiences}
    PerspectiveAudience.objects.filter(commitment=commitment_id).exclude(audience__in=read).delete()
    continued = {draft.held.perspective.pk for draft in drafts if draft.held is not None}
    left = [one.perspective.pk for one in held if one.perspective.pk not in continued]
    if left:
        CurrentAssessment.objects.filter(perspective__in=left).delete()
        StatusSpan.objects.filter(perspective__in=left).delete()


def _store_one(
    commitment_id: int, draft: Draft, backfill: bool, at: datetime, read: Mapping[int, int]
) -> notifications.Written:
    """Store one draft; `read` names the perspective that each audience read until now."""
    perspective = _perspective(commitment_id, draft)
    before = draft.held.current if draft.held is not None else None
    values = outcome_values(draft)
    CurrentAssessment.objects.update_or_create(
        perspective=perspective, defaults={**values, "commitment_id": commitment_id, "computed_at": at}
    )
    if before is None or _tells_more(before, values):
        Assessment.objects.create(
            perspective=perspective, commitment_id=commitment_id, computed_at=at, **values
        )
    for history in draft.histories:
        rows = StatusSpan.objects.filter(perspective=perspective, series=history.series)
        rows.filter(from_on__gte=history.from_on).delete()
        StatusSpan.objects.bulk_create(
            StatusSpan(
                perspective=perspective, commitment_id=commitment_id, series=history.series, **asdict(span)
            )
            for span in history.spans
        )
    covered = before.as_of if before is not None else draft.as_of
    lines = StatusChange.objects.bulk_create(
        StatusChange(
            perspective=perspective,
            commitment_id=commitment_id,
            from_status=line.before,
            to_status=line.result.status.value,
            late=line.result.late,
            confidence=line.result.confidence.value,
            effective_on=line.on,
            recorded_at=at,
            # A day that had a result already, or that passed before the first one, changed after the fact.
            backfill=line.on < covered or (backfill and line.on < draft.as_of),
            reasons=result_as_data(line.result)["reasons"],
            cause=cause_of(draft.evidence, line),
        )
        for line in draft.lines
    )
    rulings.lapse_when_evidence_changed(perspective, draft.evidence_digest, at)
    return notifications.Written(
        perspective_id=perspective.pk,
        as_of=draft.as_of,
        lines=lines,
        stayed=frozenset(one for one in draft.audiences if read.get(one) == perspective.pk),
        joined={one: read[one] for one in draft.audiences if read.get(one, perspective.pk) != perspective.pk},
    )


def _perspective(commitment_id: int, draft: Draft) -> Perspective:
    perspective = draft.held.perspective if draft.held is not None else Perspective()
    perspective.commitment_id = commitment_id
    perspective.evidence_digest, perspective.marks = draft.evidence_digest, draft.marks
    perspective.save()
    if draft.held is None or draft.held.readers != draft.audiences:
        rows = PerspectiveAudience.objects.filter(commitment=commitment_id, audience__in=draft.audiences)
        rows.update(perspective=perspective)
        new = draft.audiences - set(rows.values_list("audience_id", flat=True))
        PerspectiveAudience.objects.bulk_create(
            PerspectiveAudience(perspective=perspective, commitment_id=commitment_id, audience_id=audience)
            for audience in sorted(new)
        )
    return perspective


def outcome_values(draft: Draft) -> dict[str, Any]:
    """The columns of a stored result."""
    result = draft.result
    values: dict[str, Any] = {
        name: getattr(result, name)
        for name in (
            *("level", "progress_pm", "late", "exceeds", "material", "fulfilled_on"),
            *("for_mb", "against_mb", "net_mb", "p_pm"),
        )
    }
    return values | {
        "as_of": draft.as_of,
        "method": draft.evidence.now.parameters.name,
        "inputs_digest": draft.inputs_digest,
        "status": result.status.value,
        "rank": result.status.rank,
        "band": result.band.value,
        "confidence": result.confidence.value,
        "doubt": doubts.doubt_of(result),
        "result": result_as_data(result),
    }


def _tells_more(before: CurrentAssessment, values: dict[str, Any]) -> bool:
    if any(getattr(before, name) != values[name] for name in TELLING):
        return True
    return _codes(before.result) != _codes(values["result"])


def _codes(result: dict[str, Any]) -> list[str]:
    # What is stored may have been spoilt by hand, and is about to be mended.
    return [reason[0] for reason in result.get("reasons", ())]
