"""Keeps pictures of the pages of originals as working copies; it must not know how one is drawn."""

from pathlib import Path

from django.conf import settings

from tracker.models import Attachment


def image_path(attachment: Attachment, leaf: int) -> Path | None:
    """Where the picture (WebP) of a page of the original lies; None when there is none."""
    if not 1 <= leaf <= attachment.page_images:
        return None
    path = folder_of(attachment.sha256) / f"{leaf}.webp"
    return path if path.is_file() else None


def folder_of(digest: str) -> Path:
    """Where the pictures of the original with this SHA-256 (hex) lie."""
    return Path(settings.MEDIA_ROOT) / "working" / digest[:2] / digest[2:4] / digest
