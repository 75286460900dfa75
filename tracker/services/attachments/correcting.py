"""Corrects what a file is said to say of itself; its bytes and its text it never touches."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tracker.models import Attachment, User
from tracker.services import policies, rows

FACTS = ("title", "author", "written_on", "language")


def correct(*, attachment: Attachment, changes: Mapping[str, Any], by: User, at: datetime) -> Attachment:
    """Correct title, author, day or language of a file, which were guessed when it was read.

    Reading it again guesses anew. Refused without the role, and for what does not fit, with the field.
    """
    policies.check_can_file(by)
    return rows.edit(
        attachment, version=None, changes=changes, allowed=FACTS, action="attachment.correct", by=by, at=at
    )
