"""Brings a backup back and proves that it is what it was; it must not run beside a running installation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from tracker.models import Commitment, LedgerEntry, ReassessmentRequest
from tracker.services import ledger, merkle
from tracker.services.assessments.verifying import differences
from tracker.services.attachments import keeping
from tracker.services.backups import archive, databases, placing, sealing, standing
from tracker.services.refusals import Refused

FOLDERS = ("files", "uploads")


def restore(
    *,
    path: Path,
    at: datetime,
    identity: Path | None = None,
    replace: bool = False,
    tick: Callable[[], None] = lambda: None,
) -> tuple[dict[str, Any], Path | None]:
    """Put the data of a backup in their place; answers its head and where the former data lie, if any.

    Nothing in use is touched before every member was compared with the list. `replace` allows former data,
    which are moved aside (of PostgreSQL: saved there first). Refused with the reason.
    """
    identities = [] if identity is None else sealing.identities_of(identity)
    if not path.is_file():
        raise Refused(_("There is no file %(path)s.") % {"path": path})
    with standing.stopped(at=at):
        placing.finish()
        former = list(_in_the_way())
        if former and not replace:
            raise Refused(
                _(
                    "There is something already: %(what)s. Name another DATA_DIR or database, or "
                    "say --replace: then it is moved aside first."
                )
                % {"what": ", ".join(former)}
            )
        try:
            head = _staged(path, identities, tick)
        except BaseException as problem:
            placing.clear()
            if isinstance(problem, OSError):
                raise Refused(
                    _("The backup could not be unpacked: %(why)s. Nothing was changed.")
                    % {"why": problem.strerror or problem}
                ) from problem
            raise
        if former and connection.vendor == "postgresql":
            _save_former(at, tick)
        return head, placing.place(at=at, tick=tick)


def _in_the_way() -> Iterator[str]:
    if databases.has_tables():
        yield _("a database with tables")
    for folder in FOLDERS:
        found = Path(settings.DATA_DIR) / folder
        if any(one.is_file() for one in found.rglob("*")):
            yield str(found)


def _staged(path: Path, identities: list[Any], tick: Callable[[], None]) -> dict[str, Any]:
    """Unpack beside the data in use, and compare. Refused for what this version or database cannot take."""
    folder = placing.staging()
    placing.clear()
    folder.mkdir(mode=0o700, parents=True)
    head = archive.read(path, identities=identities, into=folder, tick=tick)
    if head["database"] != connection.vendor:
        raise Refused(
            _("The backup is of %(theirs)s, and this installation uses %(ours)s. Set DATABASE_URL to it.")
            % {"theirs": head["database"], "ours": connection.vendor}
        )
    known = set(MigrationLoader(None).disk_migrations)
    apps = {app for app, _name in known}
    ahead = [f"{app}.{name}" for app, name in head["migrations"] if app in apps and (app, name) not in known]
    if ahead:
        raise Refused(
            _("The backup was made by a newer version of Servanda (it has %(name)s). Use that one.")
            % {"name": ahead[-1]}
        )
    if not (folder / databases.member()).is_file():
        raise Refused(_("The backup holds no database."))
    if connection.vendor == "sqlite":
        copy = folder / databases.member()
        databases.check_sqlite(copy)
        with databases.asking(copy) as ask:
            _compare(head, databases.about(ask, "sqlite"))
    for name in FOLDERS:
        (folder / name).mkdir(mode=0o700, exist_ok=True)
    return head


def _compare(head: dict[str, Any], found: dict[str, Any]) -> None:
    for what in ("migrations", "counts", "ledger"):
        if head[what] != found[what]:
            raise Refused(
                _("The database in the backup is not what its list says: %(what)s.") % {"what": what}
            )


def _save_former(at: datetime, tick: Callable[[], None]) -> None:
    aside = Path(settings.DATA_DIR) / f"replaced-{at:%Y%m%dT%H%M%SZ}"
    aside.mkdir(mode=0o700)
    with databases.copied(aside, tick=tick):
        pass


def faults(head: dict[str, Any]) -> Iterator[str]:
    """A line for each thing in the restored data that is not as the ledger, the facts or the list say."""
    root, size = _root_of_entries()
    yield from (f"ledger: the leaf hash of entry {seq} does not fit its content" for seq in _altered())
    if (size, root) != (head["ledger"]["size"], head["ledger"]["root"]):
        yield f"ledger: {size} entries with the root {root}, expected {head['ledger']}"
    with databases.in_use() as ask:
        for digest in databases.originals(ask):
            file = keeping.path_of(digest)
            if not file.is_file() or keeping.digest_of(file) != digest:
                yield f"original {digest}: missing or changed"
    waiting = ReassessmentRequest.objects.values("commitment")
    yield from differences(
        Commitment.objects.exclude(pk__in=waiting).order_by("pk").values_list("pk", flat=True)
    )


def _root_of_entries() -> tuple[str, int]:
    rows = LedgerEntry.objects.order_by("seq").values_list("leaf_hash", flat=True)
    return merkle.root(bytes.fromhex(leaf) for leaf in rows.iterator(chunk_size=10_000)).hex(), rows.count()


def _altered() -> Iterator[int]:
    for entry in LedgerEntry.objects.order_by("seq").iterator(chunk_size=2_000):
        if ledger.leaf_hash(entry) != entry.leaf_hash:
            yield entry.seq
