"""A child of the tests: tries what a hostile file might make a reader do, and tells what went through."""

import ctypes
import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from tracker.ingestion.reading import confinement, frames

AF_INET, STREAM = 2, 1
WRITE = os.O_WRONLY | os.O_CREAT


def _raw() -> dict[str, bool]:
    """What the kernel allows, asked without Python's own checks."""
    libc = ctypes.CDLL(None, use_errno=True)
    path = json.loads(sys.argv[1])["path"].encode()
    descriptor = libc.open(path + b".raw", WRITE, 0o600)
    child = libc.fork()
    if child == 0:
        os._exit(0)
    return {
        "raw socket": libc.socket(AF_INET, STREAM, 0) >= 0,
        "raw write": descriptor >= 0 and libc.write(descriptor, b"x", 1) == 1,
        "raw fork": child > 0,
        "raw remove": libc.unlink(path) == 0,
        "raw kill": libc.kill(os.getppid(), 0) == 0,
    }


def _python() -> dict[str, bool]:
    path = json.loads(sys.argv[1])["path"]
    tries = {
        "socket": lambda: socket.socket(),
        "lookup": lambda: socket.getaddrinfo("localhost", 80),
        "program": lambda: subprocess.run([sys.executable, "-c", ""], check=False),
        "fork": lambda: os.fork() or os._exit(0),
        "write": lambda: Path(path + ".python").write_text("x"),
        "remove": lambda: Path(path).unlink(),
    }
    went = {}
    for name, attempt in tries.items():
        try:
            attempt()
            went[name] = True
        except OSError:
            went[name] = False
    return went


def main() -> None:
    """Do what the task says."""
    task = json.loads(sys.argv[1])
    out = os.fdopen(os.dup(1), "wb")
    walls = confinement.confine(memory=task["memory"], cpu=task["cpu"])
    if task["do"] == "probe":
        frames.write(out, "went", walls=walls, python=_python(), raw=_raw())
    elif task["do"] == "spin":
        while True:
            pass
    elif task["do"] == "sleep":
        time.sleep(600)
    elif task["do"] == "grow":
        try:
            kept = [bytes(10_000_000) for _ in range(500)]
            frames.write(out, "grew", count=len(kept))
        except MemoryError:
            frames.write(out, "refused")
    elif task["do"] == "shout":
        while True:
            out.write(bytes(1_000_000))
    elif task["do"] == "die":
        os._exit(139)
    frames.write(out, "end")


if __name__ == "__main__":
    main()
