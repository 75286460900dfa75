"""The settings that protect data and readers, as the product starts with them and not as the tests do."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.gates import PRODUCTION
from tests.servers import ROOT

pytestmark = pytest.mark.once
SHOW = """
import json, os
os.environ["DJANGO_SETTINGS_MODULE"] = "tracker.config.settings"
from django.conf import settings
names = json.loads(os.environ["SHOW"])
print(json.dumps({name: getattr(settings, name, None) for name in names}, default=str))
"""


def settings_of(data: Path, *names: str, **environment: str) -> dict:
    """The named settings in a process of its own with a clean environment."""
    base = {"PATH": os.environ["PATH"], "DATA_DIR": str(data), "SHOW": json.dumps(names)}
    asked = subprocess.run(
        [sys.executable, "-c", SHOW], env={**base, **environment}, cwd=ROOT, capture_output=True, text=True
    )
    assert asked.returncode == 0, asked.stderr
    return json.loads(asked.stdout)


def test_sqlite_waits_for_writers_and_survives_a_power_cut(tmp_path: Path):
    found = settings_of(tmp_path, "DATABASES")["DATABASES"]["default"]
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert found["OPTIONS"]["timeout"] == 20
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        assert pragma in found["OPTIONS"]["init_command"]


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere(tmp_path: Path):
    found = settings_of(tmp_path, "CONTENT_SECURITY_POLICY", "DEBUG")
    directives = found["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]
    assert found["DEBUG"] is False
    assert directives["default-src"] == ["'none'"]
    assert directives["script-src"] == directives["style-src"] == ["'self'"]
    assert not [
        value for values in directives.values() for value in values if "unsafe" in value or "://" in value
    ]


def test_https_switches_on_everything_that_needs_it(tmp_path: Path):
    names = ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS"]
    plain = settings_of(tmp_path, *names, "SESSION_COOKIE_NAME", "CSRF_TRUSTED_ORIGINS")
    assert not any(plain[name] for name in names)
    safe = settings_of(tmp_path, *names, "SESSION_COOKIE_NAME", "CSRF_TRUSTED_ORIGINS", **PRODUCTION)
    assert all(safe[name] for name in names)
    assert safe["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert safe["CSRF_TRUSTED_ORIGINS"] == ["https://servanda.example.org"]


def test_the_demonstration_never_meets_a_shared_database(tmp_path: Path):
    assert settings_of(tmp_path, "DEMO")["DEMO"] is True
    assert settings_of(tmp_path, "DEMO", DEMO="0")["DEMO"] is False
    shared = settings_of(tmp_path, "DEMO", "EMBEDDED_DATABASE", **{**PRODUCTION, "DEMO": "1"})
    assert shared == {"DEMO": False, "EMBEDDED_DATABASE": False}


def test_a_bad_environment_ends_a_command_in_one_sentence(tmp_path: Path):
    asked = subprocess.run(
        [sys.executable, "manage.py", "check"],
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "PORT": "many"},
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert asked.returncode == 2
    assert asked.stderr.strip().count("\n") == 0
    assert asked.stderr.startswith("PORT is “many”")


def test_the_deployment_check_has_nothing_to_say(tmp_path: Path):
    (tmp_path / "assets").mkdir()
    asked = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), **PRODUCTION},
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert asked.returncode == 0, asked.stdout + asked.stderr
    assert "no issues" in asked.stdout
