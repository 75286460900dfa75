"""Keeps the one-time token with which the first administrator is made; it must not make anybody.

The token itself is shown once, on the terminal that started the product; what lies on disk is its digest.
"""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from django.conf import settings


def _path() -> Path:
    return Path(settings.DATA_DIR) / "run" / "setup-token"


def create() -> str:
    """A new token, which replaces any earlier one."""
    token = secrets.token_urlsafe(24)
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(_digest(token))
    return token


def matches(token: str) -> bool:
    """Whether this is the token in force; false when there is none or it was used."""
    try:
        kept = _path().read_text()
    except FileNotFoundError:
        return False
    return hmac.compare_digest(kept, _digest(token))


def consume(token: str) -> bool:
    """Use the token up. True for one caller only, however many try at once."""
    if not matches(token):
        return False
    try:
        _path().unlink()
    except FileNotFoundError:
        return False
    return True


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
