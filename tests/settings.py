"""The product's settings on throw-away folders and servers; all that differs from production is here.

TEST_DATABASE=postgres starts a real PostgreSQL 18 first; anything else uses SQLite in a file.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from tests import servers

_name = os.environ.get("PYTEST_XDIST_WORKER", "main")
if "SERVANDA_TEST_ROOT" not in os.environ:  # the first process makes the folder; its children share it
    os.environ["SERVANDA_TEST_ROOT"] = tempfile.mkdtemp(prefix="servanda-tests-")
    atexit.register(shutil.rmtree, os.environ["SERVANDA_TEST_ROOT"], ignore_errors=True)
    if os.environ.get("TEST_DATABASE", "sqlite") == "postgres" and "DATABASE_URL" not in os.environ:
        _server = servers.Postgres().start()
        atexit.register(_server.stop)
        os.environ["DATABASE_URL"] = _server.url("servanda")
        os.environ["SECRET_KEY"] = "only-for-tests-and-long-enough-to-pass-the-deployment-check"

os.environ["DATA_DIR"] = str(Path(os.environ["SERVANDA_TEST_ROOT"]) / _name)
for _variable in (
    "REDIS_URL",
    "PUBLIC_URL",
    "ALLOWED_HOSTS",
    "EMAIL_URL",
    "DEMO",
    "FETCH",
    "HOST",
    "PORT",
    "STATIC_DIR",
    "FONTS_DIR",
    "BACKUP_DIR",
    "BACKUP_RECIPIENT",
):
    os.environ.pop(_variable, None)
(Path(os.environ["DATA_DIR"]) / "assets").mkdir(parents=True, exist_ok=True)

from tracker.config.settings import *  # noqa: E402, F403
from tracker.config.settings import ALLOWED_HOSTS, DATABASE_URL, DATABASES, STORAGES  # noqa: E402

ALLOWED_HOSTS += ["testserver"]
# No hash of a password is worth 50 ms of each test that makes a person.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# The manifest needs built assets; tests that look at them start a real site instead.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
if DATABASE_URL is None:
    # A test database may be lost at a power cut.
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON; PRAGMA mmap_size=268435456;"
    )
if "SERVANDA_TEST_DATABASE_NAME" in os.environ:  # a worker that shares the database of a running test
    DATABASES["default"]["NAME"] = os.environ["SERVANDA_TEST_DATABASE_NAME"]
