"""Brings database, static files and demonstration up to date; it must not start processes."""

import io
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from tracker.config import env, setup_token
from tracker.config.launch import assets
from tracker.config.launch.checks import CannotStart
from tracker.config.launch.welcome import Ready


def prepare(*, root: Path, assets_built: bool) -> Ready:
    """Translations, database, static files and demonstration, as a first start needs. Raises CannotStart."""
    django.setup()
    try:
        call_command("compile_catalogues", stdout=io.StringIO())
        ready = prepare_database(load_demo=settings.DEMO)
        _collect_static(root, force=assets_built)
    except CommandError as problem:
        raise CannotStart(str(problem)) from problem
    return ready


def prepare_database(*, load_demo: bool) -> Ready:
    """Migrate, and load the demonstration into an empty database when asked. Raises CannotStart."""
    django.setup()
    from tracker.services import backups  # needs the models

    try:
        backups.finish()  # a restore that was killed between two moves
        _migrate()
        people = apps.get_model(settings.AUTH_USER_MODEL)._base_manager
        if load_demo and not people.exists():
            print("Loading the demonstration (about half a minute) …", flush=True)
            with _without_broker():
                call_command("load_demo", stdout=io.StringIO())
        demo = settings.EMBEDDED_DATABASE and people.filter(username="analyst2").exists()
        setup = None if people.exists() else f"/setup/{setup_token.create()}/"
    except OperationalError as problem:
        raise CannotStart(_unreachable(problem)) from problem
    finally:
        connections.close_all()
    return Ready(demo=demo, setup_path=setup)


@contextmanager
def _without_broker() -> Iterator[None]:
    """Nobody listens yet, and the requests in the database are the record: no complaint of each nudge."""
    listener = logging.getLogger("tracker.tasks.receivers")
    before = listener.level
    listener.setLevel(logging.ERROR)
    try:
        yield
    finally:
        listener.setLevel(before)


def _unreachable(problem: OperationalError) -> str:
    if settings.EMBEDDED_DATABASE:
        return f"The database {settings.DATABASES['default']['NAME']} cannot be used: {problem}."
    return f"The database of DATABASE_URL cannot be used: {problem}. Start it, or correct DATABASE_URL."


def _migrate() -> None:
    executor = MigrationExecutor(connection)
    known = executor.loader.disk_migrations
    ahead = [
        name
        for app, name in executor.loader.applied_migrations
        if app == "tracker" and ("tracker", name) not in known
    ]
    if ahead:
        raise CannotStart(
            f"The database was made by a newer version of Servanda (it has {ahead[-1]}). "
            "Start that version, or restore a backup made with this one."
        )
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        if any(app == "tracker" for app, _name in executor.loader.applied_migrations):
            _back_up()
        print("Preparing the database …", flush=True)
        call_command("migrate", verbosity=0, interactive=False)
        # What is searched may be made in another way than before.
        call_command("reindex_search", stdout=io.StringIO())
    call_command("createcachetable", verbosity=0)


def _back_up() -> None:
    """A backup before the schema changes. Raises CannotStart when there cannot be one."""
    from tracker.services import backups
    from tracker.services.refusals import Refused

    if env.flag(os.environ, "UPGRADE_WITHOUT_BACKUP", default=False):
        return
    folder, at = settings.BACKUP_DIR or Path(settings.DATA_DIR) / "backups", timezone.now()
    print("Making a backup before the upgrade …", flush=True)
    try:
        backups.make(path=folder / backups.file_name(at, begins="before-upgrade"), at=at)
        backups.let_go(folder)
    except Refused as refused:
        raise CannotStart(
            f"{refused.sentence} An upgrade begins with a backup. Put that right and start again, or set "
            "UPGRADE_WITHOUT_BACKUP=1 if you have one."
        ) from refused


def _collect_static(root: Path, *, force: bool) -> None:
    want = assets.digest(root, ["package-lock.json", "tracker/static", "requirements.txt"])
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    if not force and stamp.exists() and stamp.read_text() == want:
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(want)
