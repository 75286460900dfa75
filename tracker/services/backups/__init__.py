"""Backups of the whole installation: making, keeping, restoring; nothing here knows who asked for them."""

from tracker.services.backups.making import Made, make
from tracker.services.backups.nightly import file_name, let_go, run_when_due
from tracker.services.backups.placing import finish
from tracker.services.backups.restoring import faults, restore

__all__ = ["Made", "faults", "file_name", "finish", "let_go", "make", "restore", "run_when_due"]
