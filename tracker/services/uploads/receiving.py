"""Takes files in, piece by piece; it must not know HTTP, nor what becomes of them."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from tracker.models import Upload, User
from tracker.services import attachments, policies
from tracker.services.refusals import Refused
from tracker.services.signals import uploads_waiting
from tracker.services.uploads.keeping import path_of

MEGABYTE = 1024 * 1024
MOST_BYTES = 100 * MEGABYTE  # bytes of one file
MOST_HELD = 500 * MEGABYTE  # bytes of all a person's files that no report is filed with yet
MOST_OPEN = 50  # files of a person that no report is filed with yet


class WrongPlace(Refused):
    """A piece does not continue what is there; `received` bytes are."""

    def __init__(self, received: int) -> None:
        super().__init__(
            _("This piece does not follow what is here: %(received)d bytes are. Go on from there.")
            % {"received": received}
        )
        self.received = received


class TooMuch(Refused):
    """More bytes than were announced, or than are taken."""


def begin(*, name: str, size: int, by: User, at: datetime) -> Upload:
    """Make room for a file of `size` bytes. Refused without the role; TooMuch above what is taken."""
    policies.check_can_file(by)
    name = attachments.clean_name(name)
    if size < 1:
        raise Refused(_("“%(name)s” is empty: there is nothing to keep.") % {"name": name})
    if size > MOST_BYTES:
        raise TooMuch(
            _("“%(name)s” has %(size)d MB; at most %(most)d MB are kept. Please split or shrink it.")
            % {"name": name, "size": -(-size // MEGABYTE), "most": MOST_BYTES // MEGABYTE}
        )
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)  # two files begun at once are counted one by one
        own = Upload.objects.filter(user=by)
        if own.count() >= MOST_OPEN:
            raise TooMuch(
                _("%(most)d files of yours wait for a report. File or remove some first.")
                % {"most": MOST_OPEN}
            )
        held = own.aggregate(held=Sum("size"))["held"] or 0
        if held + size > MOST_HELD:
            raise TooMuch(
                _("Your files that wait for a report would have more than %(most)d MB. File or remove some.")
                % {"most": MOST_HELD // MEGABYTE}
            )
        return Upload.objects.create(user=by, name=name, size=size, begun_at=at, touched_at=at)


def append(*, upload: Upload, offset: int, piece: bytes, at: datetime) -> Upload:
    """Add the bytes that follow the first `offset`. Raises WrongPlace or TooMuch; then nothing is kept."""
    with transaction.atomic():
        row = Upload.objects.select_for_update().filter(pk=upload.pk).first()
        if row is None:
            raise Refused(_("This file was removed meanwhile. Choose it again."))
        if row.received != offset:
            raise WrongPlace(row.received)
        if offset + len(piece) > row.size:
            raise TooMuch(_("More bytes came than were announced. Choose the file again."))
        _write_at(path_of(row), offset, piece)
        row.received, row.touched_at = offset + len(piece), at
        row.save(update_fields=["received", "touched_at"])
        if row.received == row.size:
            number = row.pk
            transaction.on_commit(
                lambda: uploads_waiting.send_robust(sender=Upload, upload_ids=[number]), robust=True
            )
    return row


def _write_at(path: Path, offset: int, piece: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as out:
        # What stands after `offset` was written before a crash, and was never counted.
        out.truncate(offset)
        out.seek(offset)
        out.write(piece)
        out.flush()
        os.fsync(out.fileno())
