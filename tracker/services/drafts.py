"""Keeps what somebody is typing until the form is sent or let go; it must not know which form it is.

A draft is its writer's alone and leaves no trace in the ledger: sending the form does.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tracker.models import Draft, User
from tracker.services.refusals import Refused

MOST_BYTES = 2 * 1024 * 1024  # bytes of one draft as JSON; longer ones stay in the browser only
MOST_DRAFTS = 100  # of a person
MOST_FIELDS = 1000  # of a form
KEPT_FOR = timedelta(days=30)  # since it was last typed into
LONGEST_KEY = 200


def keep(*, key: str, fields: Mapping[str, Any], by: User, at: datetime) -> Draft:
    """Keep what stands in the fields of a form: names, and for each a list of values.

    Refused for anything that is no form, is too large, or is one draft too many.
    """
    _check(key, fields)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)  # two windows at once are counted one by one
        own = Draft.objects.filter(user=by)
        if not own.filter(key=key).exists() and own.count() >= MOST_DRAFTS:
            raise Refused(
                _("%(most)d unsent forms of yours are kept already. Send or drop some of them.")
                % {"most": MOST_DRAFTS}
            )
        row, _made = Draft.objects.update_or_create(
            user=by, key=key, defaults={"fields": dict(fields), "saved_at": at}
        )
    return row


def let_go(*, key: str, by: User) -> bool:
    """Forget a draft: its form was sent, or its writer dropped it; whether there was one."""
    with transaction.atomic():
        count, _rows = Draft.objects.filter(user=by, key=key).delete()
    return bool(count)


def clean_up(*, at: datetime) -> int:
    """Forget what nobody typed into for KEPT_FOR; answers how many."""
    with transaction.atomic():
        count, _rows = Draft.objects.filter(saved_at__lt=at - KEPT_FOR).delete()
    return count


def _check(key: str, fields: Mapping[str, Any]) -> None:
    if not 0 < len(key) <= LONGEST_KEY:
        raise Refused(_("This form has no name under which its draft could be kept."))
    well_made = isinstance(fields, Mapping) and all(
        isinstance(name, str) and isinstance(values, list) and all(isinstance(one, str) for one in values)
        for name, values in fields.items()
    )
    if not well_made:
        raise Refused(_("This is not what stands in a form."))
    if len(fields) > MOST_FIELDS or len(json.dumps(fields)) > MOST_BYTES:
        raise Refused(
            _("This draft is larger than %(most)d MB; it is kept in this browser only.")
            % {"most": MOST_BYTES // 1024 // 1024}
        )
