"""Answers what a reviewer is shown of one finding; where it is graded blind, nothing that tells its grade."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tracker.models import Finding, Review, User
from tracker.models.choices import CREDIBILITIES, STANCES, ReviewAct
from tracker.publishing.passages import in_context
from tracker.selectors import comments, gradings, origins
from tracker.selectors import review as selector
from tracker.selectors.standings import standings
from tracker.services import policies
from tracker.web.review.checks import blind_checks, checks


def details(reader: User, picked: Finding, at: datetime, *, blind: bool) -> dict[str, Any]:
    """The context of one finding's part of the page."""
    shown: dict[str, Any] = {
        "blind": blind,
        "context": in_context(picked),
        "can_review": policies.can_review(reader, picked),
        "is_mine": picked.author_id == reader.pk,
        "approvals": [one for one in picked.reviews.select_related("reviewer") if _is_approval(one, picked)],
        "stances": STANCES,
        "credibilities": CREDIBILITIES,
    }
    shown["approved_by_me"] = any(one.reviewer_id == reader.pk for one in shown["approvals"])
    if blind:
        return shown | {"checks": blind_checks(picked), "can_grade": policies.can_grade(reader, picked)}
    found = standings(reader, [picked.commitment])
    effect = selector.effect_of(reader, picked, at)
    origin = picked.origin
    grading = gradings.grading_of(picked)
    return shown | {
        "letter": selector.letter_of(picked),
        "standing": found.get(picked.commitment_id),
        "effect": effect,
        "excluded": effect.exclusion.get(picked.reference, "") if effect else "",
        "spoken": origin is not None and origins.has_spoken(reader, origin, picked.commitment),
        "voice": origins.same_voice(reader, picked),
        "checks": checks(reader, picked),
        "grading": grading,
        "can_settle": grading.is_open and policies.can_settle(reader, picked),
        "can_accept": not grading.waits and not grading.is_open,
        "remarks": comments.thread(reader, picked),
    }


def _is_approval(one: Review, picked: Finding) -> bool:
    return one.act == ReviewAct.APPROVED and one.round == picked.submissions
