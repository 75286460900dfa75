"""Keeps files that are on their way in, until a report is filed with them; it must not know how they come.

What somebody is still sending is theirs alone and leaves no trace in the ledger; filing it does.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from tracker.models import Upload, User
from tracker.services.refusals import Refused

KEPT_FOR = timedelta(days=3)  # since the last piece


def take(*, references: Iterable[str], by: User) -> list[Upload]:
    """The complete files of a person that a report is about to be filed with, in the order named.

    Call it in the transaction of filing, then `drop` them. Refused for one that is gone or not complete.
    """
    wanted = list(dict.fromkeys(references))
    found = {
        row.reference: row
        for row in Upload.objects.select_for_update().filter(user=by, reference__in=wanted).order_by("pk")
    }
    for reference in wanted:
        row = found.get(reference)
        if row is not None and row.received < row.size:
            raise Refused(
                _("“%(name)s” is not complete: %(percent)d %% of it is here. Choose it again to go on.")
                % {"name": row.name, "percent": row.received * 100 // row.size},
                field="uploads",
            )
        if row is None or not path_of(row).is_file():
            raise Refused(_("A file is no longer here. Choose it again."), field="uploads")
    return [found[reference] for reference in wanted]


def drop(*, upload: Upload) -> None:
    """Let a file go, complete or not; its bytes follow when the transaction is through."""
    path = path_of(upload)
    with transaction.atomic():
        Upload.objects.filter(pk=upload.pk).delete()
        transaction.on_commit(lambda: path.unlink(missing_ok=True))


def clean_up(*, at: datetime) -> int:
    """Let go what nobody touched for KEPT_FOR, and bytes that belong to no row; answers how many files."""
    old = list(Upload.objects.filter(touched_at__lt=at - KEPT_FOR))
    for row in old:
        drop(upload=row)
    known = set(Upload.objects.values_list("reference", flat=True))
    stray = [path for path in folder().iterdir() if path.name not in known] if folder().is_dir() else []
    for path in stray:
        if path.stat().st_mtime < (at - KEPT_FOR).timestamp():
            path.unlink(missing_ok=True)
    return len(old)


def folder() -> Path:
    """Where the bytes of files lie that are on their way in."""
    return Path(settings.DATA_DIR) / "uploads"


def path_of(upload: Upload) -> Path:
    """Where the bytes of a file lie so far."""
    return folder() / upload.reference
