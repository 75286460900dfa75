"""Finds out whether a start can work, and says in a sentence why not; it must not start anything."""

import errno
import os
import shutil
import socket
import stat
from pathlib import Path

import redis

FREE_BYTES = 200 * 1024 * 1024


class CannotStart(Exception):
    """Something outside the product is in the way; the text says what, and what to do."""


def check_port(*, host: str, port: int) -> None:
    """Whether the web server will be able to listen. Raises CannotStart."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            raise CannotStart(_why_not_bound(problem, host=host, port=port)) from problem


def _why_not_bound(problem: OSError, *, host: str, port: int) -> str:
    if problem.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is in use by another program. Stop that program, or choose another port: "
            f"PORT={port + 1 if port < 65535 else 8000} make run"
        )
    if problem.errno == errno.EACCES:
        return f"Port {port} is reserved for the administrator. Choose one above 1023: PORT=8000 make run"
    return (
        f"HOST is “{host}”, which is not an address of this machine ({problem.strerror or problem}). "
        "Leave HOST out to listen on this machine only, or set HOST=0.0.0.0 to listen on every network."
    )


def check_disk(folder: Path) -> None:
    """Whether DATA_DIR can be written and has room. Raises CannotStart."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise CannotStart(f"DATA_DIR is {folder}, which cannot be made: {problem.strerror}.") from problem
    if not os.access(folder, os.W_OK | os.X_OK):
        raise CannotStart(
            f"DATA_DIR is {folder}, which this user cannot write. Change its owner or DATA_DIR."
        )
    free = shutil.disk_usage(folder).free
    if free < FREE_BYTES:
        raise CannotStart(
            f"The disk under {folder} has {free // 1_000_000} MB left; Servanda needs 200 MB. "
            "Free some space or point DATA_DIR at another disk."
        )


def make_private(folder: Path) -> None:
    """Make the folder of the broker's socket, for this user alone. Raises CannotStart on a stranger's."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
        raise CannotStart(
            f"{folder} belongs to somebody else. Remove it, or set TMPDIR to a folder of your own."
        )
    folder.chmod(0o700)


def check_broker(url: str) -> str | None:
    """Whether the server of REDIS_URL answers; a warning when it may throw jobs away. Raises CannotStart."""
    address = "unix" + url[len("redis+socket") :] if url.startswith("redis+socket") else url
    client = redis.Redis.from_url(address, socket_connect_timeout=3, socket_timeout=3)
    try:
        client.ping()
    except (redis.RedisError, ValueError) as problem:
        raise CannotStart(
            f"The broker of REDIS_URL does not answer: {problem}. Start it, correct REDIS_URL, "
            "or leave REDIS_URL out to use the bundled server."
        ) from problem
    try:
        policy = client.config_get("maxmemory-policy").get("maxmemory-policy", "noeviction")
    except redis.RedisError:
        return None  # hosted servers forbid the question
    finally:
        client.close()
    if policy == "noeviction":
        return None
    return f"The broker throws jobs away when memory is full: set maxmemory-policy noeviction (now {policy})."
