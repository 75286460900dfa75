"""Decides when the schedule makes a backup and which old ones are kept; it must not know what is in one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from tracker.models import JobRun
from tracker.models.states import JobState
from tracker.selectors.jobs import BACKUP
from tracker.services import jobs
from tracker.services.backups import making
from tracker.services.refusals import Refused

NIGHT = 2  # the hour (UTC) from which on a day's backup is due
LATE = timedelta(hours=26)
TRIES = 3  # a day
DAYS, WEEKS, MONTHS = 7, 4, 12
UPGRADES = 3  # of those made before an upgrade
MADE = re.compile(r"servanda-([0-9]{8}T[0-9]{6}Z)\.tar\.gz(?:\.age)?")
BEFORE = re.compile(r"before-upgrade-([0-9]{8}T[0-9]{6}Z)\.tar\.gz(?:\.age)?")
SIGNS = 200  # members between two signs of life


def file_name(at: datetime, *, begins: str = "servanda") -> str:
    """What a backup of this moment is called."""
    sealed = ".age" if settings.BACKUP_RECIPIENTS else ""
    return f"{begins}-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}.tar.gz{sealed}"


def run_when_due(*, clock: Callable[[], datetime]) -> JobRun | None:
    """Make the backup of this night unless it is made or three tries failed; the run, if there was one."""
    at = clock()
    folder, period = settings.BACKUP_DIR, _due(at)
    if folder is None or period is None:
        return None
    run = jobs.begin(name=BACKUP, period=period, total=1, at=at)
    return run and recorded(run=run, path=folder / file_name(at), clock=clock)


def recorded(*, run: JobRun, path: Path, clock: Callable[[], datetime]) -> JobRun:
    """Make a backup under a run that people can see, then let old ones go; the run as it ended."""

    def tick(members: int) -> None:
        if members % SIGNS == 0:
            jobs.advance(run=run, done=0, at=clock())

    try:
        made = making.make(path=path, at=clock(), tick=tick)
        let_go(path.parent)
    except Refused as refused:
        jobs.finish(run=run, at=clock(), failed=True, message=refused.sentence)
    else:
        message = f"{made.sentence}. {made.complaint}" if made.complaint else made.sentence
        jobs.finish(run=run, at=clock(), failed=bool(made.complaint), message=message)
    run.refresh_from_db()
    return run


def _due(at: datetime) -> str | None:
    day = at.astimezone(UTC).date()
    rows = JobRun.objects.filter(name=BACKUP)
    if rows.filter(state=JobState.RUNNING).exists():
        return None
    today = rows.filter(period__startswith=day.isoformat())
    if today.filter(state=JobState.DONE).exists() or (tries := today.count()) >= TRIES:
        return None
    good = rows.filter(state=JobState.DONE).order_by("-ended_at").first()
    if at.astimezone(UTC).hour < NIGHT and good is not None and at - (good.ended_at or at) < LATE:
        return None
    return f"{day} {tries + 1}"


def let_go(folder: Path) -> list[Path]:
    """Remove the backups of the schedule that retention does not keep, and drafts of killed ones."""
    found = [path for path in folder.iterdir() if MADE.fullmatch(path.name)]
    kept = keep(path.name for path in found)
    gone = [path for path in found if path.name not in kept]
    upgrades = sorted(path for path in folder.iterdir() if BEFORE.fullmatch(path.name))
    gone += upgrades[:-UPGRADES]
    gone += folder.glob(".servanda-*.part")
    for path in gone:
        path.unlink(missing_ok=True)
    return gone


def keep(names: Iterable[str]) -> set[str]:
    """Those of the names that stay: the last of each of 7 days, 4 weeks and 12 months that have any."""
    moments = {name: _moment(name) for name in names}
    kept: set[str] = set()
    for form, most in (("%Y-%m-%d", DAYS), ("%G-%V", WEEKS), ("%Y-%m", MONTHS)):
        last: dict[str, str] = {}
        for name in sorted(moments, key=lambda one: moments[one]):
            last[moments[name].strftime(form)] = name
        kept |= {last[period] for period in sorted(last)[-most:]}
    return kept


def _moment(name: str) -> datetime:
    found = MADE.fullmatch(name)
    if found is None:
        raise Refused(_("%(name)s is not a backup of the schedule.") % {"name": name})
    return datetime.strptime(found[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
