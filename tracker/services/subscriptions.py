"""Makes private addresses, notes their use and revokes them; it must not know what they give out."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tracker.models import Agreement, Party, Subscription, User
from tracker.models.choices import SubscriptionKind
from tracker.selectors.visibility import visible_to
from tracker.services import ledger, rows
from tracker.services.refusals import Refused
from tracker.services.wording import one_line

MOST_AT_ONCE = 50  # addresses of one person that are not revoked
USE_NOTED_EVERY = timedelta(hours=1)  # readers ask each few minutes; nobody needs to know it so exactly
KEY_BYTES = 32  # whoever knows the key reads as its owner, so it cannot be guessed


def digest(key: str) -> str:
    """The SHA-256 of an address's key, which alone is kept."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def create(
    *,
    kind: str,
    name: str,
    by: User,
    at: datetime,
    agreement: Agreement | None = None,
    party: Party | None = None,
) -> tuple[Subscription, str]:
    """Make a private address for a person and answer it with its key, which is told this once.

    About one agreement, one obligor, or everything they see. Refused with the field.
    """
    if not by.is_active:
        raise Refused(_("This account is closed."))
    if kind not in SubscriptionKind.values:
        raise Refused(_("Choose what the address gives out."), field="kind")
    if agreement is not None and party is not None:
        raise Refused(_("Choose an agreement or an obligor, not both."), field="party")
    if agreement is not None and not visible_to(by, Agreement.objects.filter(pk=agreement.pk)).exists():
        raise Refused(_("There is no such agreement that you may see."), field="agreement")
    key = secrets.token_urlsafe(KEY_BYTES)
    row = Subscription(
        user=by,
        kind=kind,
        name=one_line(name, field="name", name=_("Name"), most=120, needed=True),
        agreement=agreement,
        party=party,
        token_hash=digest(key),
        created_at=at,
    )
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)  # two at once must not pass the limit together
        if Subscription.objects.filter(user=by, revoked_at__isnull=True).count() >= MOST_AT_ONCE:
            raise Refused(
                _("You have %(most)d addresses. Revoke one that you no longer use first.")
                % {"most": MOST_AT_ONCE}
            )
        rows.store(row)
        # Neither the key nor what it is about: the ledger's readers may not see that agreement.
        ledger.record(action="subscription.create", thing=row, by=by, at=at, after={"kind": kind})
    return row, key


def revoke(*, subscription: Subscription, by: User, at: datetime) -> Subscription:
    """Let an address lead nowhere from now on. Refused for another person's, and the second time."""
    with transaction.atomic():
        row = rows.locked(subscription)
        if row.user_id != by.pk:
            raise Refused(_("Only its owner can revoke a private address."))
        if row.revoked_at is not None:
            raise Refused(_("This address is revoked already."))
        row.revoked_at = at
        rows.store(row)
        ledger.record(action="subscription.revoke", thing=row, by=by, at=at, after={"kind": row.kind})
    return row


def note_use(*, subscription: Subscription, at: datetime) -> None:
    """Note that an address was asked, once an hour at most; not in the ledger, as nothing was changed."""
    before = at - USE_NOTED_EVERY
    if subscription.used_at is None or subscription.used_at <= before:
        stale = Q(used_at__isnull=True) | Q(used_at__lte=before)
        Subscription.objects.filter(stale, pk=subscription.pk).update(used_at=at)
