"""Encrypts and decrypts a stream as `age` does, a block at a time; it must not know what flows through."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, cast

from django.utils.translation import gettext as _

from tracker.services.refusals import Refused

HEADER = b"age-encryption.org/"


def recipients_of(keys: Sequence[str]) -> list[Any]:
    """The public keys (`age1…`) as pyrage wants them. Refused for one that is none."""
    import pyrage

    found = []
    for key in keys:
        try:
            found.append(pyrage.x25519.Recipient.from_str(key))
        except pyrage.RecipientError as problem:
            raise Refused(_("“%(key)s” is not a public key of age: age1… .") % {"key": key[:80]}) from problem
    return found


def identities_of(path: Path) -> list[Any]:
    """The private keys (`AGE-SECRET-KEY-1…`) in a file of age-keygen. Refused when there is none."""
    import pyrage

    try:
        lines = [line.strip() for line in path.read_text().splitlines()]
        found = [pyrage.x25519.Identity.from_str(line) for line in lines if line and line[0] != "#"]
    except (OSError, UnicodeDecodeError, pyrage.IdentityError) as problem:
        raise Refused(_("%(path)s holds no private key of age.") % {"path": path}) from problem
    if not found:
        raise Refused(_("%(path)s holds no private key of age.") % {"path": path})
    return found


class _Helper:
    """Runs one half of a pipe in a thread and keeps what went wrong there."""

    def __init__(self, work: Callable[[], None]) -> None:
        self.problem: BaseException | None = None
        self._thread = threading.Thread(target=self._run, args=(work,), daemon=True)
        self._thread.start()

    def _run(self, work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as problem:  # told to whoever waits for the other half
            self.problem = problem

    def join(self, seconds: float | None = None) -> None:
        self._thread.join(seconds)


class _Remembering:
    """A stream whose own errors can be had: pyrage turns them into words."""

    def __init__(self, out: BinaryIO) -> None:
        self._out, self.problem = out, cast("OSError | None", None)

    def write(self, block: bytes) -> int:
        try:
            return self._out.write(block)
        except OSError as problem:
            self.problem = problem
            raise

    def flush(self) -> None:
        self._out.flush()


@contextmanager
def sealed(out: BinaryIO, recipients: Sequence[Any]) -> Iterator[BinaryIO]:
    """A stream whose bytes arrive in `out`, encrypted to the recipients; `out` itself without any."""
    if not recipients:
        yield out
        return
    import pyrage

    read_end, write_end = os.pipe()
    target = _Remembering(out)

    def encrypt() -> None:
        with os.fdopen(read_end, "rb") as source:
            try:
                pyrage.encrypt_io(source, target, list(recipients))
            except pyrage.EncryptError as problem:
                raise target.problem or problem from None

    helper = _Helper(encrypt)
    sink = os.fdopen(write_end, "wb")
    try:
        yield sink
        sink.close()
    except BrokenPipeError:
        helper.join()
        raise helper.problem or RuntimeError from None
    finally:
        with suppress(OSError):
            sink.close()
        helper.join()
    if helper.problem is not None:
        raise helper.problem


@contextmanager
def opened(source: BinaryIO, identities: Sequence[Any]) -> Iterator[BinaryIO]:
    """What was encrypted, as a stream. Refused when no key fits or a byte was changed."""
    import pyrage

    read_end, write_end = os.pipe()

    def decrypt() -> None:
        with os.fdopen(write_end, "wb") as sink:
            pyrage.decrypt_io(source, sink, list(identities))

    helper = _Helper(decrypt)
    plain = os.fdopen(read_end, "rb")
    try:
        yield plain
    except BaseException:
        helper.join(1)  # where decrypting failed, its thread is at its end; else it waits for us to read
        problem = helper.problem
        plain.close()
        helper.join()
        if problem is not None:
            raise Refused(_wrong()) from problem
        raise
    plain.close()
    helper.join()
    if helper.problem is not None:
        raise Refused(_wrong()) from helper.problem


def _wrong() -> str:
    return _("The backup cannot be decrypted: this key does not fit, or the file was changed.")
