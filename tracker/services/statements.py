"""Says what rows state today that the ledger recorded, for both to be held together; it judges nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tracker.models import Attachment, Finding, Report, Ruling, Source, SourceReliability
from tracker.services import ledger

GENERATED = "dataset.generate"  # made-up rows have this one entry for all
ERASED = "attachment.erase"

# What was last recorded of these fields must be what stands in them.
ROWS: dict[type[Finding | Report | Ruling | Source], tuple[str, ...]] = {
    Finding: (
        *("stance", "credibility", "reliability", "excerpt", "statement", "interest", "observed_from"),
        *("observed_to", "event_on", "bound", "value_low", "value_high", "severity", "extent", "reversal"),
        *("repudiation", "state", "accepted_on", "marking"),
    ),
    Report: ("title", "url", "published_on", "received_on", "language", "note", "marking"),
    Ruling: ("status", "justification", "state", "effective_on", "lapses_on"),
    Source: ("slug", "name", "kind", "url", "marking"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Fields of one thing as they are stored, as the ledger would write them.

    With an `action` some entry of that action about the thing must have said all of them at once.
    """

    kind: str
    number: int
    name: str
    fields: dict[str, Any]
    action: str = ""


def all_of_them() -> Iterator[Statement]:
    """Everything that is held against the ledger, in a query a model."""
    for model, names in ROWS.items():
        rows = model._default_manager.order_by("pk").only("pk", *names)
        kind = model._meta.model_name or ""
        for row in rows.iterator(chunk_size=2000):
            fields = ledger.plain({name: getattr(row, name) for name in names})
            yield Statement(kind=kind, number=row.pk, name=f"{kind} {row.pk}", fields=fields)
    yield from _ratings()
    yield from _originals()


def _ratings() -> Iterator[Statement]:
    for row in SourceReliability.objects.select_related("source").order_by("pk").iterator(chunk_size=2000):
        fields = {"reliability": row.reliability, "from_on": row.from_on, "reason": row.reason}
        name = f"rating of {row.source.slug} from {row.from_on}"
        yield Statement(
            kind="source", number=row.source_id, name=name, fields=ledger.plain(fields), action="source.rate"
        )


def _originals() -> Iterator[Statement]:
    rows = Attachment.objects.order_by("pk").only("pk", "sha256", "size", "erased_at")
    for row in rows.iterator(chunk_size=2000):
        action = ERASED if row.erased_at else "attachment.add"
        fields = {"sha256": row.sha256} if row.erased_at else {"sha256": row.sha256, "size": row.size}
        name = f"original {row.sha256}"
        yield Statement(kind="attachment", number=row.pk, name=name, fields=fields, action=action)
