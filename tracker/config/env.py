"""Reads one environment variable at a time into a checked value; it must not know what the value is for.

Standard library only: the launcher uses it before anything is installed.
"""

import hashlib
import os
import re
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

Env = Mapping[str, str]

SOCKET_PATH_BYTES = 107  # sun_path has 108 bytes on Linux, one of them the closing NUL
SECRET_KEY_LENGTH = 50  # below this Django's own deployment check warns
MAKE_KEY = 'Make one with: python3 -c "import secrets; print(secrets.token_urlsafe(50))"'
YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"0", "false", "no", "off"})
RECIPIENT = re.compile(r"age1[02-9ac-hj-np-z]{58}")
SENDER = re.compile(r"[^\s@<>,;\"]+@[^\s@<>,;\"]+")


class BadEnvironment(Exception):
    """An environment variable has a value that cannot be used; the text names it and says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """Where outgoing mail goes: Django's backend path and the connection behind it."""

    backend: str
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    starttls: bool = False
    tls: bool = False
    sender: str = ""


def flag(env: Env, name: str, *, default: bool) -> bool:
    """Whether a switch is on. Raises BadEnvironment for anything but the usual words for yes and no."""
    raw = env.get(name, "").strip().lower()
    if not raw:
        return default
    if raw in YES or raw in NO:
        return raw in YES
    raise BadEnvironment(f"{name} is “{raw}”; set it to 1 or 0, or leave it out.")


def port(env: Env, *, default: int = 8000) -> int:
    """The TCP port to listen on, from PORT. Raises BadEnvironment outside 1 to 65535."""
    raw = env.get("PORT", "").strip()
    if not raw:
        return default
    if not re.fullmatch(r"[0-9]{1,5}", raw) or not 1 <= int(raw) <= 65535:
        raise BadEnvironment(
            f"PORT is “{raw}”; set it to a whole number from 1 to 65535, for example PORT=8001."
        )
    return int(raw)


def words(env: Env, name: str) -> list[str]:
    """A list written with commas, empty items dropped."""
    return [word.strip() for word in env.get(name, "").split(",") if word.strip()]


def data_dir(env: Env, *, root: Path) -> Path:
    """The folder for all that is not code, from DATA_DIR; a relative path starts at the project folder."""
    raw = env.get("DATA_DIR", "").strip() or "var"
    return (root / Path(raw).expanduser()).resolve()


def backup_dir(env: Env, *, data: Path, root: Path, embedded: bool) -> Path | None:
    """Where nightly backups go, from BACKUP_DIR; None when none are made.

    Without it: under DATA_DIR beside the embedded database, nowhere beside a shared one.
    """
    raw = env.get("BACKUP_DIR", "").strip()
    if raw.lower() in NO:
        return None
    if not raw:
        return data / "backups" if embedded else None
    return (root / Path(raw).expanduser()).resolve()


def recipients(env: Env) -> list[str]:
    """The public keys of age that backups are encrypted to. Raises BadEnvironment for another word."""
    keys = words(env, "BACKUP_RECIPIENT")
    for key in keys:
        if not RECIPIENT.fullmatch(key):
            raise BadEnvironment(
                f"BACKUP_RECIPIENT holds “{key[:80]}”, which is not a public key of age (age1…). "
                "Make a pair with: age-keygen -o backup.key"
            )
    return keys


def public_url(env: Env, *, default_port: int) -> str:
    """The address people type, without a closing slash. Raises BadEnvironment unless it is http or https."""
    raw = env.get("PUBLIC_URL", "").strip().rstrip("/")
    if not raw:
        return f"http://localhost:{default_port}"
    parts = urlsplit(raw)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
        raise BadEnvironment(
            f"PUBLIC_URL is “{raw}”; set it to the address people type, scheme and host only, "
            "for example https://servanda.example.org."
        )
    return raw


def allowed_hosts(env: Env, *, public: str, host: str) -> list[str]:
    """The host names answered, from ALLOWED_HOSTS; without it this machine's own and that of PUBLIC_URL."""
    named = words(env, "ALLOWED_HOSTS")
    if named:
        return named
    own = ["localhost", "127.0.0.1", "[::1]", urlsplit(public).hostname or "", host]
    return list(dict.fromkeys(name for name in own if name and name not in {"0.0.0.0", "::"}))  # noqa: S104


def database_url(env: Env) -> str | None:
    """The team's PostgreSQL server, from DATABASE_URL; None means SQLite under DATA_DIR.

    Raises BadEnvironment for any other kind of database.
    """
    raw = env.get("DATABASE_URL", "").strip()
    if not raw:
        return None
    parts = urlsplit(raw)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise BadEnvironment(
            f"DATABASE_URL begins with “{parts.scheme or raw[:12]}”; it must look like "
            "postgresql://USER:PASSWORD@HOST:5432/NAME. Leave it out to use SQLite under DATA_DIR."
        )
    return raw


def socket_dir(data: Path) -> Path:
    """The private folder of the bundled broker's socket: short, whatever the depth of DATA_DIR."""
    digest = hashlib.sha256(os.fsencode(data)).hexdigest()[:16]
    folder = Path(tempfile.gettempdir()) / f"servanda-{digest}"
    if len(os.fsencode(folder / "valkey.sock")) > SOCKET_PATH_BYTES:
        folder = Path("/tmp") / folder.name  # noqa: S108  (0700 and checked for its owner before use)
    return folder


def redis_url(env: Env, *, data: Path) -> str:
    """The broker, from REDIS_URL; without it the bundled server's socket. Raises BadEnvironment."""
    raw = env.get("REDIS_URL", "").strip()
    if not raw:
        return f"redis+socket://{socket_dir(data) / 'valkey.sock'}"
    scheme = urlsplit(raw).scheme
    if scheme not in {"redis", "rediss", "unix", "redis+socket"}:
        raise BadEnvironment(
            f"REDIS_URL begins with “{scheme or raw[:12]}”; it must look like redis://HOST:6379/0 "
            "or rediss://HOST:6380/0. Leave it out to use the bundled server."
        )
    return "redis+socket" + raw[len("unix") :] if scheme == "unix" else raw


def secret_key(env: Env, *, data: Path, database: str | None) -> str:
    """The key that signs sessions, from SECRET_KEY; on the embedded database one is made once under DATA_DIR.

    Raises BadEnvironment when the key is short, or missing beside a shared database.
    """
    given = env.get("SECRET_KEY", "").strip()
    if given:
        if len(given) < SECRET_KEY_LENGTH or len(set(given)) < 5:
            raise BadEnvironment(
                f"SECRET_KEY can be guessed; use {SECRET_KEY_LENGTH} random characters or more. {MAKE_KEY}"
            )
        return given
    if database is not None:
        raise BadEnvironment(
            f"SECRET_KEY is missing, and DATABASE_URL is set: all processes must share one key. {MAKE_KEY}"
        )
    return _kept_secret(data / "secret-key")


def mail(env: Env, *, public: str) -> Mail:
    """Where mail goes and whom it is from, by EMAIL_URL; without it none leaves. Raises BadEnvironment."""
    raw = env.get("EMAIL_URL", "").strip()
    sender = f"servanda@{urlsplit(public).hostname or 'localhost'}"
    if not raw:
        return Mail(backend="django.core.mail.backends.console.EmailBackend", sender=sender)
    parts = urlsplit(raw)
    ports = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
    try:
        number = parts.port or ports[parts.scheme]
    except (KeyError, ValueError):
        number = 0
    if not number or not parts.hostname:
        raise BadEnvironment(
            f"EMAIL_URL begins with “{parts.scheme or raw[:12]}”; it must look like "
            "smtp+starttls://USER:PASSWORD@HOST:587, smtps://USER:PASSWORD@HOST:465 or smtp://HOST:25."
        )
    user = unquote(parts.username or "")
    asked = dict(parse_qsl(parts.query)).get("from", "") or (user if "@" in user else sender)
    if not SENDER.fullmatch(asked):
        raise BadEnvironment(
            f"EMAIL_URL says from=“{asked[:80]}”; give one plain address, as in ?from=servanda@example.org."
        )
    return Mail(
        backend="django.core.mail.backends.smtp.EmailBackend",
        host=parts.hostname,
        port=number,
        user=user,
        password=unquote(parts.password or ""),
        starttls=parts.scheme == "smtp+starttls",
        tls=parts.scheme == "smtps",
        sender=asked,
    )


def _kept_secret(path: Path) -> str:
    """The key stored at `path`; made there first, readable by its owner alone, if there is none."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(secrets.token_urlsafe(50))
        try:
            os.link(draft, path)  # whoever links first wins, so that two starts never use two keys
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()
