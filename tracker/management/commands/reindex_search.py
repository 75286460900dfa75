"""Makes anew what the search looks in, or compares it with the things; no rule stands here."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tracker.services import search


class Command(BaseCommand):
    """`reindex_search`: the search again, from the stored things."""

    help = (
        "Makes anew what the search looks in: what is missing, differs or is left over. People can go on "
        "working. --verify only compares, and ends with 1 on any difference."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The one option."""
        parser.add_argument("--verify", action="store_true", help="compare only, change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare or make anew. Raises CommandError when a comparison finds a difference."""
        if not options["verify"]:
            self.stdout.write(f"{search.rebuild()} things and pages can be found.")
            return
        number = 0
        for line in search.differences():
            self.stdout.write(line)
            number += 1
        if number:
            raise CommandError(f"{number} differences. Run reindex_search to mend them.")
        self.stdout.write("No difference: everything can be found as it stands.")
