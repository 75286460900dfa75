"""What the fetcher makes of answers without end or sense: a sentence, within its time and its size."""

import gzip
import time

import pytest

from tests.ingestion.fetching.asking import NAME, asking
from tracker.ingestion.fetching import NotFetched, fetch, following

pytestmark = pytest.mark.once


def endless(handler):
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b"x" * 65536)


def dripping(handler):
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.02)


def dripping_headers(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while True:
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.02)


def endless_chunk_size(handler):
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    while True:
        handler.wfile.write(b"0" * 65536)


BOMB = gzip.compress(b"\0" * (50 * 1024 * 1024))


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        (endless, "more than 10 MB"),
        (endless_chunk_size, "more than 10 MB|as a web server does"),
        (dripping, "more than 0 seconds|in time"),
        (dripping_headers, "more than 0 seconds|in time"),
        ((200, {"Content-Encoding": "gzip"}, BOMB), "more than 10 MB"),
        ((200, {"Content-Encoding": "gzip"}, b"no gzip at all"), "not compressed"),
        ((200, {"Content-Encoding": "gzip"}, gzip.compress(b"cut" * 99)[:-9]), "not compressed"),
        ((200, {"Content-Encoding": "br"}, b"x"), "did not ask for"),
        ((302, {}, b""), "without saying where"),
    ],
)
def test_an_answer_without_end_or_sense_ends_in_a_sentence(server, page, sentence):
    server.pages["/"] = page
    seconds = 0.3 if page in (dripping, dripping_headers) else 10
    began = time.monotonic()
    with pytest.raises(NotFetched, match=sentence):
        asking(server, seconds=seconds)(server.url("/", NAME))
    assert time.monotonic() - began < 5


def test_a_name_that_is_never_resolved_costs_no_more_than_the_time():
    began = time.monotonic()
    with pytest.raises(NotFetched, match="not resolved in time"):
        fetch(f"http://{NAME}/", resolver=lambda host, port: time.sleep(3) or [], seconds=0.1)
    assert time.monotonic() - began < 2


def test_garbage_is_no_answer(server):
    def garbage(handler):
        handler.wfile.write(b"\x00\x01\x02 not http\r\n\r\n")

    server.pages["/"] = garbage
    with pytest.raises(NotFetched, match="did not answer as a web server"):
        asking(server)(server.url("/", NAME))


def test_ten_seconds_and_ten_megabytes():
    assert (following.SECONDS, following.MOST_BYTES) == (10, 10 * 1024 * 1024)
