"""Keeps pictures of the pages of originals as working copies; it must not know how one is drawn."""

from __future__ import annotations

import contextlib
import logging
import os
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Least

from tracker.models import Attachment
from tracker.models.states import ReadState
from tracker.services.attachments.keeping import path_of
from tracker.services.attachments.readers import Drawn, reader
from tracker.services.attachments.telling import nudge_on_commit

AT_ONCE = 25  # pages drawn by one child
MOST_DRAWN = 400  # pages of one original
CLAIM_LASTS = timedelta(minutes=3)
logger = logging.getLogger(__name__)
DONE = (ReadState.READ, ReadState.NO_TEXT)


def image_path(attachment: Attachment, leaf: int) -> Path | None:
    """Where the picture (WebP) of a page of the original lies; None when there is none."""
    if not 1 <= leaf <= attachment.page_images:
        return None
    path = folder_of(attachment.sha256) / f"{leaf}.webp"
    return path if path.is_file() else None


def folder_of(digest: str) -> Path:
    """Where the pictures of the original with this SHA-256 (hex) lie, apart from the originals."""
    return Path(settings.MEDIA_ROOT) / "working" / digest[:2] / digest[2:4] / digest


def draw_waiting(ids: Collection[int], *, at: datetime) -> int:
    """Draw the next pages of these originals where they were read; answers how many were worked on."""
    done = 0
    for attachment in _undrawn(at).filter(pk__in=list(ids)):
        if _undrawn(at).filter(pk=attachment.pk).update(read_claimed_at=at):
            draw(attachment)
            done += 1
    return done


def undrawn(*, at: datetime) -> list[int]:
    """The originals with pages to draw that nobody draws now."""
    return list(_undrawn(at).values_list("pk", flat=True)[:AT_ONCE])


def draw(attachment: Attachment) -> None:
    """Draw the next pages of an original and keep their pictures; a page that cannot be drawn has none.

    The queue is told when there are more.
    """
    after = attachment.page_images
    upto = min(after + AT_ONCE, attachment.leaves, MOST_DRAWN)
    if upto > after:
        try:
            drawn = reader().draw(path_of(attachment.sha256), after=after, upto=upto)
        except OSError:  # the original is not there: nothing will ever be drawn of it
            logger.exception("Attachment %s could not be drawn", attachment.pk)
            drawn = Drawn(upto=upto)
        folder = folder_of(attachment.sha256)
        folder.mkdir(parents=True, exist_ok=True)
        for leaf, content in drawn.images.items():
            _write(folder / f"{leaf}.webp", content)
        attachment.page_images = min(max(drawn.upto, after + 1), upto)
    rows = Attachment.objects.filter(pk=attachment.pk, read_state__in=DONE, page_images=after)
    rows.update(page_images=attachment.page_images, read_claimed_at=None)
    if attachment.page_images < min(attachment.leaves, MOST_DRAWN):
        nudge_on_commit([attachment.pk])


def _undrawn(at: datetime) -> QuerySet[Attachment]:
    free = Q(read_claimed_at__isnull=True) | Q(read_claimed_at__lt=at - CLAIM_LASTS)
    short = Q(page_images__lt=Least(F("leaves"), MOST_DRAWN))
    return Attachment.objects.filter(free, short, read_state__in=DONE).order_by("read_at", "id")


def _write(path: Path, content: bytes) -> None:
    """A working copy may be drawn anew: the new one takes the place of the old in one step."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(content)
        draft.replace(path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            draft.unlink()
