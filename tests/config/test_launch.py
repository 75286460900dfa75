"""A start that cannot work ends in a sentence, and the supervisor's configuration holds for any folder."""

import configparser
import errno
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests import servers
from tests.servers import ROOT
from tracker.config import env
from tracker.config.launch import assets, bootstrap, checks, logs, programs, welcome
from tracker.config.launch.checks import CannotStart

pytestmark = pytest.mark.once
BOOTSTRAP = ROOT / "tracker/config/launch/bootstrap.py"


def test_an_old_python_is_told_what_to_do():
    pretend = f"""
import runpy, sys
sys.version_info = (3, 9, 1, "final", 0)
runpy.run_path({str(BOOTSTRAP)!r}, run_name="__main__")
"""
    asked = subprocess.run([sys.executable, "-c", pretend], capture_output=True, text=True)
    assert asked.returncode == 1
    assert "needs Python 3.11 or newer" in asked.stderr
    assert "3.9" in asked.stderr
    assert "make run PYTHON=" in asked.stderr
    assert "Traceback" not in asked.stderr


def test_the_launcher_is_readable_by_pythons_too_old_for_it():
    compile(BOOTSTRAP.read_text(), "bootstrap.py", "exec", dont_inherit=True)
    import ast

    ast.parse(BOOTSTRAP.read_text(), feature_version=(3, 7))


@pytest.mark.parametrize(
    ("printed", "advice"),
    [
        (
            "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
            "disk is full",
        ),
        ("error: command 'gcc' failed: No such file or directory", "apt install build-essential"),
        ("ERROR: Failed building wheel for cffi", "C compiler"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "lock"),
        ("NewConnectionError('<...>: Failed to establish a new connection')", "network"),
        ("ERROR: No matching distribution found for django==5.2.19", "package index"),
        ("something never seen", "something never seen"),
    ],
)
def test_a_failed_installation_is_explained(printed: str, advice: str):
    assert advice in bootstrap.cause_of(f"Collecting django\n{printed}\n")


def test_a_port_in_use_is_refused_with_another_to_try():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CannotStart, match=f"Port {port} is in use.*PORT={port + 1} make run"):
            checks.check_port(host="127.0.0.1", port=port)
    checks.check_port(host="127.0.0.1", port=servers.free_port())


def test_a_host_that_is_not_ours_is_refused():
    with pytest.raises(CannotStart, match=r"HOST is “192\.0\.2\.1”"):
        checks.check_port(host="192.0.2.1", port=servers.free_port())


def test_a_full_disk_is_refused(tmp_path: Path, monkeypatch):
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=5_000_000))
    with pytest.raises(CannotStart, match="has 5 MB left"):
        checks.check_disk(tmp_path)


def test_a_file_where_the_folder_should_be_is_refused(tmp_path: Path):
    (tmp_path / "var").touch()
    with pytest.raises(CannotStart, match="cannot be made"):
        checks.check_disk(tmp_path / "var")


def test_the_socket_folder_is_private_and_ours(tmp_path: Path):
    folder = tmp_path / "socket"
    checks.make_private(folder)
    assert folder.stat().st_mode & 0o777 == 0o700
    folder.rmdir()
    folder.symlink_to(tmp_path)
    with pytest.raises(CannotStart, match="belongs to somebody else"):
        checks.make_private(folder)


def test_a_silent_broker_is_refused_and_a_forgetful_one_warned_of(broker: servers.Broker):
    url = f"redis+socket://{broker.socket_path}"
    assert checks.check_broker(url) is None
    broker.client().config_set("maxmemory-policy", "allkeys-lru")
    try:
        assert "noeviction" in (checks.check_broker(url) or "")
    finally:
        broker.client().config_set("maxmemory-policy", "noeviction")
    with pytest.raises(CannotStart, match="REDIS_URL does not answer"):
        checks.check_broker(f"redis://127.0.0.1:{servers.free_port()}/0")


def test_only_known_errors_are_called_in_use():
    denied = OSError(errno.EACCES, os.strerror(errno.EACCES))
    assert "reserved" in checks._why_not_bound(denied, host="127.0.0.1", port=80)


@pytest.mark.parametrize("bundled", [True, False])
def test_the_supervisor_starts_the_broker_first_and_names_no_path(tmp_path: Path, bundled: bool):
    found = programs.programs(data=tmp_path, host="127.0.0.1", port=8000, bundled_broker=bundled)
    config = configparser.RawConfigParser(inline_comment_prefixes=(";", "#"))
    config.read_string(programs.supervisor_config(found, as_root=False))
    by_priority = sorted(found, key=lambda program: int(config[f"program:{program.name}"]["priority"]))
    names = [program.name for program in by_priority]
    assert names == (["broker"] if bundled else []) + ["web", "worker", "beat"]
    assert str(ROOT) not in programs.supervisor_config(found, as_root=True)
    assert config["program:worker"]["autorestart"] == "true"
    assert 90 < int(config["program:worker"]["stopwaitsecs"]) < 120
    for program in found:
        assert Path(program.command[0]).exists()


def test_the_web_server_listens_where_it_is_told():
    command = programs.web("python", host="127.0.0.1", port=8123)
    assert command[command.index("--host") + 1] == "127.0.0.1"
    assert command[command.index("--port") + 1] == "8123"


def test_every_command_is_known_to_its_program(tmp_path: Path):
    for program in programs.programs(data=tmp_path, host="127.0.0.1", port=8000, bundled_broker=False):
        asked = subprocess.run(
            [*program.command, "--help"],
            env={**os.environ, "DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "tests.settings"},
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
        assert asked.returncode == 0, asked.stderr
        options = [word.split("=")[0] for word in program.command if word.startswith("--")]
        for option in [option for option in options if option != "--quiet"]:  # told by `celery --help` alone
            assert option in asked.stdout, f"{program.name} does not know {option}"


def test_logs_are_followed_through_a_rotation(tmp_path: Path):
    log = tmp_path / "web.log"
    log.write_text("before\n")
    follower = logs.Follower(log)
    with log.open("a") as out:
        out.write("one\ntw")
    assert list(follower.lines()) == ["one"]
    with log.open("a") as out:
        out.write("o\n\n")
    assert list(follower.lines()) == ["two"]
    log.rename(tmp_path / "web.log.1")
    log.write_text("three\n")
    assert list(follower.lines()) == ["three"]
    log.unlink()
    assert list(follower.lines()) == []


def test_the_supervisors_log_is_told_in_sentences():
    killed = logs.event("2026-01-01 00:00:00,1 WARN exited: web (terminated by SIGKILL; not expected)")
    assert killed == logs.Event(what="exited", name="web", how="terminated by SIGKILL")
    assert logs.sentence(killed) == "web ended unexpectedly (terminated by SIGKILL); it is started again."
    given_up = logs.event(
        "2026-01-01 00:00:00,1 INFO gave up: beat entered FATAL state, too many start retries"
    )
    assert given_up
    assert given_up.name == "beat"
    spawned = logs.event("2026-01-01 00:00:00,1 INFO spawned: 'web' with pid 12")
    assert spawned
    assert logs.sentence(spawned) is None
    assert logs.event("2026-01-01 00:00:00,1 INFO supervisord started with pid 1") is None


def test_the_greeting_names_accounts_only_with_the_demonstration():
    with_demo = welcome.lines(welcome.Ready(demo=True, setup_path=None), address="http://localhost:8000")
    empty = welcome.lines(
        welcome.Ready(demo=False, setup_path="/setup/abc/"), address="http://localhost:8000"
    )
    assert with_demo[0] == "Servanda is ready: http://localhost:8000"
    assert any("analyst2" in line and "servanda-demo" in line for line in with_demo)
    assert not any("servanda-demo" in line for line in empty)
    assert any("http://localhost:8000/setup/abc/" in line for line in empty)


def test_assets_are_built_once_and_again_when_a_source_changes(tmp_path: Path):
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "a.css").write_text("a{}")
    before = assets.digest(tmp_path, ["static"])
    assert assets.digest(tmp_path, ["static"]) == before
    (tmp_path / "static" / "a.css").write_text("b{}")
    assert assets.digest(tmp_path, ["static"]) != before


def test_a_failed_build_ends_in_its_last_words(tmp_path: Path):
    with pytest.raises(CannotStart, match=r"npm ci failed\. The npm registry cannot be reached"):
        assets._run(["sh", "-c", "echo npm error ENOTFOUND registry; exit 1"], root=tmp_path, what="npm ci")


def test_an_old_node_is_not_used(tmp_path: Path):
    old = tmp_path / "node"
    old.write_text("#!/bin/sh\necho v12.1.0\n")
    old.chmod(0o755)
    assert assets._node_version(str(old)) == 12 < assets.OLDEST_NODE


def test_the_environment_of_the_programs_is_absolute(tmp_path: Path):
    found = programs.child_environment({"A": "b"}, data=tmp_path, host="127.0.0.1", port=8000)
    assert found["A"] == "b"
    assert found["DATA_DIR"] == str(tmp_path)
    assert found["SERVANDA_RUN_DIR"].startswith(str(tmp_path))
    assert env.socket_dir(tmp_path).parent.is_dir()
