"""People see what jobs do and how far they are; admins try failures again."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from tracker.models import ReassessmentRequest
from tracker.services import jobs

pytestmark = pytest.mark.django_db


def test_a_heartbeat_makes_the_monitors_green(client: Client) -> None:
    assert client.get("/healthz/jobs").status_code == 503
    jobs.beat(at=timezone.now())
    assert client.get("/healthz/jobs").status_code == 200
    jobs.beat(at=timezone.now() - timedelta(seconds=130))
    assert client.get("/healthz/jobs").status_code == 503


def test_the_page_shows_runs_with_their_progress(client: Client) -> None:
    client.force_login(factories.UserFactory(roles=("admin",)))
    assert "No job has run yet." in client.get("/jobs/").content.decode()
    run = jobs.begin(name="midnight", period="2020-07-15 Asia/Kabul", total=1200, at=timezone.now())
    jobs.advance(run=run, done=600, at=timezone.now())
    page = client.get("/jobs/").content.decode()
    assert 'max="1200" value="600"' in page
    assert "Reassessment at midnight" in page
    assert "2020-07-15 Asia/Kabul" in page
    client.force_login(factories.UserFactory(roles=("manager", "analyst")))
    page = client.get("/jobs/").content.decode()
    assert "Last sign of life" not in page
    assert "No job has run for two minutes." in page
    assert "Asia/Kabul" not in page  # nor any number, which would count what only others may see


def test_only_admins_see_what_failed_and_only_what_they_may_see(client: Client) -> None:
    request = factories.ReassessmentRequestFactory(parked=True, commitment__code="SEEN-1")
    factories.ReassessmentRequestFactory(
        parked=True, commitment__code="HIDDEN-1", commitment__marking=3, commitment__effective_marking=3
    )
    client.force_login(factories.UserFactory(roles=("analyst",)))
    page = client.get("/jobs/").content.decode()
    assert "SEEN-1" not in page
    assert request.last_error not in page
    client.force_login(factories.UserFactory(roles=("admin",), level=2))
    page = client.get("/jobs/").content.decode()
    assert "SEEN-1" in page
    assert request.last_error in page
    assert "HIDDEN-1" not in page


def test_an_admin_lets_a_request_try_again(client: Client) -> None:
    row = factories.ReassessmentRequestFactory(parked=True)
    address = f"/jobs/{row.commitment.agreement.slug}/{row.commitment.code}/release/"
    client.force_login(factories.UserFactory(roles=("analyst",)))
    assert client.post(address).status_code == 403
    client.force_login(factories.UserFactory(roles=("admin",)))
    assert client.get(address).status_code == 405
    answer = client.post(address, follow=True)
    assert f"{row.commitment.code} is being tried again." in answer.content.decode()
    assert ReassessmentRequest.objects.get(pk=row.pk).state == "waiting"
    assert client.post(address).status_code == 404
    assert client.post("/jobs/nowhere/X-1/release/").status_code == 404


def test_the_page_needs_a_login(client: Client) -> None:
    assert client.get("/jobs/").status_code == 302


def test_an_admin_sees_and_releases_letters_that_could_not_be_sent(client: Client) -> None:
    letter = factories.LetterFactory(parked=True)
    client.force_login(factories.UserFactory(roles=("manager",)))
    assert letter.last_error not in client.get("/jobs/").content.decode()
    sent = {"person": letter.user.username}
    assert client.post("/jobs/letters/release/", sent).status_code == 403
    client.force_login(factories.UserFactory(roles=("admin",)))
    assert letter.last_error in client.get("/jobs/").content.decode()
    assert client.post("/jobs/letters/release/", {"person": "nobody"}).status_code == 404
    page = client.post("/jobs/letters/release/", sent, follow=True).content.decode()
    assert "are being tried again" in page
    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == ("waiting", 0)


def test_admins_see_the_last_backup_and_the_last_failure(client: Client, settings, tmp_path) -> None:
    settings.BACKUP_DIR = tmp_path  # by default only the embedded database has one
    client.force_login(factories.UserFactory(roles=("manager",)))
    assert "None was made yet." not in client.get("/jobs/").content.decode()
    client.force_login(factories.UserFactory(roles=("admin",)))
    assert "None was made yet." in client.get("/jobs/").content.decode()
    at = timezone.now()
    for period, begun, failed in (("1", at - timedelta(hours=60), False), ("2", at, True)):
        run = jobs.begin(name="backup", period=period, total=1, at=begun)
        jobs.finish(run=run, at=begun, failed=failed, message="no room" if failed else "servanda-1.tar.gz")
    page = client.get("/jobs/").content.decode()
    assert "servanda-1.tar.gz." in page
    assert "That is too long ago." in page
    assert "failed: no room" in page
    settings.BACKUP_DIR = None
    assert "No backup is made by itself." in client.get("/jobs/").content.decode()
