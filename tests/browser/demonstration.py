"""Fills the database of a product under test, as a program in its environment; it must not test anything.

`python -m tests.browser.demonstration` migrates, loads the demonstration, collects the static files and
prints the session key of each account; `… waiting 20` files findings that wait for review, each changing a
status, and prints where they stand. It runs apart from pytest because the product has settings of its own.
"""

import json
import os
import sys
from datetime import timedelta
from itertools import islice
from typing import Any

import django


def load() -> dict[str, str]:
    """The demonstration with a password for everybody; the session key of each account."""
    from django.conf import settings
    from django.core.management import call_command

    from tracker.ingestion.demo.register import ACCOUNTS, PASSWORD
    from tracker.models import User

    for command, options in (
        ("compile_catalogues", {}),
        ("migrate", {"verbosity": 0}),
        ("createcachetable", {"verbosity": 0}),
        ("load_demo", {}),
        ("collectstatic", {"verbosity": 0, "interactive": False, "clear": True}),
    ):
        call_command(command, stdout=sys.stderr, **options)
    if not settings.EMBEDDED_DATABASE:  # where a team's server is used, the accounts come without one
        for user in User.objects.filter(username__in=ACCOUNTS):
            user.set_password(PASSWORD)
            user.save(update_fields=["password"])
    return {user.username: session_of(user) for user in User.objects.filter(username__in=ACCOUNTS)}


def session_of(user: Any) -> str:
    """The key of a new session of this person."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def waiting(number: int) -> list[dict[str, str]]:
    """So many findings that wait, on as many commitments; accepting any of them changes the status there."""
    from django.utils import timezone

    from tracker.models import Commitment, Source, User
    from tracker.services import reports

    at = timezone.now()
    analyst = User.objects.get(username="analyst")
    report = reports.file(
        title="Situation report",
        source=Source.objects.get(slug="un-monitoring-team"),
        published_on=at.date(),
        by=analyst,
        at=at,
    )
    commitments = Commitment.objects.select_related("agreement").order_by("agreement__slug", "code")
    made = (_one(report, commitment, analyst, at) for commitment in commitments)
    return list(islice((one for one in made if one), number))


def _one(report: Any, commitment: Any, analyst: Any, at: Any) -> dict[str, str] | None:
    from tracker.selectors.review import effect_of
    from tracker.services import findings, origins

    version = commitment.versions.order_by("-number").first()
    goal = version.target or 0
    origin = origins.create(
        slug=f"seen-{commitment.pk}", name=f"Observers {commitment.pk}", by=analyst, at=at
    )
    tries = [("SUPPORTS", goal), ("CONTRADICTS", 10 * goal + 10_000), ("CONTRADICTS", 0)]
    for stance, reading in tries if version.kind == "METRIC" else tries[:2]:
        finding = findings.draft(
            report=report,
            commitment=commitment,
            stance=stance,
            credibility="1",
            statement="seen on the ground",
            origin=origin,
            observed_from=at.date() - timedelta(days=3),
            observed_to=at.date() - timedelta(days=1),
            event_on=at.date() - timedelta(days=1) if version.kind in ("ACT", "METRIC") else None,
            reversal=stance == "CONTRADICTS" and version.kind == "ACT",
            bound="exact" if version.kind == "METRIC" else "",
            value_low=reading if version.kind == "METRIC" else None,
            by=analyst,
            at=at,
        )
        finding = findings.submit(finding=finding, by=analyst, at=at)
        effect = effect_of(analyst, finding, at)
        if effect is not None and effect.before.status != effect.after.status:
            return {
                "finding": finding.reference,
                "page": f"/commitments/{commitment.agreement.slug}/{commitment.code}/",
                "before": str(effect.before.status),
                "after": str(effect.after.status),
            }
    return None


def main(arguments: list[str]) -> None:
    """Do what is asked and print the answer as one line of JSON."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tracker.config.settings"
    django.setup()
    answer = waiting(int(arguments[1])) if arguments[:1] == ["waiting"] else load()
    print(json.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1:])
