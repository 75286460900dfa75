"""Telling people of events: by name, by their rules about statuses, by their rules about deadlines."""

from tracker.services.notifications.changes import Written, tell_changes
from tracker.services.notifications.deadlines import Ahead, tell_deadlines
from tracker.services.notifications.telling import mark_read, tell, withdraw

__all__ = [
    "Ahead",
    "Written",
    "mark_read",
    "tell",
    "tell_changes",
    "tell_deadlines",
    "withdraw",
]
