"""The tag that shows the clock of a reply: until when, since when, or answered; it queries nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template

from tracker.templatetags.parts import part

register = template.Library()


@part(register, "_parts/reply_clock.html")
def reply_clock(position: Any, day: date) -> dict[str, Any]:
    """How an accusation's right of reply stands on a day; `position` comes from `selectors.replies`."""
    due_on = position.reply_due_on if position.about_id else None
    answered_on = getattr(position, "answered_on", None)
    return {
        "due_on": due_on,
        "answered_on": answered_on,
        "answer": getattr(position, "answer_reference", None),
        "late": bool(due_on and answered_on and answered_on > due_on),
        "overdue": bool(due_on and not answered_on and due_on < day),
        "days": abs((due_on - day).days) if due_on else 0,
    }
