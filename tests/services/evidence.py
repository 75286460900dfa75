"""What tests of evidence start from: people in their roles, a report with text, one duty of each kind."""

from datetime import UTC, date, datetime
from typing import Any

from tests.factories.commitments import CommitmentFactory
from tests.factories.people import UserFactory
from tests.factories.sources import OriginFactory, SourceFactory
from tracker.models import Commitment, Finding, LedgerEntry, Origin, Report, Source, User
from tracker.services import findings, reports

AT = datetime(2020, 7, 14, 9, 30, tzinfo=UTC)
SEEN_ON = date(2020, 5, 15)
PUBLISHED_ON = date(2020, 6, 8)
TEXT = "A heading\n\nAccording to the report, about 400 to 600 armed operatives are there.\n\nThe rest."
PASSAGE = "about 400 to 600 armed operatives"


def analyst(**fields: Any) -> User:
    return UserFactory(roles=("analyst",), **fields)


def manager(**fields: Any) -> User:
    return UserFactory(roles=("manager",), **fields)


def duty(kind: str = "PROHIBITION", **fields: Any) -> Commitment:
    inputs = {"version__kind": kind}
    if kind == "METRIC":
        inputs |= {"version__unit": "persons", "version__baseline": 13000, "version__target": 8600}
    return CommitmentFactory(**inputs, **fields)


def filed(by: User | None = None, *, source: Source | None = None, **fields: Any) -> Report:
    given = {"title": "A release", "published_on": PUBLISHED_ON, "text": TEXT} | fields
    return reports.file(source=source or SourceFactory(), by=by or analyst(), at=AT, **given)


def said(**fields: Any) -> dict[str, Any]:
    """What a finding says, enough to draft one."""
    return {"stance": "CONTRADICTS", "credibility": "3", "observed_to": SEEN_ON, "excerpt": PASSAGE} | fields


def drafted(by: User | None = None, origin: Origin | None = None, **fields: Any) -> Finding:
    by = by or analyst()
    given = {"report": None, "commitment": None} | said(**fields)
    given["report"] = given["report"] or filed(by)
    given["commitment"] = given["commitment"] or duty()
    return findings.draft(origin=origin or OriginFactory(), by=by, at=AT, **given)


def submitted(by: User | None = None, **fields: Any) -> Finding:
    finding = drafted(by, **fields)
    return findings.submit(finding=finding, by=finding.author, at=AT)


def accepted(**fields: Any) -> Finding:
    return findings.accept(finding=submitted(**fields), by=analyst(), at=AT)


def actions(thing: Any) -> list[str]:
    """What the ledger says was done with a row, first things first."""
    entries = LedgerEntry.objects.filter(object_type=thing._meta.model_name, object_id=thing.pk)
    return list(entries.order_by("seq").values_list("action", flat=True))
