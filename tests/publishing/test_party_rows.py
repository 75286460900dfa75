"""The list of parties says of each party what its duties say together, joint duties under each obligor."""

import pytest

from tests import factories
from tests.factories.moments import TODAY
from tests.web.sight import assessed
from tracker.publishing.party_rows import party_rows
from tracker.selectors import parties as selector
from tracker.selectors import portfolio
from tracker.selectors.breadth import short_rows

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("teams", [(), ("desk",)], ids=["no team", "a team"])
def test_each_party_has_what_its_lines_add_up_to(teams):
    reader = factories.UserFactory(level=1)
    if teams:
        reader = factories.UserFactory(level=1, audience__team_key=",".join(teams))
    mine, other, idle = (factories.PartyFactory(name=name) for name in ("Mine", "Other", "Idle"))
    for status, owners in [
        ("BREACHED", (mine,)),
        ("FULFILLED", (mine, other)),
        ("ON_TRACK", (other,)),
        ("PENDING", (mine,)),
    ]:
        duty = assessed(reader, status, version__essential=status == "BREACHED").commitment
        for owner in owners:
            factories.CommitmentPartyFactory(commitment=duty, party=owner, role="obligor")
        factories.CommitmentPartyFactory(commitment=duty, party=idle, role="beneficiary")
    hidden = assessed(reader, "BREACHED", marking=3).commitment
    factories.CommitmentPartyFactory(commitment=hidden, party=other, role="obligor")

    rows = {row.party: row for row in party_rows(reader, selector.listed(), short_rows(reader))}
    lines = portfolio.lines(reader, TODAY)
    assert {rows[mine].size, rows[other].size, rows[idle].size} == {3, 2, 0}
    for party in (mine, other, idle):
        expected = portfolio.roll_up_lines([line for line in lines if party in line.obligors])
        found = rows[party].roll_up
        assert (found.n, found.counts, found.headline) == (expected.n, expected.counts, expected.headline)
        assert (found.implementation_pm, found.coverage_pm) == (
            expected.implementation_pm,
            expected.coverage_pm,
        )
    assert len(rows[mine].roll_up.essential_breaches) == 1
