"""Enters commitments with their first version and changes their words; it passes the method's inputs on."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tracker.models import Agreement, Clause, Commitment, CommitmentVersion, Party, User
from tracker.models.choices import DutyRole
from tracker.selectors import days
from tracker.services import assessments, ledger, rows
from tracker.services.commitments import inputs as method_inputs
from tracker.services.commitments.parties import add_party
from tracker.services.refusals import Refused

EDITABLE = (
    "code",
    "title",
    "clause",
    "description",
    "theme",
    "coding_minimum",
    "coding_intermediate",
    "coding_full",
    "marking",
    "teams",
)


def create(
    *,
    agreement: Agreement,
    code: str,
    title: str,
    inputs: Mapping[str, Any],
    obligors: Collection[Party],
    by: User,
    at: datetime,
    beneficiaries: Collection[Party] = (),
    implementers: Collection[Party] = (),
    clause: Clause | None = None,
    description: str = "",
    theme: str = "",
    coding_minimum: str = "",
    coding_intermediate: str = "",
    coding_full: str = "",
    marking: int = 0,
    reason: str = "",
) -> Commitment:
    """Enter a duty; `inputs` are what the method reads (INPUTS), figures as integers × 10^decimals.

    Its first version, recorded on the agreement's own day, counts for all earlier days too.
    Raises Refused with the field; BadDeadlineRule with the position.
    """
    if not obligors:
        raise Refused(_("Somebody must owe the duty: name at least one party."), field="obligors")
    with transaction.atomic():
        commitment = Commitment(
            agreement=agreement,
            code=code,
            title=title,
            clause=clause,
            description=description,
            theme=theme,
            coding_minimum=coding_minimum,
            coding_intermediate=coding_intermediate,
            coding_full=coding_full,
            marking=marking,
        )
        _check_clause(commitment)
        version = CommitmentVersion(number=1, reason=reason)
        method_inputs.apply(version, inputs)
        rows.add(commitment, action="commitment.create", by=by, at=at, reason=reason)
        _define(commitment, version, by=by, at=at)
        _name_parties(commitment, DutyRole.OBLIGOR, obligors, by=by, at=at)
        _name_parties(commitment, DutyRole.BENEFICIARY, beneficiaries, by=by, at=at)
        _name_parties(commitment, DutyRole.IMPLEMENTER, implementers, by=by, at=at)
        assessments.request(commitments=[commitment], at=at, cause="commitment.create")
    return commitment


def _define(commitment: Commitment, version: CommitmentVersion, *, by: User, at: datetime) -> None:
    """Give the commitment its first version, with its entry in the ledger."""
    version.commitment = commitment
    version.recorded_on = days.day_in(commitment.agreement.time_zone, at)
    version.recorded_at, version.recorded_by = at, by
    method_inputs.settle(version, commitment.agreement)
    rows.store(version)
    commitment.current = version
    commitment.save(update_fields=["current"])
    ledger.record(
        action="commitment.define",
        thing=commitment,
        by=by,
        at=at,
        after=ledger.values_of(version, *method_inputs.INPUTS, "due_on"),
        reason=version.reason,
    )


def _name_parties(
    commitment: Commitment, role: DutyRole, parties: Collection[Party], *, by: User, at: datetime
) -> None:
    for party in parties:
        add_party(commitment=commitment, party=party, role=role, by=by, at=at)


def edit(
    *, commitment: Commitment, version: int, changes: Mapping[str, Any], by: User | None, at: datetime
) -> Commitment:
    """Change the words of a commitment: fields of EDITABLE. Raises Stale with both texts, or Refused."""
    return rows.edit(
        commitment,
        version=version,
        changes=changes,
        allowed=EDITABLE,
        action="commitment.edit",
        by=by,
        at=at,
        check=_check_clause,
    )


def _check_clause(commitment: Commitment) -> None:
    clause = commitment.clause
    if clause is not None and clause.agreement_id != commitment.agreement_id:
        raise Refused(
            _("“%(clause)s” belongs to another agreement. Choose a clause of this one.") % {"clause": clause},
            field="clause",
        )
