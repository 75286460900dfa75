"""Many processes write through the pages at once: no error, no lost write, one order in the ledger.

`FAULTS=full` runs 8 processes of 200 writes on SQLite, 32 of 50 on PostgreSQL.
"""

import multiprocessing
import os
from multiprocessing.queues import SimpleQueue

import pytest
from django.db import connection, connections
from django.test import Client

from tests import factories
from tracker.models import Comment, LedgerEntry, LedgerHead, User
from tracker.services import ledger, merkle

pytestmark = pytest.mark.django_db(transaction=True)

FULL = os.environ.get("FAULTS") == "full"


def numbers() -> tuple[int, int]:
    """How many processes, and how many writes each."""
    if connection.vendor == "sqlite":
        return (8, 200) if FULL else (8, 3)
    return (32, 50) if FULL else (32, 1)


def write(username: str, reference: str, writes: int, told: "SimpleQueue[list[int]]") -> None:
    """What one process does: comments on the same finding, each with its entry in the ledger."""
    connections.close_all()
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(username=username))
    statuses = []
    for number in range(writes):
        words = {"reason": f"Remark {number} of {username}"}
        statuses.append(client.post(f"/findings/{reference}/comment/", words).status_code)
    connections.close_all()
    told.put(statuses)


def test_no_write_is_refused_or_lost(db) -> None:
    processes, writes = numbers()
    finding = factories.FindingFactory(accepted=True)
    people = [factories.UserFactory(roles=("analyst",), level=4).username for _ in range(processes)]
    told_first = Client()
    told_first.force_login(User.objects.get(username=people[0]))
    told_first.get(f"/findings/{finding.reference}/")  # loads what each process would load by itself
    before = LedgerEntry.objects.count()
    connections.close_all()
    forking = multiprocessing.get_context("fork")
    told: SimpleQueue[list[int]] = forking.SimpleQueue()
    children = [
        forking.Process(target=write, args=(name, finding.reference, writes, told)) for name in people
    ]
    for child in children:
        child.start()
    statuses = [status for _ in children for status in told.get()]
    for child in children:
        child.join()
    assert statuses == [302] * (processes * writes)
    assert Comment.objects.count() == processes * writes
    assert len(set(Comment.objects.values_list("text", flat=True))) == processes * writes
    entries = list(LedgerEntry.objects.order_by("seq"))
    assert len(entries) - before >= processes * writes
    assert [one.seq for one in entries] == list(range(1, LedgerHead.objects.get().size + 1))
    assert all(ledger.leaf_hash(one) == one.leaf_hash for one in entries)
    assert merkle.root(bytes.fromhex(one.leaf_hash) for one in entries)
