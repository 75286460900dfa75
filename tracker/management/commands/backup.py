"""Writes a backup of the running installation into one file; how, the service knows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tracker.services import backups
from tracker.services.refusals import Refused


class Command(BaseCommand):
    """`backup FILE`: database, files and, when encrypted, keys."""

    help = (
        "Writes the database and all files into FILE, while people work. What FILE was before is replaced "
        "only by a whole and verified backup."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to, and for whom."""
        parser.add_argument("file", type=Path, help="where to write it")
        parser.add_argument(
            "--recipient",
            action="append",
            metavar="KEY",
            help="a public key of age (age1…) to encrypt to; several are possible; else BACKUP_RECIPIENT",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it and say what it is. Raises CommandError when none is made, or an original is missing."""
        try:
            made = backups.make(path=options["file"], at=timezone.now(), recipients=options["recipient"])
        except Refused as refused:
            raise CommandError(refused.sentence) from refused
        self.stdout.write(f"Written and verified: {made.sentence}, {made.members} members.")
        if not made.encrypted:
            self.stdout.write("It is not encrypted, so the key of the ledger (DATA_DIR/keys) is not in it.")
        if made.complaint:
            raise CommandError(f"The backup was written. {made.complaint}")
