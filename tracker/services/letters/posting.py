"""Keeps how far each letter came: taken up, sent, failed, parked; it must not know what stands in one."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from tracker.models import Letter, User
from tracker.models.states import LetterState
from tracker.services import policies
from tracker.services.letters.enclosing import is_set_up, tell_on_commit
from tracker.services.letters.rhythms import Hours
from tracker.services.refusals import Refused
from tracker.services.wording import tidy

CLAIM_LASTS = timedelta(seconds=180)  # above what one delivery may take with all its time-outs
MOST_ATTEMPTS = 3
WAITS = (timedelta(minutes=5), timedelta(hours=1))  # after the first and the second failure
TEST = "test "  # how the name of a letter begins that somebody asked for to try their mail


def due(*, at: datetime, most: int = 500) -> list[int]:
    """The letters that should have left by a moment and are held by nobody, longest first."""
    rows = Letter.objects.filter(_free(at), state=LetterState.WAITING, due_at__lte=at)
    return list(rows.order_by("due_at", "pk").values_list("pk", flat=True)[:most])


def claim(*, letter_id: int, at: datetime) -> Letter | None:
    """Take up a letter, counting the attempt before the work; None when there is nothing to send now.

    In the person's quiet hours it is put off to their end; without a person to write to it is let go.
    """
    with transaction.atomic():
        rows = Letter.objects.filter(pk=letter_id, state=LetterState.WAITING, due_at__lte=at)
        row = rows.filter(_free(at)).select_for_update().first()
        if row is None:
            return None
        if row.attempts >= MOST_ATTEMPTS:
            _park(row, _("The job that sent it died three times."))
            return None
        person = row.user
        if not person.is_active or not person.email:
            _close(row, LetterState.NEEDLESS)
            return None
        until = Hours(person.time_zone, person.quiet_from, person.quiet_to).until(at)
        if until > at and not row.period.startswith(TEST):
            rows.update(due_at=until)
            return None
        rows.update(attempts=F("attempts") + 1, claimed_at=at)
        row.refresh_from_db()
    return row


def sent(*, letter: Letter, at: datetime) -> None:
    """Note that the mail server took it; it is never sent again."""
    _close(letter, LetterState.SENT, at)


def needless(*, letter: Letter) -> None:
    """Let a letter go in which nothing was left that its reader may see."""
    _close(letter, LetterState.NEEDLESS)


def failed(*, letter: Letter, problem: str, at: datetime) -> None:
    """Say in a sentence why it could not be sent; it is tried again later, three times in all."""
    if letter.attempts >= MOST_ATTEMPTS:
        _park(letter, problem)
        return
    Letter.objects.filter(pk=letter.pk, state=LetterState.WAITING).update(
        due_at=at + WAITS[letter.attempts - 1], claimed_at=None, last_error=_sentence(problem)
    )


def release(*, letter: Letter, by: User, at: datetime) -> None:
    """Have a parked letter tried again, three more times. Refused when it is not parked, and for most."""
    if not policies.has_role(by, policies.ADMIN):
        raise Refused(_("Only administrators have letters tried again."))
    with transaction.atomic():
        rows = Letter.objects.filter(pk=letter.pk, state=LetterState.PARKED)
        if not rows.update(state=LetterState.WAITING, attempts=0, claimed_at=None, due_at=at):
            raise Refused(_("This letter is not parked: it was sent, or is being tried."))
        tell_on_commit([letter.pk])


def ask_test(*, by: User, at: datetime) -> Letter:
    """Write to oneself, to see whether mail arrives; one a minute. Refused without mail or an address."""
    if not is_set_up():
        raise Refused(_("This installation sends no mail. Ask whoever runs it to set EMAIL_URL."))
    if not by.email:
        raise Refused(_("There is no address to write to. Enter yours first."), field="email")
    with transaction.atomic():
        row, made = Letter.objects.get_or_create(
            user=by,
            period=f"{TEST}{at:%Y-%m-%dT%H:%M}",
            defaults={"rhythm": "at_once", "due_at": at},
        )
        if not made:
            raise Refused(_("A test mail was asked for a moment ago. Wait a minute, then try again."))
        tell_on_commit([row.pk])
    return row


def _free(at: datetime) -> Q:
    return Q(claimed_at__isnull=True) | Q(claimed_at__lt=at - CLAIM_LASTS)


def _close(letter: Letter, state: LetterState, at: datetime | None = None) -> None:
    Letter.objects.filter(pk=letter.pk, state=LetterState.WAITING).update(
        state=state, sent_at=at, claimed_at=None, last_error=""
    )


def _park(letter: Letter, problem: str) -> None:
    Letter.objects.filter(pk=letter.pk, state=LetterState.WAITING).update(
        state=LetterState.PARKED, claimed_at=None, last_error=_sentence(problem)
    )


def _sentence(problem: str) -> str:
    return " ".join(tidy(problem).split())[:500]
