"""Bodies that come at a bearable pace are read whole; one that trickles is given up, whoever waits for it."""

import io
import threading

import pytest

from tracker.config.patience import PatientInput, TooSlow, patient

BODY = b"first line\nsecond line\n" + bytes(range(256)) * 100


class Trickle:
    """Gives some bytes, then none until it is let go."""

    def __init__(self, given: bytes) -> None:
        self.given, self.let_go = io.BytesIO(given), threading.Event()

    def read(self, size: int) -> bytes:
        block = self.given.read(size)
        if not block:
            self.let_go.wait(20)
        return block


@pytest.mark.parametrize("step", [1, 7, 4096, 5000, 10**6, -1])
def test_a_body_is_read_whole_whatever_the_steps(step):
    body, found = PatientInput(io.BytesIO(BODY), len(BODY)), b""
    while piece := body.read(step):
        found += piece
    assert found == BODY


def test_lines_are_read_as_a_file_gives_them():
    body, plain = PatientInput(io.BytesIO(BODY), len(BODY)), io.BytesIO(BODY)
    for size in (4, -1, -1, 10, -1):
        assert body.readline(size) == plain.readline(size)
    assert body.read() == plain.read()
    assert body.readline() == b""


def test_no_more_is_read_than_was_announced():
    assert PatientInput(io.BytesIO(BODY), 10).read() == BODY[:10]


def test_a_body_that_stops_coming_is_given_up():
    source = Trickle(BODY[:4096])
    body = PatientInput(source, len(BODY), seconds=0.05)
    assert body.read(4096) == BODY[:4096]
    with pytest.raises(TooSlow):
        body.read(1)
    assert body.read() == b""
    source.let_go.set()


def test_a_broken_line_is_told():
    class Broken:
        def read(self, size):
            raise ConnectionResetError("gone")

    with pytest.raises(ConnectionResetError):
        PatientInput(Broken(), 5).read()


@pytest.mark.parametrize(("length", "is_wrapped"), [("", False), ("0", False), ("12", True), ("x", False)])
def test_only_requests_with_a_body_are_wrapped(length, is_wrapped):
    seen = {}
    patient(lambda environ, start: seen.update(environ) or [])(
        {"CONTENT_LENGTH": length, "wsgi.input": 1}, None
    )
    assert isinstance(seen["wsgi.input"], PatientInput) == is_wrapped
