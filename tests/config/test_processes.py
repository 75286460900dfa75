"""Ours are ended, strangers never: a process number alone proves nothing."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import wait_until
from tracker.config.launch import processes

pytestmark = pytest.mark.once
SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
DEAF = "import signal, time; signal.signal(15, signal.SIG_IGN); print('set', flush=True); time.sleep(60)"
STUBBORN = [sys.executable, "-c", DEAF]


@pytest.fixture
def sleeper() -> Iterator[subprocess.Popen[bytes]]:
    """A process in a group of its own."""
    child = subprocess.Popen(SLEEP, start_new_session=True)
    yield child
    child.kill()
    child.wait()


def test_a_noted_process_is_ended(sleeper, tmp_path: Path):
    path = tmp_path / "web.pid"
    processes.note(path, pid=sleeper.pid, marks=["nothing"])
    assert processes.end(path, grace=5)
    assert sleeper.wait(60) == -signal.SIGTERM
    assert not path.exists()
    assert not processes.end(path, grace=0)


def test_a_process_that_will_not_end_is_forced(tmp_path: Path):
    child = subprocess.Popen(STUBBORN, start_new_session=True, stdout=subprocess.PIPE)
    assert child.stdout
    child.stdout.readline()
    processes.note(tmp_path / "web.pid", pid=child.pid, marks=[])
    assert processes.end(tmp_path / "web.pid", grace=0.3)
    assert child.wait(60) == -signal.SIGKILL
    child.stdout.close()


def test_a_stranger_with_the_same_number_lives(sleeper, tmp_path: Path):
    path = tmp_path / "web.pid"
    path.write_text(json.dumps({"pid": sleeper.pid, "started": "another-boot:1", "marks": ["no such word"]}))
    assert not processes.end(path, grace=0)
    assert sleeper.poll() is None


def test_the_children_of_a_killed_leader_are_ended_and_other_members_of_a_group_live(tmp_path: Path):
    leader = subprocess.Popen(
        ["sh", "-c", f"sleep 61 & {sys.executable} -c 'import time; time.sleep(60)' & echo $!; wait"],
        start_new_session=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert leader.stdout
    child = int(leader.stdout.readline())
    processes.note(tmp_path / "web.pid", pid=leader.pid, marks=[sys.executable])
    os.kill(leader.pid, signal.SIGKILL)
    leader.wait()
    assert processes.end(tmp_path / "web.pid", grace=0)
    wait_until(
        lambda: child not in {p.pid for p in processes.running()}, seconds=5, what="the child has ended"
    )
    others = [found for found in processes.running() if found.group == leader.pid]
    assert [found.command.split()[0] for found in others] == ["sleep"]
    for found in others:
        os.kill(found.pid, signal.SIGKILL)
    leader.stdout.close()


@pytest.mark.parametrize(
    "text", ["", "12", "{", '{"pid": "x"}', '{"pid": 1}', '{"pid": 1, "started": "", "marks": 3}']
)
def test_an_unreadable_pid_file_ends_nobody(text: str, tmp_path: Path):
    (tmp_path / "web.pid").write_text(text)
    assert processes.end_all(tmp_path, grace=0) == []


def test_the_listing_without_proc_finds_the_same_process(sleeper):
    found = {process.pid: process for process in processes._running_by_ps()}
    same = next(process for process in processes.running() if process.pid == sleeper.pid)
    assert found[sleeper.pid].group == same.group
    assert found[sleeper.pid].command.split() == same.command.split()


def begin(folder: Path, *, supervisor: int) -> subprocess.CompletedProcess[str]:
    """Run the start of a program that prints its number, as a supervisor of that number would."""
    notes = {"marks": ["m"], "commands": {"web": [sys.executable, "-c", "import os; print(os.getpid())"]}}
    (folder / "programs.json").write_text(json.dumps(notes))
    (folder / "supervisor.pid").write_text(json.dumps({"pid": supervisor, "started": "", "marks": []}))
    return subprocess.run(
        [sys.executable, "-P", "-S", processes.__file__, "web"],
        env={**os.environ, "SERVANDA_RUN_DIR": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    )


def test_a_process_notes_itself_before_it_becomes_its_program(tmp_path: Path):
    begun = begin(tmp_path, supervisor=os.getpid())
    noted = processes.noted(tmp_path / "web.pid")
    assert noted
    assert noted.pid == int(begun.stdout)


def test_a_process_whose_supervisor_is_gone_does_not_become_its_program(tmp_path: Path):
    assert begin(tmp_path, supervisor=os.getpid() + 1).stdout == ""
    assert begin(tmp_path, supervisor=os.getpid()).stdout
