"""The fetcher as its tests ask with it: allowed to reach one server on the loopback address, and no other."""

from functools import partial

from tests.canary import Canary
from tracker.ingestion.fetching import fetch

NAME = "news.example.org"


def at_home(host, port):
    return ["127.0.0.1"]


def asking(server: Canary, **more):
    """The fetcher, allowed to reach this one server under any name."""
    return partial(fetch, resolver=at_home, allowed={server.pair}, **more)
