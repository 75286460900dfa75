"""Keeps remarks people make on findings and commitments, and tells who is named; it must not act on them."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tracker.models import Comment, Commitment, Finding, User
from tracker.selectors import mentions
from tracker.selectors.comments import number_of
from tracker.services import ledger, markings, notifications, policies, removals
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
    told: Collection[User] = (),
) -> Comment:
    """Write a remark on one finding or one commitment.

    People named with @ who may read it are told, once each, but for `told`, who hear of it otherwise; any
    other name stays a word of the text.
    """
    policies.check_can_comment(by)
    thing = finding or commitment
    if thing is None or (finding is not None and commitment is not None):
        raise Refused(_("A comment belongs to one finding or one commitment."))
    text = several_lines(text, field="text", name=_("Comment"), most=5000, needed=True)
    row = Comment(
        finding=finding, commitment=commitment, text=text, written_at=at, written_by=by, marking=marking
    )
    named, _unknown = mentions.named_in(text, thing, marking=marking)
    with transaction.atomic():
        teams = list(thing.teams.all())
        markings.settle(row, teams=teams)
        row.save(force_insert=True)
        row.teams.set(teams)  # a remark on what only teams see is theirs alone too
        row.mentions.set(named)
        after = ledger.values_of(row, "text")
        if named:
            after["mentions"] = sorted(person.username for person in named)
        ledger.record(action="comment.write", thing=row, by=by, at=at, after=after)
        heard = {by.pk, *(person.pk for person in told)}
        named = [person for person in named if person.pk not in heard]
        notifications.tell(named, event=event_of(row), finding=finding, comment=row, at=at)
    return row


def remove(*, comment: Comment, by: User, at: datetime, reason: str = "") -> Comment:
    """Put a remark away; who wrote it and administrators can bring it back. One's own needs no reason."""
    policies.check_can_remove_comment(by, comment)
    if not reason.strip() and comment.written_by_id == by.pk:
        reason = _("Removed by its writer.")
    return removals.put_away(
        comment,
        reason=reason,
        action="comment.remove",
        by=by,
        at=at,
        check=lambda row: policies.check_can_remove_comment(by, row),
    )


def restore(*, comment: Comment, by: User, at: datetime) -> Comment:
    """Show a removed remark again."""
    policies.check_can_remove_comment(by, comment)
    return removals.bring_back(comment, action="comment.restore", by=by, at=at)


def event_of(comment: Comment) -> str:
    """What telling of a remark is called: the thing, and which of its remarks it is."""
    thing = comment.finding or comment.commitment
    return f"comment.mention {ledger.reference_of(thing) if thing else ''} {number_of(comment)}"
