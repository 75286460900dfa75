"""Keeps two people from overwriting each other: every edit says which version it read."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db import models

from tracker.models import User
from tracker.services import ledger
from tracker.services.refusals import Stale

RowT = TypeVar("RowT", bound=models.Model)


def locked(row: RowT) -> RowT:
    """The row as it stands now, locked until the transaction ends. Call it inside one."""
    fresh: RowT = type(row)._default_manager.select_for_update().get(pk=row.pk)
    return fresh


def check(row: models.Model, version: int | None, yours: Mapping[str, object]) -> None:
    """Raises Stale, with both texts, unless the row still has the version that was read (None: not asked)."""
    if version is not None and row.version != version:  # type: ignore[attr-defined]
        raise Stale(theirs={name: getattr(row, name) for name in yours}, yours=yours)


def save(
    row: models.Model,
    *,
    action: str,
    before: Mapping[str, Any],
    by: User | None,
    at: datetime,
    reason: str = "",
) -> bool:
    """Save a locked row as its next version, recording what changed since `before`; False for nothing."""
    old, new = ledger.changed(dict(before), ledger.values_of(row, *before))
    if not old:
        return False
    row.version += 1  # type: ignore[attr-defined]
    row.save()
    ledger.record(action=action, thing=row, by=by, at=at, before=old, after=new, reason=reason)
    return True


def snapshot(row: models.Model) -> dict[str, Any]:
    """Every stored field of a row but its version, as `save` compares them."""
    return {name: value for name, value in ledger.values_of(row).items() if name not in ("id", "version")}
