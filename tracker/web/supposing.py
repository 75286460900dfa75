"""Shows what statuses would be under changed findings, part by part; it must not make the change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from tracker.models import User
from tracker.selectors import supposing
from tracker.selectors.supposing import AT_ONCE, Changes, Line


@dataclass(frozen=True)
class Preview:
    """Some of the duties touched, judged twice; `seen` is the digest of what all of it rests on."""

    lines: Sequence[Line]
    changed: int
    total: int
    part: int
    seen: str

    @property
    def done(self) -> int:
        """How many duties were worked out, this part included."""
        return min(self.part * AT_ONCE, self.total)

    @property
    def next_part(self) -> int | None:
        """The part that follows, if any."""
        return self.part + 1 if self.done < self.total else None

    @property
    def flips(self) -> Sequence[Line]:
        """The duties of this part whose status would be another one."""
        return [line for line in self.lines if line.status_changes]

    @property
    def shifts(self) -> Sequence[Line]:
        """Those that keep their status, but whose weights or voices would be others."""
        return [
            line
            for line in self.lines
            if not line.status_changes
            and (line.weight_changes or line.voices_before != line.voices_after or line.changed)
        ]

    @property
    def unmoved(self) -> int:
        """How many duties of this part would stay as they are."""
        return len(self.lines) - len(self.flips) - len(self.shifts)


def preview(
    request: HttpRequest, reader: User, changes: Changes, at: datetime, seen: Callable[[], str]
) -> Preview:
    """The part of a preview that an address asks for (`?part=`), the first without one.

    `seen` works out what all of it rests on: only where the confirmation is shown, not for each further part.
    """
    asked = request.GET.get("part", "")
    part = int(asked) if asked.isascii() and asked.isdigit() and 0 < len(asked) < 6 else 1
    duties = supposing.duties_touched(reader, changes)
    part = min(max(part, 1), max(-(-len(duties) // AT_ONCE), 1))
    chunk = duties[(part - 1) * AT_ONCE : part * AT_ONCE]
    return Preview(
        lines=supposing.suppose(reader, chunk, changes, at),
        changed=len(changes),
        total=len(duties),
        part=part,
        seen="" if is_more(request) else seen(),
    )


def is_more(request: HttpRequest) -> bool:
    """Whether a page that is open asks for a further part of its preview, and for that alone."""
    return bool(request.headers.get("HX-Request")) and "part" in request.GET
