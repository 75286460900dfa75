"""Makes a key for the programming interface and prints it once; the rules stand in the service."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tracker.models import User
from tracker.services import tokens
from tracker.services.refusals import Refused


class Command(BaseCommand):
    """`create_token USER`: a key that reads as this person."""

    help = "Makes a key for the programming interface. It is printed this once; only its digest is kept."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose key, what it is called, how long it is good."""
        parser.add_argument("user", help="the name of the account")
        parser.add_argument("--name", default="command line", help="what the key is called in lists")
        parser.add_argument(
            "--days", type=int, default=tokens.USUAL_LIFE, help="how long it is good (default: %(default)s)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the key alone on standard output. Raises CommandError with the reason when none is made."""
        user = User.objects.filter(username=options["user"]).first()
        if user is None:
            raise CommandError(f"There is no account “{options['user']}”.")
        try:
            row, key = tokens.create(
                user=user, name=options["name"], by=None, at=timezone.now(), life=options["days"]
            )
        except Refused as refusal:
            raise CommandError(refusal.sentence) from refusal
        self.stdout.write(key)
        self.stderr.write(f"Good until {row.expires_at:%Y-%m-%d %H:%M} UTC. It is shown this once.")
