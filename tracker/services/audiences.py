"""Keeps teams and the audiences made of a clearance with teams; it must not know who is in them."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tracker.models import Audience, Commitment, Team, User
from tracker.services import assessments, ledger, rows
from tracker.services.refusals import Refused


def create_team(*, slug: str, name: str, by: User | None, at: datetime) -> Team:
    """Enter a need-to-know team. Raises Refused with the field."""
    return rows.add(Team(slug=slug, name=name), action="team.create", by=by, at=at)


def rename_team(*, team: Team, changes: Mapping[str, Any], by: User | None, at: datetime) -> Team:
    """Change the name of a team; its slug stays, since audiences are keyed by it. Raises Refused."""
    return rows.edit(team, version=None, changes=changes, allowed=("name",), action="team.edit", by=by, at=at)


def create(*, level: int, teams: Collection[Team], by: User | None, at: datetime) -> Audience:
    """Enter an audience: a TLP level (0 to 4) and a set of teams; everything is assessed for it.

    Refused without teams, and when there is one like it.
    """
    if not teams:
        raise Refused(_("The five audiences without teams exist already. Choose a team."), field="teams")
    key = ",".join(sorted(team.slug for team in teams))
    audience = Audience(level=level, team_key=key)
    with transaction.atomic():
        rows.clean(audience)
        rows.store(audience)
        audience.teams.set(teams)
        after = {"level": level, "teams": key}
        ledger.record(action="audience.create", thing=audience, by=by, at=at, after=after)
        # Until then nothing is assessed for those who read like this.
        numbers = Commitment.objects.values_list("pk", flat=True)
        assessments.request(commitments=numbers, at=at, cause="audience.create")
    return audience
