"""Keeps originals under their SHA-256, written once; it must not know what a file says or who cites it."""

import contextlib
import hashlib
import os
import secrets
import shutil
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from tracker.services.refusals import Refused
from tracker.services.wording import tidy

MOST_BYTES = 10 * 1024 * 1024  # bytes of one file sent with a form
MOST_BYTES_IN_PIECES = 100 * 1024 * 1024  # bytes of one file that came in pieces
MOST_PASTED_BYTES = 5 * 1024 * 1024  # bytes of pasted text in UTF-8
NAME_LENGTH = 255
CHUNK = 1024 * 1024


def check_size(*, name: str, size: int, pasted: bool = False, in_pieces: bool = False) -> None:
    """Refused when an original of `size` bytes is empty or larger than is kept."""
    most = MOST_PASTED_BYTES if pasted else MOST_BYTES_IN_PIECES if in_pieces else MOST_BYTES
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


def digest_of(content: bytes | Path) -> str:
    """The SHA-256 (hex) of bytes or of a file."""
    if isinstance(content, bytes):
        return hashlib.sha256(content).hexdigest()
    with content.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def size_of(content: bytes | Path) -> int:
    """How many bytes they are."""
    return len(content) if isinstance(content, bytes) else content.stat().st_size


def write_once(digest: str, content: bytes | Path) -> Path:
    """Write the bytes under their digest unless they are there; what is there is never touched."""
    path = path_of(digest)
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{digest}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400), "wb") as out:
            if isinstance(content, bytes):
                out.write(content)
            else:
                with content.open("rb") as file:
                    shutil.copyfileobj(file, out, CHUNK)
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
