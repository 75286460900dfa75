"""Originals and their working copies: added, read by a child process, drawn, read again."""

from tracker.services.attachments.adding import add
from tracker.services.attachments.correcting import FACTS, correct
from tracker.services.attachments.drawing import draw_waiting, image_path, undrawn
from tracker.services.attachments.keeping import (
    MOST_BYTES,
    MOST_BYTES_IN_PIECES,
    MOST_PASTED_BYTES,
    check_size,
    clean_name,
    digest_of,
    path_of,
    write_once,
)
from tracker.services.attachments.readers import Drawn, Enclosed, PageText, Reader, Reading, read_with
from tracker.services.attachments.reading import next_one, read_again, read_waiting, unread

__all__ = [
    "FACTS",
    "MOST_BYTES",
    "MOST_BYTES_IN_PIECES",
    "MOST_PASTED_BYTES",
    "Drawn",
    "Enclosed",
    "PageText",
    "Reader",
    "Reading",
    "add",
    "check_size",
    "clean_name",
    "correct",
    "digest_of",
    "draw_waiting",
    "image_path",
    "next_one",
    "path_of",
    "read_again",
    "read_waiting",
    "read_with",
    "undrawn",
    "unread",
    "write_once",
]
