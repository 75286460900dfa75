"""Keeps originals under their SHA-256, written once, and working copies of their text beside them.

What a file says is read by a function that is handed in when the product starts; this module knows no format.
"""

import contextlib
import hashlib
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from tracker.models import Attachment, Report, TextPage, User
from tracker.models.choices import ReadState
from tracker.services import ledger, markings
from tracker.services.refusals import Refused
from tracker.services.wording import tidy

MOST_BYTES = 10 * 1024 * 1024  # bytes of one original
MOST_PASTED_BYTES = 5 * 1024 * 1024  # bytes of pasted text in UTF-8
NAME_LENGTH = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read from an original: its type, the text of its pages, a sentence where there is none."""

    content_type: str
    pages: tuple[str, ...]
    problem: str


def _unread(name: str, content: bytes) -> Reading:
    sentence = _("No text could be read from “%(name)s”; it is kept as it is.") % {"name": name}
    return Reading(content_type="application/octet-stream", pages=(), problem=sentence)


_read: Callable[[str, bytes], Reading] = _unread


def read_with(reader: Callable[[str, bytes], Reading]) -> None:
    """Say which function reads text out of originals; called once, when the product starts."""
    global _read
    _read = reader


def add(
    *, report: Report, name: str, content: bytes, by: User, at: datetime, pasted: bool = False
) -> Attachment:
    """Keep one original of a report and its working copy. The same bytes twice in a report are one.

    Refused when it is empty or too large.
    """
    check_size(name=name, size=len(content), pasted=pasted)
    name = clean_name(name)
    digest = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        kept = report.attachments.filter(sha256=digest).first()
        if kept is not None:
            return kept
        write_once(digest, content)
        reading = _read(name, content)
        attachment = Attachment(
            report=report,
            sha256=digest,
            size=len(content),
            name=name,
            content_type=reading.content_type,
            pasted=pasted,
            stored_at=at,
            stored_by=by,
            text_problem=reading.problem[:300],
            read_state=ReadState.READ if reading.pages else ReadState.NO_TEXT,
            read_at=at,
        )
        markings.settle(attachment)
        attachment.save()
        TextPage.objects.bulk_create(
            TextPage(attachment=attachment, number=number, text=text)
            for number, text in enumerate(reading.pages, start=1)
        )
        ledger.record(
            action="attachment.add",
            thing=attachment,
            by=by,
            at=at,
            after={
                "report": report.reference,
                **ledger.values_of(attachment, "sha256", "size", "name", "pasted"),
            },
        )
    return attachment


def check_size(*, name: str, size: int, pasted: bool = False) -> None:
    """Refused when an original of `size` bytes is empty or larger than is kept."""
    most = MOST_PASTED_BYTES if pasted else MOST_BYTES
    field = "text" if pasted else "uploads"
    if size == 0:
        raise Refused(_("“%(name)s” is empty: there is nothing to keep.") % {"name": name}, field=field)
    if size > most:
        sentence = (
            _("The pasted text has %(size)s MB; at most %(most)d MB can be pasted. Upload it as a file.")
            if pasted
            else _("“%(name)s” has %(size)s MB; at most %(most)d MB are kept. Please split or shrink it.")
        )
        shown = f"{size / 1024 / 1024:.1f}"
        raise Refused(sentence % {"name": name, "size": shown, "most": most // 1024 // 1024}, field=field)


def clean_name(name: str) -> str:
    """The file's own name without folders, control characters or excess length."""
    own = " ".join(tidy(name).replace("\\", "/").rpartition("/")[2].split()).strip(". ")
    stem, dot, ending = own.rpartition(".")
    if len(own) > NAME_LENGTH:
        own = stem[: NAME_LENGTH - len(ending) - 1] + dot + ending if len(ending) < 20 else own[:NAME_LENGTH]
    return own or _("unnamed")


def path_of(digest: str) -> Path:
    """Where the original with this SHA-256 (hex) lies."""
    return Path(settings.MEDIA_ROOT) / "sha256" / digest[:2] / digest[2:4] / digest


def write_once(digest: str, content: bytes) -> Path:
    """Write the bytes under their digest unless they are there; what is there is never touched."""
    path = path_of(digest)
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{digest}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400), "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        # A link cannot replace a file: of two writers at once the second finds the same bytes there.
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return path
