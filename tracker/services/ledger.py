"""Appends to the audit ledger; it knows rows as plain values and nothing of the rules that changed them."""

import hashlib
import json
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from django.db import connection, models, transaction
from django.db.models import F

from tracker.models import LedgerEntry, LedgerHead, User
from tracker.services import search

# The door that took the request sets it, so that each entry can be traced to one.
request_id: ContextVar[str] = ContextVar("request_id", default="")

LEAF_PREFIX = b"\x00"  # RFC 6962, 2.1: a leaf can never be passed off as a node


class LedgerOutsideTransaction(RuntimeError):
    """A ledger entry must commit or fail with the change it records."""

    def __init__(self) -> None:
        super().__init__("A ledger entry is written in the transaction of the change it records: open one.")


def record(
    *,
    action: str,
    thing: models.Model,
    by: User | None,
    at: datetime,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
) -> LedgerEntry:
    """Append one entry: `action` is noun.verb, `before` and `after` the fields that changed.

    `by` is None for jobs. Raises LedgerOutsideTransaction when no transaction is open.
    """
    if not connection.in_atomic_block:
        raise LedgerOutsideTransaction
    with transaction.atomic():
        # The locked head gives entries one order without gaps, on PostgreSQL too.
        head = LedgerHead.objects.select_for_update().get(id=1)
        seq = head.size + 1
        LedgerHead.objects.filter(id=1).update(size=F("size") + 1)
        entry = LedgerEntry(
            seq=seq,
            at=at,
            actor=by.get_username() if by else "system",
            action=action,
            object_type=thing._meta.model_name or "",
            object_id=thing.pk,
            object_ref=reference_of(thing),
            marking=getattr(thing, "effective_marking", 0),
            before=plain(before or {}),
            after=plain(after or {}),
            reason=reason,
            request_id=request_id.get(),
        )
        entry.leaf_hash = leaf_hash(entry)
        entry.save(force_insert=True)
        # Whatever is worth an entry may have changed what can be found of the thing.
        search.refresh(thing)
    return entry


def reference_of(thing: models.Model) -> str:
    """What people call the thing: its reference, slug or code, else its number."""
    for name in ("reference", "slug", "code", "username"):
        value = getattr(thing, name, "")
        if value:
            return str(value)
    return str(thing.pk)


def values_of(thing: models.Model, *names: str) -> dict[str, Any]:
    """The named fields of a row as plain values (all its concrete fields when none is named)."""
    wanted = names or tuple(field.attname for field in thing._meta.concrete_fields)
    return {name: getattr(thing, name) for name in wanted}


def changed(before: dict[str, Any], after: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The two sides cut down to the fields that differ."""
    names = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in names}, {name: after[name] for name in names}


def canonical(entry: LedgerEntry) -> bytes:
    """The bytes an entry is hashed as: JSON with sorted keys, without spaces, in ASCII, its moment in UTC."""
    content = {
        "seq": entry.seq,
        "at": entry.at.astimezone(UTC).isoformat(),
        "actor": entry.actor,
        "action": entry.action,
        "object_type": entry.object_type,
        "object_id": entry.object_id,
        "object_ref": entry.object_ref,
        "marking": entry.marking,
        "before": entry.before,
        "after": entry.after,
        "reason": entry.reason,
        "request_id": entry.request_id,
    }
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def leaf_hash(entry: LedgerEntry) -> str:
    """The RFC 6962 leaf hash of an entry's canonical bytes, in hex."""
    return hashlib.sha256(LEAF_PREFIX + canonical(entry)).hexdigest()


def plain(value: Any) -> Any:
    """A value as JSON can hold it: days, moments and times as ISO text, rows as their numbers."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set)):
        return [plain(item) for item in value]
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, models.Model):
        return value.pk
    return value
