"""Files on their way in: received piece by piece, read for what they say of themselves, filed or let go."""

from tracker.services.uploads.keeping import KEPT_FOR, clean_up, drop, folder, path_of, take
from tracker.services.uploads.reading import read_waiting, unread
from tracker.services.uploads.receiving import (
    MOST_BYTES,
    MOST_HELD,
    MOST_OPEN,
    TooMuch,
    WrongPlace,
    append,
    begin,
)

__all__ = [
    "KEPT_FOR",
    "MOST_BYTES",
    "MOST_HELD",
    "MOST_OPEN",
    "TooMuch",
    "WrongPlace",
    "append",
    "begin",
    "clean_up",
    "drop",
    "folder",
    "path_of",
    "read_waiting",
    "take",
    "unread",
]
