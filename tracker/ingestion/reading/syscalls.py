"""Makes the filter of system calls (seccomp) for this machine; it must not know what the process reads.

What is denied answers "not permitted": sockets, other programs, other processes, and every change of a file.
The numbers are those of the Linux kernel for the two machines we run on; elsewhere there is no filter.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
import sys
from typing import NamedTuple

ALLOW, DENY = 0x7FFF0000, 0x00050000 | errno.EPERM
ABSENT = 0x00050000 | errno.ENOSYS  # the C library then takes the older call, which can be looked into
KILL = 0x80000000
LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06  # of classic BPF
NUMBER_AT, ARCHITECTURE_AT, FIRST_ARGUMENT_AT = 0, 4, 16
OF_A_THREAD = 0x00010000  # CLONE_THREAD
TO_WRITE = 0x1 | 0x2 | 0x40 | 0x200  # O_WRONLY, O_RDWR, O_CREAT, O_TRUNC
X32 = 0x40000000
NO_NEW_PRIVILEGES, SET_SECCOMP, FILTER_MODE = 38, 22, 2


class Machine(NamedTuple):
    """The numbers of a machine's system calls; `opens` are those with flags, and which argument has them."""

    architecture: int
    network: tuple[int, ...]
    others: tuple[int, ...]
    files: tuple[int, ...]
    programs: tuple[int, ...]
    clone: int
    opens: dict[int, int]


MACHINES = {
    "x86_64": Machine(
        architecture=0xC000003E,
        network=(41, 42, 44, 46, 49, 50, 53, 288, 307, 425),
        others=(62, 101, 109, 112, 310, 311, 438),
        files=(76, 77, 82, 83, 84, 85, 86, 87, 88, 90, 91, 258, 259, 263, 264, 265, 266, 268, 316),
        programs=(57, 58, 59, 322),
        clone=56,
        opens={2: 1, 257: 2},
    ),
    "aarch64": Machine(
        architecture=0xC00000B7,
        network=(198, 199, 200, 201, 203, 206, 211, 242, 269, 425),
        others=(117, 129, 154, 157, 270, 271, 438),
        files=(33, 34, 35, 36, 37, 38, 45, 46, 52, 53, 276),
        programs=(221, 281),
        clone=220,
        opens={56: 2},
    ),
}
CLONE3, OPENAT2 = 435, 437  # the same on both


def _step(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("HBBI", code, yes, no, value)


def program(machine: str, *, programs: bool) -> bytes | None:
    """The filter for a machine, or None where we know none; `programs` allows to start other programs."""
    known = MACHINES.get(machine)
    if known is None:
        return None
    answer = dict.fromkeys((*known.network, *known.others, *known.files), DENY)
    answer[OPENAT2] = ABSENT
    if not programs:
        answer |= dict.fromkeys(known.programs, DENY)
        answer[CLONE3] = ABSENT
    steps = [
        _step(LOAD, ARCHITECTURE_AT),
        _step(EQUAL, known.architecture, 1, 0),
        _step(RETURN, KILL),
        _step(LOAD, NUMBER_AT),
        _step(AT_LEAST, X32, 0, 1),
        _step(RETURN, DENY),
    ]
    for number, said in sorted(answer.items()):
        steps += [_step(EQUAL, number, 0, 1), _step(RETURN, said)]
    for number, argument in known.opens.items():
        steps += _looked_into(number, argument, bits=TO_WRITE, when_set=DENY, when_not=ALLOW)
    if not programs:
        steps += _looked_into(known.clone, 0, bits=OF_A_THREAD, when_set=ALLOW, when_not=DENY)
    return b"".join([*steps, _step(RETURN, ALLOW)])


def _looked_into(number: int, argument: int, *, bits: int, when_set: int, when_not: int) -> list[bytes]:
    """Steps that answer one call by the bits of an argument (its low half on both machines)."""
    return [
        _step(EQUAL, number, 0, 4),
        _step(LOAD, FIRST_ARGUMENT_AT + 8 * argument),
        _step(ANY_BIT, bits, 0, 1),
        _step(RETURN, when_set),
        _step(RETURN, when_not),
    ]


def install(*, programs: bool) -> bool:
    """Put the filter on this process and all it starts, for good; whether the kernel took it."""
    code = program(platform.machine(), programs=programs) if sys.platform == "linux" else None
    if code is None:
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    text = ctypes.create_string_buffer(code, len(code))
    head = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", len(code) // 8, ctypes.addressof(text)))
    if libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return bool(libc.prctl(SET_SECCOMP, FILTER_MODE, head, 0, 0) == 0)
