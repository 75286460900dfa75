"""Findings from draft to decision: callers use these names and need not know in which file they stand."""

from tracker.services.findings.drafting import draft, edit, take_back
from tracker.services.findings.interests import propose_interest
from tracker.services.findings.removing import remove, restore
from tracker.services.findings.reviewing import accept, reject, send_back, supersede
from tracker.services.findings.submitting import submit
from tracker.services.findings.undoing import undo

__all__ = [
    "accept",
    "draft",
    "edit",
    "propose_interest",
    "reject",
    "remove",
    "restore",
    "send_back",
    "submit",
    "supersede",
    "take_back",
    "undo",
]
