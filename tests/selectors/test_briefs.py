"""Which briefs somebody finds: their own, as far as their clearance and teams still reach."""

import pytest

from tests import factories
from tracker.selectors import briefs

pytestmark = pytest.mark.django_db


def seen(reader):
    return list(briefs.own(reader))


def test_only_ones_own_last_asked_first():
    reader = factories.UserFactory(level=2)
    first = factories.BriefFactory(user=reader, audience=reader.audience)
    second = factories.BriefFactory(user=reader, audience=reader.audience)
    factories.BriefFactory()
    assert seen(reader) == [second, first]


def test_one_whose_marking_lies_above_the_clearance_is_not_there():
    reader = factories.UserFactory(level=2)
    row = factories.BriefFactory(user=reader, audience=reader.audience, ready=True, marking=2)
    assert seen(reader) == [row]
    reader.audience = factories.AudienceFactory(level=1)
    assert seen(reader) == []


def test_one_made_for_a_team_is_not_there_for_who_left_it():
    team, other = factories.TeamFactory(), factories.TeamFactory()
    both = factories.AudienceFactory(level=2, teams=[team, other])
    reader = factories.UserFactory(audience=both)
    row = factories.BriefFactory(user=reader, audience=both, ready=True)
    assert seen(reader) == [row]
    reader.audience = factories.AudienceFactory(level=4, teams=[other])
    assert seen(reader) == []
    reader.audience = factories.AudienceFactory(level=4)
    assert seen(reader) == []


def test_one_about_what_was_closed_since_is_not_there():
    reader = factories.UserFactory(level=1)
    row = factories.BriefFactory(user=reader, audience=reader.audience, ready=True)
    duty = factories.CommitmentFactory()
    about = factories.BriefFactory(
        user=reader, audience=reader.audience, kind="commitment", agreement=None, commitment=duty
    )
    assert seen(reader) == [about, row]
    for closed in (row.agreement, duty):
        type(closed).objects.filter(pk=closed.pk).update(marking=4, effective_marking=4)
    assert seen(reader) == []


def test_templates_are_offered_everywhere_or_where_they_are_said_to_be():
    agreement = factories.AgreementFactory()
    everywhere, here = factories.BriefTemplateFactory(), factories.BriefTemplateFactory()
    here.agreements.set([agreement])
    factories.BriefTemplateFactory(active=False)
    assert set(briefs.offered(agreement)) == {everywhere, here}
    assert set(briefs.offered(factories.AgreementFactory())) == {everywhere}
    assert set(briefs.offered(None)) == {everywhere}
