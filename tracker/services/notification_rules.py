"""Keeps what each person wants to be told of, and how they want to be written to; it tells nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from tracker.assessment.enums import Status
from tracker.models import Agreement, Letter, NotificationRule, User
from tracker.models.choices import MailRhythm
from tracker.models.states import LetterState
from tracker.selectors.visibility import visible_to
from tracker.services import people, rows
from tracker.services.refusals import Refused
from tracker.services.rules import RULES

EDITABLE = ("agreement", "party", "statuses", "least_confidence", "changes", "deadlines", "mail")
MOST = 100  # rules of one person
BAD_NEWS = (Status.BREACHED, Status.REVERSED, Status.OVERDUE, Status.DISPUTED, Status.AT_RISK)


def add(*, values: Mapping[str, Any], by: User, at: datetime) -> NotificationRule:
    """Make a rule for oneself. Refused for one that tells nothing, an agreement out of sight, too many."""
    with transaction.atomic():
        if NotificationRule.objects.filter(user=by).count() >= MOST:
            raise Refused(_("You have %(most)d rules; change or delete one of them first.") % {"most": MOST})
        row = NotificationRule(user=by, created_at=at, **values)
        _check(row, by)
        return rows.add(row, action="notification_rule.add", thing=by, by=by, at=at)


def edit(*, rule: NotificationRule, changes: Mapping[str, Any], by: User, at: datetime) -> NotificationRule:
    """Change a rule of one's own. Refused as in `add`."""
    _check_own(rule, by)
    return rows.edit(
        rule,
        version=None,
        changes=changes,
        allowed=EDITABLE,
        action="notification_rule.edit",
        thing=by,
        by=by,
        at=at,
        check=lambda row: _check(row, by),
    )


def remove(*, rule: NotificationRule, by: User, at: datetime) -> None:
    """Delete a rule of one's own; what it told stays."""
    _check_own(rule, by)
    rows.remove(rule, action="notification_rule.remove", thing=by, by=by, at=at)


def offer(*, by: User, at: datetime) -> list[NotificationRule]:
    """Make the first rules: bad news and due days of the agreements one chose, else of all one sees.

    Refused for who has rules.
    """
    with transaction.atomic():
        if NotificationRule.objects.filter(user=by).exists():
            raise Refused(_("You have rules already; change them below."))
        chosen: Sequence[Agreement | None] = list(visible_to(by, by.chosen.order_by("title")))
        statuses = [status.value for status in BAD_NEWS]
        return [
            add(values={"agreement": agreement, "statuses": statuses}, by=by, at=at)
            for agreement in chosen or [None]
        ]


def settle(*, changes: Mapping[str, Any], by: User, at: datetime) -> User:
    """Change how one is written to: `mail`, `quiet_from`, `quiet_to`, `time_zone`, `email`.

    An address that is there already is changed by administrators alone. Letters that wait go out by what was
    chosen before, but for who wants none any more. Refused with the field.
    """
    changes = dict(changes)
    with transaction.atomic():
        person = User.objects.select_for_update().get(pk=by.pk)
        if "email" in changes:
            _check_address(person, changes)
        row = people.edit(user=person, changes=changes, by=by, at=at)
        if row.mail == MailRhythm.NEVER:
            overruled = NotificationRule.objects.filter(user=by).exclude(mail__in=("", MailRhythm.NEVER))
            if not overruled.exists():
                waiting = Letter.objects.filter(user=by, state=LetterState.WAITING, claimed_at__isnull=True)
                waiting.exclude(period__startswith="test ").update(state=LetterState.NEEDLESS)
        return row


def _check_address(person: User, changes: dict[str, Any]) -> None:
    if person.email and changes["email"] != person.email:
        raise Refused(_("Your address is set. Ask an administrator to change it."), field="email")
    if changes["email"]:
        try:
            validate_email(changes["email"])
        except ValidationError:
            raise Refused(
                _("This is no mail address. Write one like name@example.org."), field="email"
            ) from None


def _check(row: NotificationRule, by: User) -> None:
    if row.agreement is not None and not visible_to(by, Agreement.objects.filter(pk=row.agreement.pk)):
        raise Refused(_("There is no such agreement that you may see."), field="agreement")
    known = {status.value for status in Status}
    if not isinstance(row.statuses, list) or not known.issuperset(row.statuses):
        raise Refused(_("Choose statuses from the list."), field="statuses")
    if not (row.changes or row.deadlines):
        field, sentence = RULES["notification_rule_tells_something"]
        raise Refused(sentence, field=field)


def _check_own(rule: NotificationRule, by: User) -> None:
    if rule.user_id != by.pk:
        raise Refused(_("This is somebody else's rule."))
