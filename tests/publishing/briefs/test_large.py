"""A brief about more duties than it lists: each that is listed has its reasons, of a past day too."""

from types import SimpleNamespace

import pytest

from tests import factories
from tests.properties.old_days import DAY, World
from tracker.models.choices import BriefKind
from tracker.publishing.briefs import rows, subject
from tracker.selectors import portfolio

pytestmark = pytest.mark.django_db


def test_what_is_listed_has_its_reasons_however_much_is_worse(monkeypatch):
    world = World([{}, {}])
    contradicted = {"what": "file", "place": 0, "ago": 3, "lag": 0, "stance": "CONTRADICTS", "grade": "A1"}
    kept = {"what": "file", "place": 1, "ago": 3, "lag": 0, "stance": "SUPPORTS", "grade": "A1"}
    world.live([contradicted | {"value": 0}, kept | {"value": 0}])
    monkeypatch.setattr(subject, "MOST_DUTIES", 1)
    monkeypatch.setattr(portfolio, "MOST_AT_ONCE", 1)
    moved = world.duties[1]
    monkeypatch.setattr(subject, "_changes", lambda scope, duties: [SimpleNamespace(commitment_id=moved.pk)])
    found = subject.gather(
        subject.Scope(
            reader=factories.UserFactory(level=2),
            kind=BriefKind.AGREEMENT,
            as_of=world.today,
            known_by=world.today,
            today=world.today + 5 * DAY,
            agreement=world.agreement,
        )
    )
    assert [line.commitment for line in found.lines] == [moved]
    assert found.left_out == 1
    assert all(rows.reasons_of(line) for line in found.lines)
