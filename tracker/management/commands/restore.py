"""Brings a backup back and proves it; how, the service knows."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tracker.models import ReassessmentRequest
from tracker.services import backups
from tracker.services.refusals import Refused


class Command(BaseCommand):
    """`restore FILE`: the installation as it was when the backup was made."""

    help = (
        "Puts the data of a backup in their place. Servanda must be stopped. Every member is compared with "
        "the backup's own list before anything is touched, the result with a clean recompute afterwards."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Which backup, its private key, and whether former data may be moved aside."""
        parser.add_argument("file", type=Path, help="the backup")
        parser.add_argument(
            "--identity", type=Path, metavar="KEYFILE", help="the private key of an encrypted backup"
        )
        parser.add_argument("--replace", action="store_true", help="move what is there aside first")

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore, verify, and say so. Raises CommandError with the reason, or with what differs."""
        try:
            head, aside = backups.restore(
                path=options["file"],
                at=timezone.now(),
                identity=options["identity"],
                replace=options["replace"],
            )
        except Refused as refused:
            raise CommandError(refused.sentence) from refused
        self.stdout.write(f"Restored the backup of {head['made_at']}, {head['members']} members.")
        if aside:
            self.stdout.write(f"What was there before lies in {aside}.")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0, stdout=io.StringIO())
        found = list(backups.faults(head))
        for line in found:
            self.stdout.write(line)
        if found:
            raise CommandError(f"It was restored; {len(found)} things differ, see above and docs/operate.")
        waiting = ReassessmentRequest.objects.count()
        self.stdout.write(
            "Verified: ledger, originals and a clean recompute agree."
            + (f" {waiting} reassessments wait and are worked after the start." if waiting else "")
        )
