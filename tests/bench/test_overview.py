"""How long the overview of a large portfolio takes on the server, beside an almost empty page."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories
from tests.bench.figures import write_down
from tests.bench.portfolio import Portfolio

pytestmark = pytest.mark.django_db

AGREEMENTS, COMMITMENTS, FINDINGS = 300, 10_000, 100_000
ROUNDS = 40
MOST_MS = 200  # p95 of the processor's time; on a machine that does nothing else that is the time that passes
MOST_IN_THE_PAST = 2  # times the present
EMPTY = "/vocabulary/"


def measured(client: Client, address: str) -> tuple[float, float, float, int]:
    """p50 and p95 of the processor's time, p95 of the time that passes (all in ms), and the queries."""
    assert client.get(address).status_code == 200
    client.get(address)
    passed, worked = [], []
    for _ in range(ROUNDS):
        began, spent = time.perf_counter(), time.process_time()
        client.get(address)
        passed.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - spent) * 1000)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    passed.sort()
    worked.sort()
    last = int(ROUNDS * 0.95)
    return worked[ROUNDS // 2], worked[last], passed[last], len(asked)


def test_the_overview_of_a_large_portfolio(client: Client) -> None:
    today = timezone.now().date()
    Portfolio(agreements=AGREEMENTS, commitments=COMMITMENTS, findings=FINDINGS, today=today).store()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    client.force_login(factories.UserFactory(level=2, roles=("manager",)))
    past = today - timedelta(days=400)
    pages = {
        "an almost empty page": EMPTY,
        "the present": "/",
        "a past day as it was known": f"/?as_of={past}",
        "a past day with hindsight": f"/?as_of={past}&known_by={today}",
        "the wall screen": "/wall/",
    }
    found = {name: measured(client, address) for name, address in pages.items()}
    empty = found["an almost empty page"][0]
    lines = [
        f"{name[0].upper()}{name[1:]}: of the processor p50 {p50:.0f} ms, p95 {p95:.0f} ms "
        f"({p50 / empty:.1f} times the empty page); passed p95 {passed:.0f} ms; {queries} queries."
        for name, (p50, p95, passed, queries) in found.items()
    ]
    print("\n" + "\n".join(lines))
    write_down(
        f"The overview of {COMMITMENTS:,} commitments on {connection.vendor}",
        f"{AGREEMENTS} agreements, {COMMITMENTS:,} commitments, {FINDINGS:,} findings; server time of\n"
        f"one process through Django's test client, {ROUNDS} rounds. The processor's time leaves out what\n"
        "the database's own process spends on PostgreSQL; the time that passes counts what else ran.\n"
        f"The target is a p95 of {MOST_MS} ms, for a past day under {MOST_IN_THE_PAST} times the present.",
        "\n".join(lines),
    )
    assert found["the present"][1] <= MOST_MS
    for name in ("a past day as it was known", "a past day with hindsight"):
        assert found[name][0] <= MOST_IN_THE_PAST * found["the present"][0], name
