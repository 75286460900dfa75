"""Writes the ledger for outsiders to verify, with the file that verifies it; it judges nothing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tracker.publishing import ledger_files, verifier


class Command(BaseCommand):
    """`export_ledger FILE`: entries, checkpoints, key, and what rows say."""

    help = (
        "Writes the whole ledger as JSON lines, whatever its marking, and beside it the Python file that "
        "verifies it without anything installed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to."""
        parser.add_argument("file", type=Path, help="a file that is not there yet")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write both files. Raises CommandError when the file is there already or cannot be written."""
        path: Path = options["file"]
        beside = path.with_name(verifier.FILE.name)
        try:
            # Readable by its owner alone: it holds what is marked RED too.
            with os.fdopen(
                os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
            ) as out:
                for line in ledger_files.lines():
                    out.write(line + "\n")
            shutil.copyfile(verifier.FILE, beside)
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}") from error
        self.stdout.write(f"Verify it with: python3 {beside.name} {path.name}")
