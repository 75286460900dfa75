"""The servers that tests rely on are real and answer."""

import subprocess
import time

import pytest
from django.conf import settings
from django.db import connection
from kombu.exceptions import OperationalError

from tests import servers
from tracker.config.celery import app


@pytest.mark.django_db
def test_the_database_is_the_one_asked_for():
    with connection.cursor() as cursor:
        if settings.DATABASE_URL:
            cursor.execute("SHOW server_version")
            assert cursor.fetchone()[0].startswith("18.")
        else:
            cursor.execute("PRAGMA journal_mode")
            assert cursor.fetchone()[0] == "wal"
            cursor.execute("PRAGMA foreign_keys")
            assert cursor.fetchone()[0] == 1


def test_the_broker_answers_and_keeps_everything(broker: servers.Broker):
    assert broker.client().config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}


def test_a_publish_to_a_dead_broker_fails_within_a_second(broker: servers.Broker):
    broker.kill()
    began = time.monotonic()
    with pytest.raises(OperationalError):
        app.send_task("tracker.sweep")
    assert time.monotonic() - began < 1
    broker.start()
    app.send_task("tracker.sweep")
    assert broker.client().llen("servanda") == 1
    broker.client().flushall()


def test_the_worker_takes_jobs_off_the_queue(worker: servers.Worker, broker: servers.Broker):
    app.send_task("no.such.task")
    servers.wait_until(lambda: "no.such.task" in worker.said(), seconds=10, what="the worker saw the job")


def test_chromium_starts(chromium_path: str):
    said = subprocess.run([chromium_path, "--version"], capture_output=True, text=True)
    assert "Chrom" in said.stdout
