"""Keeps the register of who knows first-hand; which entries are one voice is said in `voices`."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from tracker.models import Origin, OriginAlias, Party, Source, User
from tracker.services import rows

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
