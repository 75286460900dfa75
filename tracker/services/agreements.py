"""Keeps agreements, who takes part in them and how they relate; it knows nothing of their duties."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from tracker.models import Agreement, AgreementParty, AgreementRelation, Party, User
from tracker.services import assessments, rows
from tracker.services.refusals import Refused

EDITABLE = (
    "slug",
    "title",
    "kind",
    "reference",
    "stage",
    "summary",
    "url",
    "time_zone",
    "signed_on",
    "in_force_on",
    "ended_on",
    "precision",
    "reply_days",
    "reviewers_needed",
    "second_grading_pm",
    "marking",
    "teams",
)


def create(
    *,
    slug: str,
    title: str,
    kind: str,
    by: User | None,
    at: datetime,
    time_zone: str = "UTC",
    reference: str = "",
    stage: str = "",
    summary: str = "",
    url: str = "",
    signed_on: date | None = None,
    in_force_on: date | None = None,
    ended_on: date | None = None,
    precision: str = "day",
    reply_days: int = 14,
    reviewers_needed: int = 1,
    second_grading_pm: int = 0,
    marking: int = 0,
) -> Agreement:
    """Enter an agreement; its days are those of `time_zone` (IANA). Raises Refused with the field.

    `reply_days` is how long an accused party has to reply; `reviewers_needed` is 0, 1 or 2, and
    `second_grading_pm` the share of findings, per mille, that a second person grades blind.
    """
    agreement = Agreement(
        slug=slug,
        title=title,
        kind=kind,
        time_zone=time_zone,
        reference=reference,
        stage=stage,
        summary=summary,
        url=url,
        signed_on=signed_on,
        in_force_on=in_force_on,
        ended_on=ended_on,
        precision=precision,
        reply_days=reply_days,
        reviewers_needed=reviewers_needed,
        second_grading_pm=second_grading_pm,
        marking=marking,
    )
    _check_zone(agreement)
    return rows.add(agreement, action="agreement.create", by=by, at=at)


def edit(
    *, agreement: Agreement, version: int, changes: Mapping[str, Any], by: User | None, at: datetime
) -> Agreement:
    """Change what is said of an agreement: fields of EDITABLE. Raises Stale with both texts, or Refused.

    Another time zone or marking asks for its commitments to be reassessed.
    """
    with transaction.atomic():
        zone = rows.locked(agreement).time_zone
        edited = rows.edit(
            agreement,
            version=version,
            changes=changes,
            allowed=EDITABLE,
            action="agreement.edit",
            by=by,
            at=at,
            check=_check_zone,
        )
        if edited.time_zone != zone:
            numbers = edited.commitments.values_list("pk", flat=True)
            assessments.request(commitments=numbers, at=at, cause="agreement.edit")
    return edited


def add_party(
    *, agreement: Agreement, party: Party, role: str, by: User | None, at: datetime
) -> AgreementParty:
    """Enter a party in a role. Refused when it has that role already."""
    row = AgreementParty(agreement=agreement, party=party, role=role)
    return rows.add(row, action="agreement.add_party", thing=agreement, by=by, at=at)


def remove_party(*, role: AgreementParty, by: User | None, at: datetime) -> None:
    """Take a party out of a role."""
    rows.remove(role, action="agreement.remove_party", thing=role.agreement, by=by, at=at)


def relate(
    *,
    agreement: Agreement,
    other: Agreement,
    kind: str,
    by: User | None,
    at: datetime,
    note: str = "",
) -> AgreementRelation:
    """Say how an agreement bears on another. Refused for itself, and when it is said already."""
    row = AgreementRelation(agreement=agreement, other=other, kind=kind, note=note)
    return rows.add(row, action="agreement.relate", thing=agreement, by=by, at=at)


def edit_relation(
    *, relation: AgreementRelation, changes: Mapping[str, Any], by: User | None, at: datetime
) -> AgreementRelation:
    """Correct the kind or the note of a relation. Raises Refused."""
    return rows.edit(
        relation,
        version=None,
        changes=changes,
        allowed=("kind", "note"),
        action="agreement.edit_relation",
        thing=relation.agreement,
        by=by,
        at=at,
    )


def unrelate(*, relation: AgreementRelation, by: User | None, at: datetime) -> None:
    """Take a relation away that was entered in error."""
    rows.remove(relation, action="agreement.unrelate", thing=relation.agreement, by=by, at=at)


def _check_zone(agreement: Agreement) -> None:
    try:
        ZoneInfo(agreement.time_zone)
    except (KeyError, ValueError, OSError):  # ZoneInfoNotFoundError is a KeyError; folders raise OSError
        raise Refused(
            _("“%(zone)s” is not a time zone. Give its IANA name, such as Asia/Kabul or Europe/Paris.")
            % {"zone": agreement.time_zone},
            field="time_zone",
        ) from None
