"""Answers which filed documents are the same as one or nearly so, for one reader; it reads no text."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from tracker.models import Attachment, Report, User
from tracker.selectors.visibility import visible_to

NUMBER = "<u4"  # of a sketch, as tracker.ingestion.likeness writes it
MOST_COMPARED = 20_000  # the newest; 10,000 took 0.2 s on a busy machine
LEAST_ALIKE = 250  # per mille of the runs of words that both have
MOST_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """A document and how many in a thousand of the runs of words of both are common to them, estimated."""

    attachment: Attachment
    per_mille: int


def same_bytes(reader: User, sha256: str, *, beside: Report | None = None) -> list[Attachment]:
    """The filed documents with the same bytes, oldest first; not those of the report `beside`."""
    rows = _seen(reader).filter(sha256=sha256) if sha256 else Attachment.objects.none()
    if beside is not None:
        rows = rows.exclude(report=beside)
    return list(rows.select_related("report").order_by("stored_at", "pk")[:MOST_SHOWN])


def nearly_the_same(reader: User, attachment: Attachment) -> list[Alike]:
    """The documents of other reports that are most like one; not those with the very same bytes."""
    if not attachment.sketch:
        return []
    import numpy as np  # only here: most pages compare nothing, and it takes 16 MB in each process

    own = np.frombuffer(bytes(attachment.sketch), dtype=NUMBER)
    rows = _seen(reader).filter(sketch__isnull=False).exclude(report=attachment.report_id)
    rows = rows.exclude(sha256=attachment.sha256)
    kept = rows.order_by("-pk").values_list("pk", "sketch")[:MOST_COMPARED]
    found = [(number, bytes(sketch)) for number, sketch in kept if sketch and len(sketch) == own.nbytes]
    if not found:
        return []
    sketches = np.frombuffer(b"".join(sketch for _number, sketch in found), dtype=NUMBER)
    same = (sketches.reshape(len(found), len(own)) == own).sum(axis=1) * 1000 // len(own)
    best = [
        int(place) for place in np.argsort(-same, kind="stable")[:MOST_SHOWN] if same[place] >= LEAST_ALIKE
    ]
    shown = Attachment.objects.select_related("report__source").in_bulk([found[place][0] for place in best])
    return [Alike(attachment=shown[found[place][0]], per_mille=int(same[place])) for place in best]


def _seen(reader: User) -> QuerySet[Attachment]:
    return visible_to(reader, Attachment.objects.filter(report__removed_at__isnull=True))
