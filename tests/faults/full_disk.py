"""Fills the disk under a running product and frees it again: `python -m tests.faults.full_disk DATABASE`.

DATA_DIR has to lie on a small disk of its own. Prints what happened as JSON; it judges nothing.
"""

import contextlib
import io
import json
import os
import shutil
import sys
from datetime import timedelta
from pathlib import Path

import django

ROUNDS = 12 if os.environ.get("FAULTS") == "full" else 2


def fill(ballast: Path) -> None:
    """Write until not one more byte fits."""
    with ballast.open("ab", buffering=0) as out:
        for size in (1 << 20, 1 << 12, 1):
            with contextlib.suppress(OSError):
                while out.write(b"x" * size) == size:
                    pass


class Product:
    """The pages, the jobs and the commands of one installation, as people and the schedule use them."""

    def __init__(self) -> None:
        from django.conf import settings
        from django.test import Client

        from tests import factories
        from tests.services.reassessing import accepted, duty

        self.data = Path(settings.DATA_DIR)
        self.client = Client(raise_request_exception=False)
        self.person = factories.UserFactory(username="ada", roles=("analyst", "admin"), level=4)
        self.client.force_login(self.person)
        self.commitment = duty()
        accepted(self.commitment, self.commitment.versions.get().starts_on + timedelta(days=5))
        self.reassess()

    def file(self, number: int) -> tuple[int, str]:
        """Log a report of 20 kB as the form does."""
        from django.core.files.uploadedfile import SimpleUploadedFile

        upload = SimpleUploadedFile(f"{number}.md", os.urandom(20_000).hex().encode())
        sent = {"title": f"Release {number}", "source": "The Outlet", "published_on": "2020-06-08"}
        sent |= {"source_reliability": "C", "text": f"Text {number} " + "word " * 2000, "uploads": [upload]}
        answer = self.client.post("/reports/new/", sent)
        return answer.status_code, answer.content.decode(errors="replace")

    def reassess(self) -> None:
        """Ask for a reassessment and work it, as a worker would."""
        from django.utils import timezone

        from tracker.services import assessments

        assessments.request(commitments=[self.commitment], at=timezone.now())
        self.work()

    def work(self) -> str:
        """What the sweep calls for; how it ended."""
        from django.db import DatabaseError
        from django.utils import timezone

        from tracker.services import assessments

        try:
            counted = assessments.reassess(commitment_ids=[self.commitment.pk], at=timezone.now())
        except DatabaseError as problem:
            return str(problem)
        return " ".join(sorted(counted))

    def command(self, *words: object) -> str:
        """What a management command said, its refusal included."""
        from django.core.management import CommandError, call_command

        said = io.StringIO()
        try:
            call_command(*map(str, words), stdout=said, stderr=said)
        except CommandError as problem:
            said.write(str(problem))
        return said.getvalue()

    def counts(self) -> list[int]:
        """Rows that belong together: reports, originals, entries of the ledger, and its head."""
        from tracker.models import Attachment, LedgerEntry, LedgerHead, Report

        return [
            Report.objects.count(),
            Attachment.objects.count(),
            LedgerEntry.objects.count(),
            LedgerHead.objects.get().size,
        ]


def one_round(product: Product, number: int) -> dict[str, object]:
    """Full, asked for everything, freed, asked again."""
    from tracker.models import ReassessmentRequest
    from tracker.services import assessments

    ballast = product.data / "ballast"
    told: dict[str, object] = {"before": product.file(number * 10)[0], "counted": product.counts()}
    from django.utils import timezone

    assessments.request(commitments=[product.commitment], at=timezone.now())
    fill(ballast)
    told["full"] = [product.file(number * 10 + 1 + n) for n in range(3)]
    told["pages"] = [product.client.get(page).status_code for page in ("/", "/reports/", "/healthz")]
    told["work"] = [product.work() for _ in range(4)]
    told["backup"] = product.command("backup", product.data / "kept.tar.gz")
    told["half"] = sorted(path.name for path in product.data.glob("*kept.tar.gz*"))
    ballast.unlink()
    told["counted_after"] = product.counts()
    told["again"] = product.file(number * 10 + 5)[0]
    told["worked"] = product.work()
    told["left"] = list(ReassessmentRequest.objects.values_list("state", "attempts"))
    told["backup_again"] = product.command("backup", product.data / "kept.tar.gz")
    return told


def main(database: str) -> None:
    """Rounds of one_round on a copy of a migrated, empty database."""
    from django.conf import settings
    from django.db import connection

    shutil.copy(database, settings.DATABASES["default"]["NAME"])
    django.setup()
    product = Product()
    rounds = [one_round(product, number) for number in range(ROUNDS)]
    with connection.cursor() as asked:
        integrity = asked.execute("PRAGMA integrity_check").fetchone()[0]
        lost = asked.execute("PRAGMA foreign_key_check").fetchall()
    verified = product.command("recompute", "--verify")
    print(json.dumps({"rounds": rounds, "integrity": integrity, "lost": lost, "verified": verified}))


if __name__ == "__main__":
    main(*sys.argv[1:])
