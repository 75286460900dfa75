"""Keeps remarks people make on findings and commitments; it must not act on them."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tracker.models import Comment, Commitment, Finding, User
from tracker.services import ledger, markings, policies
from tracker.services.refusals import Refused
from tracker.services.wording import several_lines


def write(
    *,
    text: str,
    by: User,
    at: datetime,
    finding: Finding | None = None,
    commitment: Commitment | None = None,
    marking: int = 0,
) -> Comment:
    """Write a remark on one finding or one commitment."""
    policies.check_can_comment(by)
    if (finding is None) == (commitment is None):
        raise Refused(_("A comment belongs to one finding or one commitment."))
    text = several_lines(text, field="text", name=_("Comment"), most=5000, needed=True)
    row = Comment(
        finding=finding, commitment=commitment, text=text, written_at=at, written_by=by, marking=marking
    )
    with transaction.atomic():
        markings.settle(row)
        row.save(force_insert=True)
        ledger.record(action="comment.write", thing=row, by=by, at=at, after=ledger.values_of(row, "text"))
    return row
