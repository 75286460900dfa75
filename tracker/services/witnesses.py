"""Keeps who outside is mailed each checkpoint, from a day on, to a day; it must not know how mail is sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from tracker.models import User, Witness
from tracker.services import policies, rows
from tracker.services.refusals import Refused

EDITABLE = ("name", "email", "since_on", "until_on")


def add(
    *, name: str, email: str, since_on: date, by: User, at: datetime, until_on: date | None = None
) -> Witness:
    """Name a witness, who is mailed each checkpoint from a day on. Raises Refused with the field."""
    _check(by)
    row = Witness(name=name, email=email, since_on=since_on, until_on=until_on)
    return rows.add(row, action="witness.add", by=by, at=at)


def edit(*, witness: Witness, changes: Mapping[str, Any], by: User, at: datetime) -> Witness:
    """Change what is kept of a witness: fields of EDITABLE. An end is a day; no witness is ever deleted."""
    _check(by)
    return rows.edit(
        witness, version=None, changes=changes, allowed=EDITABLE, action="witness.edit", by=by, at=at
    )


def _check(by: User) -> None:
    if not policies.has_role(by, policies.ADMIN):
        raise Refused(_("Only administrators name witnesses."))
