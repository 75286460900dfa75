"""Verifies the ledger, its checkpoints and the originals, and names each difference; it changes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tracker.models import Checkpoint, LedgerEntry
from tracker.services import verification


class Command(BaseCommand):
    """`verify_ledger [--checkpoint FILE]`: whether what was recorded is still what was recorded."""

    help = (
        "Verifies the hash of every entry, their order, every checkpoint, every original, and that rows say "
        "what was recorded. Ends with 1 on any difference, and names each."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Checkpoints that others kept."""
        parser.add_argument(
            "--checkpoint",
            action="append",
            default=[],
            metavar="FILE",
            help="compare with a checkpoint that was kept outside; may be given several times",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the sentences. Raises CommandError when there is a difference or a file cannot be read."""
        outside = []
        for name in options["checkpoint"]:
            try:
                outside.append(Path(name).read_text(encoding="utf-8"))
            except (OSError, UnicodeDecodeError) as error:
                raise CommandError(f"{name} cannot be read: {error}") from error
        number = 0
        for said in verification.differences(outside):
            self.stdout.write(said.sentence)
            number += said.is_difference
        if number:
            raise CommandError(f"{number} differences. Do not mend them: compare with a backup and ask why.")
        self.stdout.write(
            f"No difference: {LedgerEntry.objects.count()} entries, {Checkpoint.objects.count()} checkpoints "
            f"here and {len(outside)} from outside."
        )
