"""What the frame counts equals what the pages list, for any reader, in one query."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tracker.models.choices import Tlp
from tracker.selectors import inbox, notifications
from tracker.selectors.frame import frame

pytestmark = pytest.mark.django_db

TODAY = date(2020, 7, 14)


def test_it_counts_what_the_pages_list():
    reader = factories.UserFactory(level=Tlp.GREEN, roles=("analyst", "manager"))
    factories.FindingFactory(submitted=True, marking=Tlp.CLEAR)
    factories.FindingFactory(submitted=True, marking=Tlp.AMBER)
    for marking in (Tlp.CLEAR, Tlp.GREEN, Tlp.AMBER):
        factories.InboxEntryFactory(marking=marking)
    told = factories.FindingFactory(accepted=True)
    factories.NotificationFactory(user=reader, finding=told)
    with CaptureQueriesContext(connection) as asked:
        found = frame(reader, TODAY)
    assert len(asked) == 1
    assert (found.waiting, found.inbox, found.unread) == (1, 2, 1)
    assert found.inbox == inbox.waiting(reader, TODAY)
    assert found.unread == notifications.unread(reader)
    assert found.roles == ["analyst", "manager"]


def test_a_reader_of_two_teams_counts_each_row_once():
    teams = [factories.TeamFactory(slug="north"), factories.TeamFactory(slug="south")]
    member = factories.UserFactory(audience=factories.AudienceFactory(level=Tlp.AMBER, teams=teams))
    finding = factories.FindingFactory(submitted=True, restricted=True)
    finding.teams.set(teams)
    assert frame(member, TODAY).waiting == 1
    assert frame(factories.UserFactory(level=Tlp.AMBER), TODAY).waiting == 0


def test_an_empty_desk_counts_nothing():
    found = frame(factories.UserFactory(), TODAY)
    assert (found.waiting, found.inbox, found.unread, list(found.roles)) == (0, 0, 0, [])
