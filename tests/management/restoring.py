"""Restores backups one after the other into the DATA_DIR of the environment, and looks at the product then.

`python -m tests.management.restoring FOLDER NAME=FINDINGS…` prints a line of JSON for each.
"""

import io
import json
import shutil
import sys
from pathlib import Path

import django


def main(folder: str, *wanted: str) -> None:
    """Each backup over the one before; a NAME is a file in FOLDER and the findings it must hold at least."""
    django.setup()
    from django.conf import settings
    from django.core.management import CommandError, call_command
    from django.test import Client

    from tracker.models import Commitment, Finding, User

    for word in wanted:
        name, _, least = word.partition("=")
        said = io.StringIO()
        try:
            call_command("restore", Path(folder, name), replace=word != wanted[0], stdout=said)
            call_command("recompute", stdout=said, stderr=said)
            call_command("recompute", verify=True, stdout=said)
        except CommandError as problem:
            said.write(f"{problem}")
        client = Client()
        client.force_login(User.objects.get(username="reader"))
        page = Commitment.objects.select_related("agreement").first()
        asked = ["/", "/commitments/", f"/commitments/{page.agreement.slug}/{page.code}/", "/healthz"]
        print(
            json.dumps(
                {
                    "said": said.getvalue(),
                    "pages": [client.get(address).status_code for address in asked],
                    "lost": max(0, int(least) - Finding.objects.count()),
                }
            ),
            flush=True,
        )
        for aside in Path(settings.DATA_DIR).glob("replaced-*"):
            shutil.rmtree(aside)


if __name__ == "__main__":
    main(*sys.argv[1:])
