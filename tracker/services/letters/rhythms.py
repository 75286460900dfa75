"""Answers when a letter is due by somebody's rhythm, quiet hours and zone; it reads and stores nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tracker.models.choices import MailRhythm

MORNING = time(7)  # when digests leave, in the person's own zone
MONDAY = 0
DAY = timedelta(days=1)
SOONEST_FIRST = (MailRhythm.AT_ONCE, MailRhythm.DAILY, MailRhythm.WEEKLY, MailRhythm.NEVER)


@dataclass(frozen=True, slots=True)
class Hours:
    """A person's zone (IANA name) and quiet hours, from a time to a time there; both empty means none."""

    zone: str
    quiet_from: time | None = None
    quiet_to: time | None = None

    def until(self, at: datetime) -> datetime:
        """The moment itself, or the end of the quiet hours it lies in; these may pass midnight."""
        begin, end = self.quiet_from, self.quiet_to
        if begin is None or end is None or begin == end:
            return at
        there = at.astimezone(zone_of(self.zone))
        now = there.time()
        is_quiet = begin <= now < end if begin < end else now >= begin or now < end
        return next_time(end, self.zone, at) if is_quiet else at


def zone_of(name: str) -> ZoneInfo:
    """The zone of that name; an unknown one counts as UTC."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def next_time(clock: time, zone: str, after: datetime) -> datetime:
    """The first moment after another at which a clock in the zone shows that time.

    A time that a change of clocks leaves out is shown as much later as the clocks jump.
    """
    there = zone_of(zone)
    day = after.astimezone(there).date()
    for one in (day - DAY, day, day + DAY, day + 2 * DAY):
        for fold in (0, 1):
            moment = datetime.combine(one, clock, tzinfo=there).replace(fold=fold).astimezone(UTC)
            if moment > after and _shown(moment, there) >= clock:
                return moment
    raise AssertionError("Within three days every time of day comes.")


def digests(rhythm: str, hours: Hours, after: datetime) -> Iterator[tuple[str, datetime]]:
    """The coming digests of a rhythm, first things first: what each is called, and when it is due."""
    moment = after
    while True:
        moment = next_time(MORNING, hours.zone, moment)
        day = moment.astimezone(zone_of(hours.zone)).date()
        if rhythm == MailRhythm.WEEKLY and day.weekday() != MONDAY:
            continue
        yield name_of(rhythm, day), hours.until(moment)


def name_of(rhythm: str, day: date) -> str:
    """What makes a digest the only one of its person."""
    return f"{rhythm} {day.isoformat()}"


def soonest(rhythms: Iterable[str]) -> str:
    """The rhythm that several rules come to: who asked to be told at once is told at once."""
    return min(rhythms, key=[str(one) for one in SOONEST_FIRST].index, default=MailRhythm.NEVER)


def _shown(moment: datetime, zone: ZoneInfo) -> time:
    return moment.astimezone(zone).time()
