"""A child is confined: it reaches no network, no file to write, no program, and it always ends."""

import contextlib
import platform
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests import servers
from tracker.ingestion.reading import frames, sandbox
from tracker.ingestion.reading.sandbox import End, Limits

pytestmark = pytest.mark.once
PROBE = "tests.ingestion.reading.probe"
HAS_FILTER = sys.platform == "linux" and platform.machine() in ("x86_64", "aarch64")


def probed(task: str, limits: Limits | None = None, **more: object) -> tuple[list[frames.Frame], End]:
    said, end = sandbox.run({"do": task, **more}, b"", limits or Limits(), module=PROBE)
    return list(frames.parsed(said)), end


def test_nothing_goes_out_and_nothing_is_changed(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("kept")
    (went, end), done = probed("probe", path=str(precious))
    assert done is End.DONE
    assert end.kind == "end"
    assert not any(went.values["python"].values()), went.values
    if HAS_FILTER:
        assert "filter" in went.values["walls"]
        assert not any(went.values["raw"].values()), went.values
    assert precious.read_text() == "kept"
    assert [one.name for one in tmp_path.iterdir()] == ["precious"]


@pytest.mark.parametrize(
    ("task", "limits", "end"),
    [
        ("spin", Limits(cpu=1, wall=30.0), End.TIME),
        ("sleep", Limits(wall=1.0), End.TIME),
        ("shout", Limits(told=3_000_000), End.TOO_MUCH),
        ("die", Limits(), End.CRASHED),
    ],
)
def test_it_ends_in_time_whatever_it_does(task: str, limits: Limits, end: End) -> None:
    began = time.monotonic()
    assert probed(task, limits)[1] is end
    assert time.monotonic() - began < 30


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent ended")
def test_a_child_ends_with_its_parent(tmp_path: Path) -> None:
    """The parent is killed while its child sleeps: nobody is left who would stop it."""
    mark = str(tmp_path)
    code = (
        "from tracker.ingestion.reading.sandbox import Limits, run;"
        f"run({{'do': 'sleep', 'mark': {mark!r}}}, b'', Limits(), module={PROBE!r})"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], cwd=sandbox.ROOT)
    servers.wait_until(lambda: len(running(mark)) == 2, seconds=30, what="the child sleeps")
    parent.kill()
    parent.wait(10)
    servers.wait_until(lambda: not running(mark), seconds=10, what="the child is gone")


def running(mark: str) -> list[str]:
    """The processes whose command holds the mark."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            if mark.encode() in path.read_bytes():
                found.append(path.parent.name)
    return found


def test_memory_is_refused_to_it_and_not_to_the_machine() -> None:
    told, _end = probed("grow")
    assert told[0].kind == "refused"


@pytest.mark.parametrize(
    "stream",
    [
        b"",
        b"\n",
        b"{}\n",
        b"[1]\n",
        b'{"kind":1,"blob":0,"values":{}}\n',
        b"\xff\xfe\n",
        b"[" * 100_000 + b"\n",
    ],
)
def test_frames_that_are_none_end_the_telling(stream: bytes) -> None:
    good = b'{"kind":"page","blob":2,"values":{"a":1}}\nxy'
    assert [one.blob for one in frames.parsed(good + stream + good)] == [b"xy"] if stream else [b"xy", b"xy"]


def test_a_frame_that_claims_more_than_there_is_is_not_taken() -> None:
    assert list(frames.parsed(b'{"kind":"image","blob":99999999,"values":{}}\nxy')) == []
    assert list(frames.parsed(b'{"kind":"image","blob":-5,"values":{}}\nxy')) == []
