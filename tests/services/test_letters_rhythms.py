"""When a letter is due: by the person's zone, through changes of clocks, and never in quiet hours."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.services.letters.rhythms import Hours, digests, next_time, soonest

MOMENTS = st.integers(1_420_000_000, 1_900_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
BERLIN, NEW_YORK = "Europe/Berlin", "America/New_York"


def there(zone, *moment):
    return datetime(*moment, tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("hours", "at", "until"),
    [
        (Hours("UTC"), there("UTC", 2020, 3, 1, 3), there("UTC", 2020, 3, 1, 3)),
        (Hours("UTC", time(12), time(14)), there("UTC", 2020, 3, 1, 12), there("UTC", 2020, 3, 1, 14)),
        (Hours("UTC", time(12), time(14)), there("UTC", 2020, 3, 1, 14), there("UTC", 2020, 3, 1, 14)),
        (Hours("UTC", time(22), time(7)), there("UTC", 2020, 3, 1, 23), there("UTC", 2020, 3, 2, 7)),
        (Hours("UTC", time(22), time(7)), there("UTC", 2020, 3, 1, 2), there("UTC", 2020, 3, 1, 7)),
        (Hours("UTC", time(8), time(8)), there("UTC", 2020, 3, 1, 8), there("UTC", 2020, 3, 1, 8)),
        (
            Hours("Asia/Kabul", time(22), time(7)),
            there("UTC", 2020, 3, 1, 20),
            there("UTC", 2020, 3, 2, 2, 30),
        ),
        # The night of 28 March 2020 has no 02:30 in Berlin: clocks show 03:30 then.
        (
            Hours(BERLIN, time(22), time(2, 30)),
            there("UTC", 2020, 3, 28, 23),
            there("UTC", 2020, 3, 29, 1, 30),
        ),
        # The night of 24 October 2020 has 02:30 twice: the first ends the quiet hours.
        (
            Hours(BERLIN, time(22), time(2, 30)),
            there("UTC", 2020, 10, 24, 22),
            there("UTC", 2020, 10, 25, 0, 30),
        ),
        (Hours("No/Where", time(22), time(7)), there("UTC", 2020, 3, 1, 23), there("UTC", 2020, 3, 2, 7)),
    ],
)
def test_quiet_hours(hours, at, until):
    assert hours.until(at) == until


@pytest.mark.parametrize(
    ("rhythm", "zone", "at", "name", "due"),
    [
        ("daily", "UTC", there("UTC", 2020, 3, 1, 6, 59), "daily 2020-03-01", there("UTC", 2020, 3, 1, 7)),
        ("daily", "UTC", there("UTC", 2020, 3, 1, 7), "daily 2020-03-02", there("UTC", 2020, 3, 2, 7)),
        ("daily", NEW_YORK, there("UTC", 2020, 3, 8, 10), "daily 2020-03-08", there("UTC", 2020, 3, 8, 11)),
        ("daily", NEW_YORK, there("UTC", 2020, 3, 7, 10), "daily 2020-03-07", there("UTC", 2020, 3, 7, 12)),
        ("weekly", "UTC", there("UTC", 2020, 3, 2, 6), "weekly 2020-03-02", there("UTC", 2020, 3, 2, 7)),
        ("weekly", "UTC", there("UTC", 2020, 3, 2, 8), "weekly 2020-03-09", there("UTC", 2020, 3, 9, 7)),
    ],
)
def test_digests(rhythm, zone, at, name, due):
    assert next(digests(rhythm, Hours(zone), at)) == (name, due)


def test_a_digest_waits_for_the_end_of_quiet_hours():
    late = Hours("UTC", time(22), time(9))
    assert next(digests("daily", late, there("UTC", 2020, 3, 1, 3)))[1] == there("UTC", 2020, 3, 1, 9)


def test_digests_follow_each_other_day_by_day():
    names = [name for name, _due in islice(digests("daily", Hours(BERLIN), there("UTC", 2020, 3, 28, 3)), 3)]
    assert names == ["daily 2020-03-28", "daily 2020-03-29", "daily 2020-03-30"]


@given(
    at=MOMENTS,
    clock=st.times().map(lambda one: one.replace(second=0, microsecond=0)),
    zone=st.sampled_from([BERLIN, NEW_YORK, "Asia/Kabul", "Australia/Lord_Howe", "America/St_Johns", "UTC"]),
)
def test_the_next_time_comes_within_a_day_and_a_bit_and_is_shown(at, clock, zone):
    found = next_time(clock, zone, at)
    assert timedelta(0) < found - at <= timedelta(hours=26)
    shown = found.astimezone(ZoneInfo(zone)).time()
    assert clock <= shown <= (datetime.combine(date.min, clock) + timedelta(hours=1)).time() or clock > time(
        22
    )


@given(
    at=MOMENTS,
    begin=st.times(),
    end=st.times(),
    zone=st.sampled_from([BERLIN, NEW_YORK, "Asia/Kabul", "Australia/Lord_Howe"]),
)
def test_quiet_hours_end_once_and_within_a_day(at, begin, end, zone):
    until = Hours(zone, begin, end).until(at)
    assert timedelta(0) <= until - at <= timedelta(hours=26)


def test_the_soonest_rhythm_wins():
    assert soonest(["weekly", "never", "at_once", "daily"]) == "at_once"
    assert soonest(["never"]) == "never"
    assert soonest([]) == "never"
