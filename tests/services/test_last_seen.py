"""When a person last looked: the look before is told, looks in a row are one visit."""

from datetime import timedelta

import pytest

from tests import factories
from tests.factories.moments import NOW
from tracker.models import LastSeen
from tracker.services import last_seen

pytestmark = pytest.mark.django_db


def test_the_first_look_has_none_before_it():
    reader = factories.UserFactory()
    assert last_seen.mark_seen(by=reader, at=NOW) is None
    assert LastSeen.objects.get(user=reader, agreement=None).seen_at == NOW


def test_a_later_look_tells_the_one_before():
    reader, agreement = factories.UserFactory(), factories.AgreementFactory()
    last_seen.mark_seen(by=reader, at=NOW, agreement=agreement)
    later = NOW + timedelta(days=3)
    assert last_seen.mark_seen(by=reader, at=later, agreement=agreement) == NOW
    assert LastSeen.objects.get(user=reader).seen_at == later


def test_looks_in_a_row_are_one_visit_and_cost_no_write(django_assert_num_queries):
    reader = factories.UserFactory()
    last_seen.mark_seen(by=reader, at=NOW)
    with django_assert_num_queries(1):
        assert last_seen.mark_seen(by=reader, at=NOW + timedelta(minutes=5)) == NOW
    assert LastSeen.objects.get(user=reader).seen_at == NOW


def test_people_and_agreements_are_kept_apart():
    reader, agreement = factories.UserFactory(), factories.AgreementFactory()
    last_seen.mark_seen(by=reader, at=NOW, agreement=agreement)
    assert last_seen.mark_seen(by=reader, at=NOW) is None
    assert last_seen.mark_seen(by=factories.UserFactory(), at=NOW, agreement=agreement) is None
