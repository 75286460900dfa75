"""Findings from draft to decision: callers use these names and need not know in which file they stand."""

from tracker.services.findings.drafting import discard, draft, edit, submit, take_back
from tracker.services.findings.interests import propose_interest
from tracker.services.findings.reviewing import accept, reject, send_back, supersede

__all__ = [
    "accept",
    "discard",
    "draft",
    "edit",
    "propose_interest",
    "reject",
    "send_back",
    "submit",
    "supersede",
    "take_back",
]
