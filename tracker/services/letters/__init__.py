"""Letters to people: what goes into which, when each is due, how far it came; it must not write mail."""

from tracker.services.letters.enclosing import Told, enclose, is_set_up
from tracker.services.letters.posting import (
    TEST,
    ask_test,
    claim,
    due,
    failed,
    needless,
    release,
    sent,
)
from tracker.services.letters.rhythms import soonest

__all__ = [
    "TEST",
    "Told",
    "ask_test",
    "claim",
    "due",
    "enclose",
    "failed",
    "is_set_up",
    "needless",
    "release",
    "sent",
    "soonest",
]
