"""Originals come back as they were sent, to be saved and never shown; no page opens one."""

import time

import pytest

from tests.ingestion.corpus import CASES
from tests.services.evidence import AT, analyst, filed
from tracker.models import Attachment
from tracker.services import attachments

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def reader(client):
    person = analyst()
    client.force_login(person)
    return person


def test_every_awkward_document_comes_back_byte_for_byte(client, reader, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    report = filed(reader, text="")
    for case in CASES:
        content = case.make()
        kept = attachments.add(report=report, name=case.name, content=content, by=reader, at=AT)
        response = client.get(f"/reports/{report.reference}/originals/{kept.sha256}/")
        assert response.status_code == 200
        assert b"".join(response.streaming_content) == content
        assert response["Content-Disposition"].startswith("attachment; filename")
        assert response["Content-Type"] == "application/octet-stream"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert response["Cross-Origin-Resource-Policy"] == "same-origin"
        assert not set(response["Content-Disposition"]) & set("\r\n\x00\u202e")
    assert set(Attachment.objects.values_list("read_state", flat=True)) == {"waiting"}


def test_the_page_of_a_report_that_is_not_read_yet_answers(client, reader, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    report = filed(reader, text="", uploads=[(case.name, case.make()) for case in CASES[:3]])
    began = time.process_time()
    response = client.get(f"/reports/{report.reference}/")
    assert response.status_code == 200
    assert time.process_time() - began < 2
