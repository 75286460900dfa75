"""Rehearsals of numbers as rows: asked for once, worked in chunks, parked after three failures, let go."""

from datetime import timedelta

import pytest

from tests import factories
from tests.factories import NOW
from tests.services.evidence import accepted, analyst, duty, filed
from tracker.models import LedgerEntry, Rehearsal
from tracker.selectors import rehearsing
from tracker.services import rehearsals
from tracker.services.refusals import Refused
from tracker.services.signals import rehearsals_requested

pytestmark = pytest.mark.django_db
NUMBERS = {"gate_origins": 3}
LATER = NOW + timedelta(minutes=10)


@pytest.fixture
def admin():
    return factories.UserFactory(roles=("admin",), level=2)


@pytest.fixture
def breached(monkeypatch):
    """Three duties that two origins say are breached; chunks of two."""
    monkeypatch.setattr(rehearsing, "CHUNK", 2)
    monkeypatch.setattr(rehearsals, "AT_ONCE", 0)
    by, found = analyst(level=1), []
    for _number in range(3):
        found.append(duty())
        for _origin in range(2):
            report = filed(by, source=factories.SourceFactory(reliability="B"))
            accepted(commitment=found[-1], credibility="2", by=analyst(), report=report)
    return found


def asked(by, **more):
    return rehearsals.ask(**{"numbers": NUMBERS, "by": by, "at": NOW} | more)


def step(row, at=NOW):
    more = rehearsals.work(rehearsal=rehearsals.claim(rehearsal_id=row.pk, at=at), at=at)
    row.refresh_from_db()
    return more


def test_asking_leaves_one_row_that_waits_and_tells_the_queue(
    admin, breached, django_capture_on_commit_callbacks
):
    heard = []

    def hear(rehearsal_ids, **kwargs):
        heard.append(rehearsal_ids)

    rehearsals_requested.connect(hear)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            row = asked(admin)
            assert asked(admin) == row
    finally:
        rehearsals_requested.disconnect(hear)
    assert heard == [[row.pk]]
    assert (row.state, row.done, row.total, row.numbers) == ("waiting", 0, 3, NUMBERS)
    assert LedgerEntry.objects.get(action="rehearsal.ask").after == {"numbers": NUMBERS}
    with pytest.raises(Refused, match="Only administrators"):
        asked(analyst())


def test_what_the_chunks_find_is_what_is_found_at_once(admin, breached):
    row = asked(admin, numbers={"gate_origins": 3, "band_limits_pm": (100, 300, 500, 700, 900, 950)})
    assert rehearsals.look(numbers=NUMBERS, at=NOW).row is None
    numbers = {"gate_origins": 3, "band_limits_pm": (100, 300, 500, 700, 900, 950)}
    assert step(row) is True
    assert (row.done, row.attempts, row.claimed_at) == (2, 0, None)
    assert rehearsals.look(numbers=numbers, at=NOW).flips is None
    assert step(row) is False
    assert (row.state, row.ready_at) == ("ready", NOW)
    found = rehearsals.look(numbers=numbers, at=NOW).flips
    assert found == rehearsing.flips(rehearsing.everything(), numbers, NOW)
    assert len(found) == 3
    assert asked(admin, numbers=numbers).state == "ready"


def test_what_rests_on_less_than_is_known_now_is_not_shown(admin, breached):
    row = asked(admin)
    step(row)
    step(row)
    accepted(commitment=breached[0])
    assert rehearsals.look(numbers=NUMBERS, at=NOW).flips is None
    assert asked(admin) != row


def test_a_worker_that_comes_too_late_writes_nothing(admin, breached):
    row = asked(admin)
    held = rehearsals.claim(rehearsal_id=row.pk, at=NOW)
    assert rehearsals.claim(rehearsal_id=row.pk, at=NOW) is None
    later = rehearsals.claim(rehearsal_id=row.pk, at=LATER)
    assert rehearsals.work(rehearsal=held, at=LATER) is False
    row.refresh_from_db()
    assert (row.done, row.flips) == (0, [])
    assert rehearsals.work(rehearsal=later, at=LATER) is True
    row.refresh_from_db()
    assert (row.done, len(row.flips)) == (2, 2)


def test_after_three_errors_it_is_parked_and_asking_begins_it_anew(admin, breached):
    row = asked(admin)
    step(row)
    for _number in range(rehearsals.MOST_ATTEMPTS):
        rehearsals.stumble(rehearsal=rehearsals.claim(rehearsal_id=row.pk, at=NOW))
    row.refresh_from_db()
    assert (row.state, "failed three times" in row.problem) == ("failed", True)
    assert rehearsals.claim(rehearsal_id=row.pk, at=LATER) is None
    again = asked(admin, at=NOW)
    assert (again.pk, again.state, again.done, again.flips, again.problem) == (row.pk, "waiting", 0, [], "")


def test_one_that_took_its_worker_down_three_times_is_given_up(admin, breached):
    row = asked(admin)
    for number in range(rehearsals.MOST_ATTEMPTS):
        assert rehearsals.claim(rehearsal_id=row.pk, at=NOW + number * timedelta(hours=1))
    assert rehearsals.claim(rehearsal_id=row.pk, at=NOW + timedelta(days=1)) is None
    row.refresh_from_db()
    assert (row.state, "three times before its time" in row.problem) == ("failed", True)


def test_the_sweep_finds_what_nobody_holds_and_old_ones_go(admin, breached):
    row = asked(admin)
    assert rehearsals.waiting(at=NOW) == []
    assert rehearsals.waiting(at=LATER) == [row.pk]
    rehearsals.claim(rehearsal_id=row.pk, at=LATER)
    assert rehearsals.waiting(at=LATER) == []
    assert rehearsals.clean_up(at=NOW + rehearsals.KEPT_FOR) == 0
    assert rehearsals.clean_up(at=NOW + rehearsals.KEPT_FOR + timedelta(days=1)) == 1
    assert not Rehearsal.objects.exists()
