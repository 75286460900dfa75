"""Takes an installation back and upgrades it: `python -m tests.config.upgrading DATABASE`; no judge."""

import os
import shutil
import sys
from pathlib import Path

import django


def main(database: str) -> None:
    """Print what each start said; the copy of a migrated database is at DATABASE."""
    from django.conf import settings

    shutil.copy(database, settings.DATABASES["default"]["NAME"])
    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    from tracker.config.launch import prepare
    from tracker.config.launch.checks import CannotStart

    def start() -> None:
        try:
            prepare.prepare_database(load_demo=False)
            print("It started.")
        except CannotStart as problem:
            print(f"CannotStart: {problem}")

    def back() -> None:
        call_command("migrate", "tracker", "0001", verbosity=0)
        rows = MigrationRecorder(connection).applied_migrations()
        print("Applied:", sorted(name for app, name in rows if app == "tracker"))

    kept = Path(settings.BACKUP_DIR)
    back()
    kept.write_text("a file where the folder should be")
    start()
    kept.unlink()
    start()
    print("Kept:", *sorted(path.name for path in kept.iterdir()))
    start()
    back()
    kept.rename(kept.with_name("elsewhere"))
    kept.write_text("a file where the folder should be")
    os.environ["UPGRADE_WITHOUT_BACKUP"] = "1"
    start()
    MigrationRecorder(connection).record_applied("tracker", "9999_from_the_future")
    start()


if __name__ == "__main__":
    main(*sys.argv[1:])
