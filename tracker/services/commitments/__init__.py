"""Commitments: entered, worded, revised, linked; callers use these names only."""

from tracker.services.commitments.creating import create, edit
from tracker.services.commitments.inputs import INPUTS
from tracker.services.commitments.links import edit_link, link, unlink
from tracker.services.commitments.parties import add_party, remove_party
from tracker.services.commitments.revising import close, invoke_suspension, redate, reopen, revise

__all__ = [
    "INPUTS",
    "add_party",
    "close",
    "create",
    "edit",
    "edit_link",
    "invoke_suspension",
    "link",
    "redate",
    "remove_party",
    "reopen",
    "revise",
    "unlink",
]
