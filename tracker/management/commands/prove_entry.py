"""Writes the proof that one entry of the ledger stands under a checkpoint; it judges nothing."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tracker.models import LedgerEntry
from tracker.publishing import ledger_files
from tracker.services import checkpoints


class Command(BaseCommand):
    """`prove_entry NUMBER`: one entry, and the hashes that lead from it to a signed head."""

    help = "Prints the proof of one entry under a checkpoint of now, for `servanda_verify.py --proof`."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which entry."""
        parser.add_argument("number", type=int, help="the number of the entry")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the proof as JSON. Raises CommandError when there is none to give."""
        entry = LedgerEntry.objects.filter(seq=options["number"]).first()
        if entry is None:
            raise CommandError(f"There is no entry {options['number']}.")
        try:
            proof = ledger_files.proof_of(entry, checkpoints.make(at=timezone.now()))
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(proof, indent=1))
