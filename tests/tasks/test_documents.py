"""With a real broker and worker: what is uploaded is read, one at a time, whatever the queue loses."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories, servers
from tests.ingestion import pdfs
from tracker.models import Attachment
from tracker.services import reports
from tracker.tasks.documents import sweep_documents

pytestmark = pytest.mark.django_db(transaction=True)


def filed(*uploads: tuple[str, bytes]):
    return reports.file(
        title="A release",
        source=factories.SourceFactory(),
        published_on=timezone.now().date() - timedelta(days=30),
        uploads=uploads,
        by=factories.UserFactory(roles=("analyst",)),
        at=timezone.now() - timedelta(minutes=2),
    )


def all_read() -> bool:
    return not Attachment.objects.filter(read_state="waiting").exists()


def test_what_is_uploaded_is_read_and_drawn_to_its_end(worker: servers.Worker) -> None:
    long = pdfs.of_lines(*[[f"Page {number} of many."] for number in range(1, 31)])
    report = filed(("long.pdf", long), ("bad.pdf", b"%PDF-1.7"), ("words.txt", b"Some words."))
    servers.wait_until(all_read, seconds=60, what="all are read")
    servers.wait_until(
        lambda: report.attachments.get(name="long.pdf").page_images == 30,
        seconds=60,
        what="all pages are drawn",
    )
    read = {one.name: (one.read_state, one.pages.count()) for one in report.attachments.all()}
    assert read == {"long.pdf": ("read", 30), "bad.pdf": ("no_text", 0), "words.txt": ("read", 1)}
    assert "Traceback" not in worker.said()


def test_what_the_broker_lost_is_swept_up(broker: servers.Broker, worker: servers.Worker) -> None:
    worker.kill()
    filed(("words.txt", b"Some words."), ("more.txt", b"Some more."))
    broker.client().flushall()
    worker.start()
    assert not all_read()
    sweep_documents()
    servers.wait_until(all_read, seconds=60, what="the swept originals are read")
