"""Takes from this process what reading needs not: memory, time, network, programs, writing; for good.

It is the first thing a child does, before it sees a byte of the file. It must not know what is read.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import sys
from typing import Any

from tracker.ingestion.reading import syscalls

OPEN_FILES = 64
NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000  # CLONE_NEWUSER, CLONE_NEWNET
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG
PARENT = "SERVANDA_PARENT"  # in the environment: the number of the process that started this one
GENTLE = 10  # niceness: pages are answered first
DENIED = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.system",
    "os.kill",
    "os.remove",
    "os.rename",
    "os.truncate",
    "os.chmod",
    "os.mkdir",
    "os.rmdir",
    "os.link",
    "os.symlink",
    "shutil.",
    "urllib.",
    "ftplib.",
    "http.client.",
    "smtplib.",
)


def confine(*, memory: int, cpu: int, programs: bool = False) -> list[str]:
    """Confine this process: `memory` in bytes, `cpu` in seconds; answers which walls stand.

    `programs` is for a child that becomes another program (text recognition): it may start programs.
    """
    walls = []
    _die_with_parent()
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_NOFILE, OPEN_FILES)
    _limit(resource.RLIMIT_CPU, cpu)
    if _limit(resource.RLIMIT_AS, memory):
        walls.append("memory")
    with contextlib.suppress(OSError):
        os.nice(GENTLE)
    if _own_network():
        walls.append("namespace")
    if syscalls.install(programs=programs):
        walls.append("filter")
    elif not programs:
        _limit(resource.RLIMIT_NPROC, 0)
    if not programs:
        sys.addaudithook(_refuse)
        walls.append("hook")
    return walls


def _limit(which: int, most: int) -> bool:
    try:
        resource.setrlimit(which, (most, most))
    except (ValueError, OSError):  # macOS knows some of them by name only
        return False
    return True


def _die_with_parent() -> None:
    """End when the parent does, however it ends: nobody else would stop this process."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
    if os.environ.get(PARENT, str(os.getppid())) != str(os.getppid()):  # it died before we asked
        os._exit(1)


def _own_network() -> bool:
    """Move into a network of our own, in which there is nothing; whether the kernel allowed it."""
    if sys.platform != "linux":
        return False
    unshare = ctypes.CDLL(None).unshare
    # Those without rights may do it in a realm of their own, where the system lets them.
    return any(unshare(flags) == 0 for flags in (NEW_NETWORK, NEW_NETWORK | NEW_USER))


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Stop Python code from what the filter stops in the kernel; it holds where there is no filter, too."""
    if event.startswith(DENIED):
        raise PermissionError(f"Not while a file is read: {event}")
    if event == "open":
        mode, flags = arguments[1], arguments[2]
        writes = isinstance(mode, str) and any(sign in mode for sign in "wax+")
        if writes or (isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC)):
            raise PermissionError("Not while a file is read: writing")
