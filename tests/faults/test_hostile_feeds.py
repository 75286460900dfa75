"""Two hundred feeds that mean harm: none takes long, much memory, a file, a connection, or the worker."""

import gzip
import json
import os
import subprocess
import sys

import pytest

from tests.canary import canary
from tests.servers import ROOT
from tracker.ingestion.feeds import reading
from tracker.ingestion.fetching import NotFetched, fetch

pytestmark = pytest.mark.once

EVERY = 1 if os.environ.get("FAULTS") == "full" else 20
SECONDS = 15
MEGABYTE = 1024 * 1024


def test_two_hundred_hostile_feeds(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret of this machine")
    with canary() as server:
        done = subprocess.run(
            [sys.executable, "-m", "tests.faults.hostile_feeds", server.url("/"), str(secret), str(EVERY)],
            cwd=ROOT,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
            capture_output=True,
            text=True,
            check=True,
        )
        assert server.hits == []
    figures = json.loads(done.stdout.splitlines()[-1])
    assert figures["feeds"] >= 200
    assert figures["read"] == -(-figures["feeds"] // EVERY)
    assert figures["leaks"] == 0
    assert figures["slowest"] < SECONDS


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"Content-Encoding": "gzip"}, gzip.compress(b"<rss>" + b"\0" * (60 << 20))),
        ({}, b"<rss><channel><item><title>" + b"x" * (50 << 20)),
    ],
    ids=["gzip bomb", "title of 50 MB"],
)
def test_what_is_too_large_never_reaches_the_reader(headers, body):
    with canary() as server:
        server.pages["/"] = (200, headers, body)
        with pytest.raises(NotFetched, match="more than 10 MB"):
            fetch(server.url("/"), allowed={server.pair})


def test_the_child_may_not_grow_by_a_hundred_megabytes():
    asked = subprocess.run(
        [sys.executable, "-c", RESTING], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert reading.LIMITS.memory - int(asked.stdout) * 1024 < 105 * MEGABYTE
    heavy = b'{"data": [' + b"{}," * 3_000_000 + b"{}]}"
    contents = reading.read(heavy, kind="reliefweb", address="https://n.example.org/")
    assert "limits of time and memory" in contents.problem


# What a child takes that has read nothing yet, in KiB.
RESTING = """
from tracker.ingestion.feeds import child
told = open("/proc/self/status").read()
print(told.partition("VmHWM:")[2].split()[0])
"""


def test_the_child_opens_no_file_and_no_connection(tmp_path):
    code = """
import socket, sys
import feedparser
from tracker.ingestion.feeds import child
from tracker.ingestion.reading.confinement import confine
confine(memory=384 << 20, cpu=10)
sys.addaudithook(child._no_files)
for act in (lambda: open(sys.argv[1]), lambda: socket.create_connection(("127.0.0.1", 9), 1),
            lambda: feedparser.parse(sys.argv[1]).entries[0], lambda: __import__("os").fork()):
    try:
        act()
    except Exception as error:
        print(type(error).__name__)
    else:
        print("done")
"""
    secret = tmp_path / "feed.xml"
    secret.write_text("<rss><channel><item><title>the secret</title></item></channel></rss>")
    asked = subprocess.run(
        [sys.executable, "-c", code, str(secret)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    told = asked.stdout.split()
    assert len(told) == 4
    assert "done" not in told, asked.stdout
