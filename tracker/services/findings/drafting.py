"""Proposes findings and changes them until they are decided; it must not decide."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tracker.models import Commitment, Finding, Origin, Report, TextPage, User
from tracker.models.choices import FindingState
from tracker.services import ledger, markings, policies, versions
from tracker.services.findings.fitting import fit
from tracker.services.refusals import Refused

EDITABLE = (
    "commitment",
    "origin",
    "stance",
    "statement",
    "excerpt",
    "page",
    "start_offset",
    "end_offset",
    "credibility",
    "reliability",
    "reliability_reason",
    "interest",
    "observed_from",
    "observed_to",
    "observed_precision",
    "event_on",
    "place",
    "bound",
    "value_low",
    "value_high",
    "severity",
    "extent",
    "reversal",
    "repudiation",
    "marking",
)
# Two findings of one author that agree in all of these say the same thing twice.
SAYS = tuple(name for name in EDITABLE if name not in ("statement", "page", "marking", "reliability_reason"))
ALIVE = (FindingState.DRAFT, FindingState.SUBMITTED, FindingState.ACCEPTED)


def draft(
    *,
    report: Report,
    commitment: Commitment,
    stance: str,
    credibility: str,
    observed_to: date,
    by: User,
    at: datetime,
    origin: Origin | None = None,
    excerpt: str = "",
    page: TextPage | None = None,
    start_offset: int | None = None,
    end_offset: int | None = None,
    statement: str = "",
    reliability: str = "",
    reliability_reason: str = "",
    interest: str = "IND",
    observed_from: date | None = None,
    observed_precision: str = "day",
    event_on: date | None = None,
    place: str = "",
    bound: str = "",
    value_low: int | None = None,
    value_high: int | None = None,
    severity: int = 2,
    extent: int | None = None,
    reversal: bool = False,
    repudiation: bool = False,
    marking: int = 0,
    reference: str | None = None,
    supersedes: Finding | None = None,
) -> Finding:
    """Propose that a passage says something of a duty; only what fits the duty's kind is kept.

    Values are integers × 10^decimals of the duty's measure; offsets count characters of the page's text.
    `supersedes` is the accepted finding this one is to replace. Refused, with the field, when it cannot be.
    """
    said = dict(locals())
    policies.check_can_draft(by)
    finding = Finding(report=report, author=by, created_at=at, supersedes=supersedes)
    for name in EDITABLE:
        setattr(finding, name, said[name])
    finding.reference = reference or finding.reference
    with transaction.atomic():
        check(finding, at)
        markings.settle(finding)
        finding.save(force_insert=True)
        ledger.record(action="finding.draft", thing=finding, by=by, at=at, after=ledger.values_of(finding))
    return finding


def edit(*, finding: Finding, version: int, changes: Mapping[str, Any], by: User, at: datetime) -> Finding:
    """Change a draft; `changes` holds fields of EDITABLE. Raises Stale when somebody saved first."""
    unknown = set(changes) - set(EDITABLE)
    if unknown:
        raise Refused(_("These cannot be changed: %(names)s.") % {"names": ", ".join(sorted(unknown))})
    with transaction.atomic():
        row = versions.locked(finding)
        policies.check_can_edit(by, row)
        versions.check(row, version, changes)
        before = versions.snapshot(row)
        for name, value in changes.items():
            setattr(row, name, value)
        check(row, at)
        markings.settle(row)
        versions.save(row, action="finding.edit", before=before, by=by, at=at)
    return row


def take_back(*, finding: Finding, by: User, at: datetime) -> Finding:
    """Turn one's own waiting finding into a draft again."""
    with transaction.atomic():
        row = versions.locked(finding)
        if row.author_id != by.pk:
            raise Refused(_("Only its author can take a finding back."))
        if row.state != FindingState.SUBMITTED:
            raise Refused(_("Only a finding that waits for review can be taken back."))
        before = versions.snapshot(row)
        row.state, row.submitted_at = FindingState.DRAFT, None
        versions.save(row, action="finding.take_back", before=before, by=by, at=at)
    return row


def check(finding: Finding, at: datetime) -> None:
    """Put a draft in order. Refused with the field, and when its author has said exactly this already."""
    fit(finding, at)
    if finding.supersedes is not None and finding.supersedes.commitment_id != finding.commitment_id:
        raise Refused(_("A finding can only replace one on the same commitment."), field="commitment")
    check_said_once(finding)


def check_said_once(finding: Finding) -> None:
    """Refused when another living finding of its author says exactly this from the same report."""
    said = {name: getattr(finding, name) for name in SAYS}
    absent = {f"{name}__isnull": True for name, value in said.items() if value is None}
    present = {name: value for name, value in said.items() if value is not None}
    twins = Finding.objects.filter(
        report=finding.report, author=finding.author, state__in=ALIVE, removed_at__isnull=True
    )
    twins = twins.exclude(pk=finding.pk).filter(supersedes=finding.supersedes, **present, **absent)
    twin = twins.values_list("reference", flat=True).first()
    if twin is not None:
        raise Refused(
            _("You have said exactly this already, in %(reference)s. Change that one instead.")
            % {"reference": twin},
            field="excerpt",
        )
