"""Turns the programs' log files into one readable stream; it must not decide what happens next."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

OVERCOMMIT = "WARNING Memory overcommit"  # the broker forks for its file only; our queue is small
EVENT = re.compile(
    r"(?:INFO|WARN|CRIT) (?P<what>exited|gave up|stopped|spawned|success): '?(?P<name>\w+)'?"
    r"(?: \((?P<how>[^;)]*)[^)]*\))?"
)


@dataclass(slots=True)
class Follower:
    """One log file, read on from its present end, however often it is rotated."""

    path: Path
    _inode: int = field(default=0, init=False)
    _offset: int = field(default=0, init=False)
    _rest: bytes = field(default=b"", init=False)

    def __post_init__(self) -> None:
        if self.path.exists():
            found = self.path.stat()
            self._inode, self._offset = found.st_ino, found.st_size

    def lines(self) -> Iterator[str]:
        """The lines completed since the last call."""
        try:
            with self.path.open("rb") as log:
                found = self.path.stat()
                if found.st_ino != self._inode or found.st_size < self._offset:
                    self._inode, self._offset = found.st_ino, 0
                log.seek(self._offset)
                new = log.read()
        except FileNotFoundError:
            return
        self._offset += len(new)
        *complete, self._rest = (self._rest + new).split(b"\n")
        for line in complete:
            text = line.decode(errors="replace").rstrip()
            if text and OVERCOMMIT not in text:
                yield text


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What the supervisor reports of one program: spawned, success, exited, stopped or gave up."""

    what: str
    name: str
    how: str = ""


def event(line: str) -> Event | None:
    """The event in one line of the supervisor's log, if it is one."""
    found = EVENT.search(line)
    return Event(what=found["what"], name=found["name"], how=found["how"] or "") if found else None


def sentence(said: Event) -> str | None:
    """What a person needs to know of an event; None for the expected ones."""
    if said.what == "exited":
        return f"{said.name} ended unexpectedly ({said.how or 'no reason given'}); it is started again."
    if said.what == "gave up":
        return f"{said.name} ended within seconds, several times; no further try is made."
    if said.what == "stopped":
        return f"{said.name} stopped."
    return None
