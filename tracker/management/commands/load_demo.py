"""Loads the demonstration: three agreements, 26 commitments, their reports and findings, four accounts."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tracker.ingestion.demo import load, register
from tracker.services.refusals import Refused


class Command(BaseCommand):
    """Fill an empty database with the demonstration."""

    help = "Loads the demonstration into an empty database: the US–Taliban agreement of 29 February 2020."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, assess, and say who may sign in. Raises CommandError when the database is not empty."""
        # Known passwords only where the database is the embedded one, on this machine alone.
        with_password = bool(settings.EMBEDDED_DATABASE)
        try:
            number = load.load(with_password=with_password, at=timezone.now())
        except Refused as refused:
            raise CommandError(refused.sentence) from refused
        self.stdout.write(f"Loaded the demonstration: {number} commitments.")
        if with_password:
            names = ", ".join(register.ACCOUNTS)
            self.stdout.write(f"Sign in as {names}; the password is {register.PASSWORD}.")
        else:
            self.stdout.write("Its accounts have no password, because DATABASE_URL is set.")
