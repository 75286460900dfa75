"""The tasks of mail: what is due is sent, a call too many does no harm, a silent broker neither."""

import pytest
from django.utils import timezone

from tests import factories
from tests.post_office import post_office
from tracker.models import JobRun, Letter
from tracker.services import letters
from tracker.tasks import letters as tasks

pytestmark = pytest.mark.django_db


def test_a_call_sends_what_is_due_once(django_capture_on_commit_callbacks):
    with post_office() as office:
        with django_capture_on_commit_callbacks(execute=True):  # the nudge finds no broker
            letters.ask_test(by=factories.UserFactory(), at=timezone.now())
        number = Letter.objects.get().pk
        tasks.send_letters([number, number, 999_999])
        assert len(office.taken) == 1
    assert Letter.objects.get().state == "sent"


def test_due_days_are_looked_for_in_each_zone_once_a_day():
    factories.AgreementFactory(time_zone="Asia/Kabul")
    tasks.remind()
    tasks.remind()
    assert JobRun.objects.filter(name="deadlines").count() == 1
