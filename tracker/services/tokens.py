"""Makes keys for the API, notes their use and revokes them; it must not know what they open."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tracker.models import ApiToken, User
from tracker.services import ledger, rows
from tracker.services.refusals import Refused
from tracker.services.wording import one_line

MOST_AT_ONCE = 20  # keys of one person that open something
LONGEST_LIFE = 366  # days
USUAL_LIFE = 90  # days
USE_NOTED_EVERY = timedelta(hours=1)  # programs ask often; nobody needs to know it more exactly
KEY_BYTES = 32  # whoever knows the key reads as its owner, so it cannot be guessed
PREFIX = "servanda_"  # so that scanners for lost secrets, and people, know what they found


def digest(key: str) -> str:
    """The SHA-256 of a key, which alone is kept."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def create(
    *, user: User, name: str, by: User | None, at: datetime, life: int = USUAL_LIFE
) -> tuple[ApiToken, str]:
    """Make a key that reads as `user` for `life` days and answer it with its secret, told this once.

    `by` is None at the command line. Refused with the field.
    """
    if by is not None and by.pk != user.pk:
        raise Refused(_("A key reads as its owner: only they can make it."))
    if not user.is_active:
        raise Refused(_("This account is closed."))
    if not 1 <= life <= LONGEST_LIFE:
        raise Refused(
            _("A key is good for 1 to %(most)d days.") % {"most": LONGEST_LIFE},
            field="life",
        )
    key = PREFIX + secrets.token_urlsafe(KEY_BYTES)
    row = ApiToken(
        user=user,
        name=one_line(name, field="name", name=_("Name"), most=120, needed=True),
        token_hash=digest(key),
        created_at=at,
        expires_at=at + timedelta(days=life),
    )
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)  # two at once must not pass the limit together
        if ApiToken.objects.filter(good_at(at), user=user).count() >= MOST_AT_ONCE:
            raise Refused(
                _("There are %(most)d keys already. Revoke one that is no longer used first.")
                % {"most": MOST_AT_ONCE}
            )
        rows.store(row)
        after = {"name": row.name, "user": user.get_username(), "expires_at": row.expires_at}
        ledger.record(action="token.create", thing=row, by=by, at=at, after=after)
    return row, key


def revoke(*, token: ApiToken, by: User, at: datetime) -> ApiToken:
    """Let a key open nothing from now on. Refused for another person's, and the second time."""
    with transaction.atomic():
        row = rows.locked(token)
        if row.user_id != by.pk:
            raise Refused(_("Only its owner can revoke a key."))
        if row.revoked_at is not None:
            raise Refused(_("This key is revoked already."))
        row.revoked_at = at
        rows.store(row)
        ledger.record(action="token.revoke", thing=row, by=by, at=at, after={"name": row.name})
    return row


def good_at(at: datetime) -> Q:
    """The condition of a key that opens something at an aware moment."""
    unexpired = Q(expires_at__isnull=True) | Q(expires_at__gt=at)
    return unexpired & Q(revoked_at__isnull=True)


def opened_by(key: str, at: datetime) -> ApiToken | None:
    """The key with its owner, when it opens something at this moment; None alike for all that do not."""
    if not key.startswith(PREFIX) or len(key) > 200:
        return None
    found = ApiToken.objects.filter(good_at(at), token_hash=digest(key), user__is_active=True)
    return found.select_related("user__audience").first()


def note_use(*, token: ApiToken, at: datetime) -> None:
    """Note that a key was used, once an hour at most; not in the ledger, as nothing was changed."""
    before = at - USE_NOTED_EVERY
    if token.used_at is None or token.used_at <= before:
        stale = Q(used_at__isnull=True) | Q(used_at__lte=before)
        ApiToken.objects.filter(stale, pk=token.pk).update(used_at=at)
