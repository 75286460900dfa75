"""Keeps the templates of briefs; whether one can be set is for publishing to say before it comes here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from tracker.models import Agreement, BriefTemplate, User
from tracker.services import ledger, rows

ALLOWED = ("name", "source", "active")


def create(
    *,
    slug: str,
    name: str,
    source: str,
    active: bool,
    agreements: Collection[Agreement],
    by: User,
    at: datetime,
) -> BriefTemplate:
    """Enter a template; without agreements it is offered for all. Refused with the field."""
    with transaction.atomic():
        row = BriefTemplate(slug=slug, name=name, source=source, active=active)
        rows.add(row, action="brief_template.create", by=by, at=at)
        row.agreements.set(agreements)
    return row


def edit(*, template: BriefTemplate, changes: Mapping[str, Any], by: User, at: datetime) -> BriefTemplate:
    """Change a template or where it is offered; nothing is written when nothing differs."""
    own = {name: value for name, value in changes.items() if name != "agreements"}
    with transaction.atomic():
        row = rows.edit(
            template,
            version=None,
            changes=own,
            allowed=ALLOWED,
            action="brief_template.edit",
            by=by,
            at=at,
        )
        if "agreements" in changes:
            _offer(row, list(changes["agreements"]), by=by, at=at)
    return row


def _offer(row: BriefTemplate, agreements: list[Agreement], *, by: User, at: datetime) -> None:
    before = sorted(one.pk for one in row.agreements.all())
    after = sorted(one.pk for one in agreements)
    if before == after:
        return
    row.agreements.set(agreements)
    # By number: a slug of something closed does not belong in an entry that everybody may read.
    ledger.record(
        action="brief_template.edit",
        thing=row,
        by=by,
        at=at,
        before={"agreements": before},
        after={"agreements": after},
    )
