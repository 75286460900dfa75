"""Puts what people were told into letters that wait; it must not know what was told, nor send anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from tracker.models import Letter, User
from tracker.models.choices import MailRhythm
from tracker.models.states import LetterState
from tracker.services.letters.rhythms import Hours, digests
from tracker.services.signals import letters_waiting

CONSOLE = "django.core.mail.backends.console.EmailBackend"
DIGESTS_AHEAD = 3  # the next may have left already, where somebody moved to another zone


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One event told to one person, and how soon they want to be written to of it."""

    person: User
    event: str
    rhythm: str


def is_set_up() -> bool:
    """Whether this installation can send mail at all."""
    return settings.EMAIL_BACKEND != CONSOLE


def enclose(told: Sequence[Told], *, at: datetime) -> list[Letter | None]:
    """The letter that each event goes into, made where there is none; None where no mail is wanted or can be.

    Call it in the transaction that tells. Letters that wait are locked until it ends, so that none leaves
    without what it was just given. Three queries, however many people there are.
    """
    wanted = [place for place, one in enumerate(told) if _is_mailed(one)]
    found: list[Letter | None] = [None] * len(told)
    if not wanted:
        return found
    offers = {place: _offers(told[place], at) for place in wanted}
    open_letters, closed = _present(told, offers)
    new: dict[tuple[int, str], Letter] = {}
    for place in wanted:
        one = told[place]
        letter = _joined(one, offers[place], open_letters)
        if letter is None:
            offer = next((two for two in offers[place] if (one.person.pk, two[0]) not in closed), None)
            if offer is None:
                continue
            name, due_at = offer
            letter = Letter(user=one.person, rhythm=one.rhythm, period=name, due_at=due_at)
            letter = new.setdefault((one.person.pk, name), letter)
            open_letters.setdefault(one.person.pk, []).append(letter)
        found[place] = letter
    stored = _store(new)
    return [stored.get((one.user_id, one.period), one) if one else None for one in found]


def _is_mailed(one: Told) -> bool:
    person = one.person
    return is_set_up() and person.is_active and bool(person.email) and one.rhythm != MailRhythm.NEVER


def _offers(one: Told, at: datetime) -> list[tuple[str, datetime]]:
    """What the letter may be called and when it is due; the first that has not left is taken."""
    person = one.person
    hours = Hours(person.time_zone, person.quiet_from, person.quiet_to)
    if one.rhythm == MailRhythm.AT_ONCE:
        # What was taken back and told again may find the letter of the first time gone.
        due_at = hours.until(at)
        return [(one.event, due_at), (f"{one.event[:100]} {at:%Y-%m-%dT%H:%M:%S.%f}", due_at)]
    return list(islice(digests(one.rhythm, hours, at), DIGESTS_AHEAD))


def _present(
    told: Sequence[Told], offers: dict[int, list[tuple[str, datetime]]]
) -> tuple[dict[int, list[Letter]], set[tuple[int, str]]]:
    """The letters that can still be joined, by person, and the names of those that cannot."""
    people = {told[place].person.pk for place in offers}
    names = {name for several in offers.values() for name, _due_at in several}
    is_open = Q(state=LetterState.WAITING, attempts=0, claimed_at__isnull=True)
    rows = Letter.objects.select_for_update().filter(user__in=people).filter(is_open | Q(period__in=names))
    open_letters: dict[int, list[Letter]] = {}
    closed = set()
    for row in rows.order_by("due_at", "id"):
        if row.state == LetterState.WAITING and not row.attempts and row.claimed_at is None:
            open_letters.setdefault(row.user_id, []).append(row)
        else:
            closed.add((row.user_id, row.period))
    return open_letters, closed


def _joined(
    one: Told, offers: list[tuple[str, datetime]], open_letters: dict[int, list[Letter]]
) -> Letter | None:
    names, latest = {name for name, _due_at in offers}, offers[0][1]
    for letter in open_letters.get(one.person.pk, ()):
        if letter.rhythm != one.rhythm:
            continue
        if one.rhythm == MailRhythm.AT_ONCE:
            if letter.due_at <= latest and not letter.period.startswith("test "):
                return letter
        elif letter.period in names:
            return letter
    return None


def _store(new: dict[tuple[int, str], Letter]) -> dict[tuple[int, str], Letter]:
    """Make the letters; where somebody else made one at the same moment, theirs is meant."""
    if not new:
        return {}
    Letter.objects.bulk_create(new.values(), ignore_conflicts=True)
    rows = Letter.objects.filter(
        user__in={person for person, _name in new}, period__in={name for _person, name in new}
    )
    stored = {(row.user_id, row.period): row for row in rows if (row.user_id, row.period) in new}
    numbers = [row.pk for row in stored.values() if row.rhythm == MailRhythm.AT_ONCE]
    tell_on_commit(numbers)
    return stored


def tell_on_commit(numbers: list[int]) -> None:
    """Say after the commit that these letters wait."""

    def tell() -> None:
        letters_waiting.send(sender=Letter, letter_ids=numbers)

    if numbers:
        transaction.on_commit(tell, robust=True)
