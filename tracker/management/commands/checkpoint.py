"""Makes a checkpoint of the ledger and prints it as text for others to keep; it changes no entry."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from tracker.services import checkpoints, witnesses


class Command(BaseCommand):
    """`checkpoint`: the signed head over all entries there are now."""

    help = "Makes a signed checkpoint of the ledger, has it sent to the witnesses, and prints it."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the checkpoint: its lines, the public key, the signature."""
        self.stdout.write(checkpoints.as_text(witnesses.publish(at=timezone.now())), ending="")
