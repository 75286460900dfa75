"""Keeps the register of who knows first-hand, and joins two entries that are one body; it weighs nothing."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tracker.models import Finding, Origin, OriginAlias, Party, Source, User
from tracker.services import assessments, ledger, rows
from tracker.services.refusals import Refused

EDITABLE = ("slug", "name", "party", "source", "marking", "teams")


def create(
    *,
    slug: str,
    name: str,
    by: User | None,
    at: datetime,
    party: Party | None = None,
    source: Source | None = None,
    aliases: Iterable[str] = (),
    marking: int = 0,
) -> Origin:
    """Enter an origin: a party, or a source, or a body of its own. Raises Refused with the field."""
    with transaction.atomic():
        origin = Origin(slug=slug, name=name, party=party, source=source, marking=marking)
        rows.add(origin, action="origin.create", by=by, at=at)
        for alias in aliases:
            add_alias(origin=origin, name=alias, by=by, at=at)
    return origin


def edit(
    *, origin: Origin, version: int, changes: Mapping[str, Any], by: User | None, at: datetime
) -> Origin:
    """Change what is said of an origin: fields of EDITABLE. Raises Stale with both texts, or Refused."""
    return rows.edit(
        origin,
        version=version,
        changes=changes,
        allowed=EDITABLE,
        action="origin.edit",
        by=by,
        at=at,
    )


def add_alias(*, origin: Origin, name: str, by: User | None, at: datetime) -> OriginAlias:
    """Enter another name of an origin. Refused when it has that name already."""
    return rows.add(
        OriginAlias(origin=origin, name=name), action="origin.add_alias", thing=origin, by=by, at=at
    )


def remove_alias(*, alias: OriginAlias, by: User | None, at: datetime) -> None:
    """Take another name away."""
    rows.remove(alias, action="origin.remove_alias", thing=alias.origin, by=by, at=at)


def merge(*, origin: Origin, into: Origin, reason: str, by: User | None, at: datetime) -> Origin:
    """Say that two entries are one body: from now on `origin` speaks with the voice of `into`.

    What was merged into it before follows, so that nothing is ever merged twice over.
    Refused without a reason, into itself, into something merged away, or a second time.
    """
    if not reason.strip():
        raise Refused(_("Say why the two are one: the reason stays in the history."), field="reason")
    with transaction.atomic():
        row, target = rows.locked(origin), rows.locked(into)
        _check_can_merge(row, target)
        followers = list(row.merged.select_for_update())
        for merged in (row, *followers):
            before = ledger.reference_of(merged.merged_into) if merged.merged_into else ""
            merged.merged_into = target
            merged.version += 1
            rows.store(merged)
            ledger.record(
                action="origin.merge",
                thing=merged,
                by=by,
                at=at,
                before={"merged_into": before},
                after={"merged_into": target.slug},
                reason=reason,
            )
        numbers = Finding.objects.filter(origin__in=[row, *followers]).values_list("commitment", flat=True)
        # What was one voice all along changes past days too: a declared backfill.
        cause = f"origin.merge {row.slug}"
        assessments.request(commitments=set(numbers), at=at, cause=cause, backfill=True)
    return row


def _check_can_merge(row: Origin, target: Origin) -> None:
    if row.pk == target.pk:
        raise Refused(_("An origin cannot be merged into itself. Choose another."), field="merged_into")
    if row.merged_into is not None:
        raise Refused(
            _("“%(name)s” was merged into “%(other)s” already.") % {"name": row, "other": row.merged_into},
            field="merged_into",
        )
    if target.merged_into is not None:
        raise Refused(
            _("“%(name)s” was itself merged into “%(other)s”. Merge into that one.")
            % {"name": target, "other": target.merged_into},
            field="merged_into",
        )
