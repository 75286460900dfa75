"""Turns what was typed about a report into service calls; it must not show anything."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from tracker.models import Report, Source, User
from tracker.models.references import new_reference
from tracker.services import policies, reports, sources, uploads
from tracker.web.reports.beginnings import Beginning

SAID = (
    "title",
    "published_on",
    "published_precision",
    "received_on",
    "language",
    "marking",
    "url",
    "relays",
    "note",
    "is_rendition",
)


def file(said: Mapping[str, Any], *, by: User, at: datetime, beginning: Beginning | None = None) -> Report:
    """File a report from a checked form; a source that is not in the register is entered with it.

    `beginning` is what it comes from: a fetched page, or an entry of the inbox. Refused as services.reports
    refuses, and for files that are no longer here.
    """
    with transaction.atomic():
        taken = uploads.take(references=said["upload"], by=by)
        report = reports.file(
            source=source_for(said, by=by, at=at),
            text=said["text"],
            uploads=[
                *((one.name, uploads.path_of(one)) for one in taken),
                *((one.name, one.read()) for one in said["uploads"]),
            ],
            by=by,
            at=at,
            **{name: said[name] for name in SAID},
        )
        for one in taken:
            uploads.drop(upload=one)
        if beginning is not None:
            beginning.settle(report, by=by, at=at)
    return report


def edit(report: Report, said: Mapping[str, Any], *, version: int, by: User, at: datetime) -> Report:
    """Correct a report from a checked form."""
    with transaction.atomic():
        changes = {name: said[name] for name in SAID} | {"source": source_for(said, by=by, at=at)}
        return reports.edit(report=report, version=version, changes=changes, by=by, at=at)


def source_for(said: Mapping[str, Any], *, by: User, at: datetime) -> Source:
    """The source that was chosen, or a new one under the name that was typed."""
    known: Source | None = said["known_source"]
    if known is not None:
        return known
    policies.check_can_file(by)
    name = " ".join(said["source"].split())
    return sources.create(
        slug=free_slug(name),
        name=name,
        kind="other",
        reliability=said["source_reliability"],
        from_on=said["published_on"],
        reason=_("First impression, when its first report was filed."),
        by=by,
        at=at,
    )


def free_slug(name: str) -> str:
    """A slug for a new source that no other has; for a name without Latin letters a random one."""
    slug = slugify(name)[:60] or "source"
    while Source.objects.filter(slug=slug).exists():
        slug = f"{slug[:60]}-{new_reference('')[1:].lower()}"
    return slug
