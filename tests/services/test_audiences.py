"""Teams and audiences: one of a kind, and a new audience has everything assessed for it."""

from datetime import datetime

import pytest

from tests.factories import CommitmentFactory, TeamFactory
from tests.services.ledgered import actions, dies_with_its_entry, entries
from tracker.models import Audience, ReassessmentRequest, Team, User
from tracker.services import audiences
from tracker.services.refusals import Refused

pytestmark = pytest.mark.django_db


def test_a_team_is_entered_and_renamed(admin: User, at: datetime) -> None:
    team = audiences.create_team(slug="north", name="North", by=admin, at=at)
    audiences.rename_team(team=team, changes={"name": "Far north"}, by=admin, at=at)
    assert actions(team) == ["team.create", "team.edit"]
    with pytest.raises(Refused, match="cannot be changed here"):
        audiences.rename_team(team=team, changes={"slug": "south"}, by=admin, at=at)
    with pytest.raises(Refused, match="“north” is taken already") as refused:
        audiences.create_team(slug="north", name="Other", by=admin, at=at)
    assert refused.value.field == "slug"


def test_an_audience_is_a_level_with_teams_and_gets_its_results(admin: User, at: datetime) -> None:
    commitment = CommitmentFactory()
    one, two = TeamFactory(slug="b"), TeamFactory(slug="a")
    audience = audiences.create(level=4, teams=[one, two], by=admin, at=at)
    assert audience.team_key == "a,b"
    assert set(audience.teams.all()) == {one, two}
    assert entries(audience)[0].after == {"level": 4, "teams": "a,b"}
    assert ReassessmentRequest.objects.get().commitment == commitment


def test_an_audience_that_cannot_be_is_refused(admin: User, at: datetime) -> None:
    team = TeamFactory()
    audiences.create(level=4, teams=[team], by=admin, at=at)
    with pytest.raises(Refused, match="with this level and teams already") as refused:
        audiences.create(level=4, teams=[team], by=admin, at=at)
    assert refused.value.field == "level"
    with pytest.raises(Refused, match="exist already") as refused:
        audiences.create(level=4, teams=[], by=admin, at=at)
    assert refused.value.field == "teams"
    with pytest.raises(Refused, match="not a valid choice"):
        audiences.create(level=5, teams=[team], by=admin, at=at)


def test_an_audience_fails_with_its_entry(admin: User, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    team = TeamFactory()
    dies_with_its_entry(monkeypatch, lambda: audiences.create(level=4, teams=[team], by=admin, at=at))
    assert not Audience.objects.exclude(team_key="").exists()
    assert Team.objects.count() == 1
