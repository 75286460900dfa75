"""Reads the stored rows a status hangs on, in a fixed number of queries; it must not judge any of them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from tracker.models import (
    Audience,
    Commitment,
    CommitmentLink,
    CommitmentParty,
    CommitmentVersion,
    Finding,
    Origin,
    Parameters,
)
from tracker.models.choices import DutyRole, FindingState, LinkKind

# Only these links feed the method; a duty that repeats another is judged by itself.
WEIGHED_LINKS = (LinkKind.RECIPROCAL, LinkKind.PREREQUISITE)

_FINDING_FIELDS = (
    *("reference", "commitment_id", "origin_id", "stance", "reliability", "credibility", "interest"),
    *("observed_from", "observed_to", "event_on", "published_on", "accepted_on", "superseded_on"),
    *("bound", "value_low", "value_high", "extent", "severity", "reversal", "repudiation"),
    *("effective_marking", "restricted"),
)


@dataclass(frozen=True, slots=True)
class Records:
    """Rows by the number of their commitment; `asked` are those asked for, the others are linked to.

    `origins` maps an origin's number to the slug of the origin it was merged into (itself, if none).
    """

    asked: frozenset[int]
    commitments: dict[int, Commitment]
    versions: dict[int, list[CommitmentVersion]]
    obligors: dict[int, tuple[str, ...]]
    links: dict[int, list[CommitmentLink]]
    findings: dict[int, list[Finding]]
    origins: dict[int, str]
    parameters: list[Parameters]
    commitment_teams: dict[int, frozenset[str]]
    finding_teams: dict[int, frozenset[str]]

    def shows_commitment(self, pk: int, audience: Audience) -> bool:
        """Whether the audience may see this commitment."""
        commitment = self.commitments.get(pk)
        return commitment is not None and _shown(commitment, self.commitment_teams, audience)

    def shows_finding(self, finding: Finding, audience: Audience) -> bool:
        """Whether the audience may see this finding."""
        return _shown(finding, self.finding_teams, audience)


def _shown(row: Commitment | Finding, teams: dict[int, frozenset[str]], audience: Audience) -> bool:
    """The same rule as `visibility.permitted`, for a row already read."""
    if row.effective_marking > audience.level:
        return False
    return not row.restricted or bool(
        teams.get(row.pk, frozenset()) & set(filter(None, audience.team_key.split(",")))
    )


def read_records(commitment_ids: Iterable[int]) -> Records:
    """All that the results of these commitments hang on, whatever the day and the audience."""
    asked = frozenset(commitment_ids)
    links = _grouped(
        CommitmentLink.objects.filter(commitment__in=asked, kind__in=WEIGHED_LINKS).order_by("id"),
        "commitment_id",
    )
    ids = asked | {link.other_id for rows in links.values() for link in rows}
    commitments = Commitment.objects.filter(pk__in=ids).select_related("agreement").in_bulk()
    versions = CommitmentVersion.objects.filter(commitment__in=ids).order_by("number")
    roles = CommitmentParty.objects.filter(commitment__in=ids, role=DutyRole.OBLIGOR)
    obligors: dict[int, list[str]] = defaultdict(list)
    for pk, slug in roles.values_list("commitment_id", "party__slug").order_by("party__slug"):
        obligors[pk].append(slug)
    findings = Finding.objects.filter(
        commitment__in=ids, state__in=(FindingState.ACCEPTED, FindingState.SUPERSEDED)
    )
    found = _grouped(findings.only(*_FINDING_FIELDS).order_by("reference"), "commitment_id")
    return Records(
        asked=asked,
        commitments=commitments,
        versions=_grouped(versions, "commitment_id"),
        obligors={pk: tuple(slugs) for pk, slugs in obligors.items()},
        links=links,
        findings=found,
        origins=_root_slugs(),
        parameters=list(Parameters.objects.order_by("valid_from")),
        commitment_teams=_teams(Commitment, "commitment_id", {"commitment__in": ids}),
        finding_teams=_teams(Finding, "finding_id", {"finding__commitment__in": ids}),
    )


def _grouped(rows: QuerySet[Any], name: str) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, name)].append(row)
    return dict(groups)


def _root_slugs() -> dict[int, str]:
    """Each origin's number with the slug of the one it speaks as; a ring of merges ends at its least."""
    rows = {pk: (slug, into) for pk, slug, into in Origin.objects.values_list("pk", "slug", "merged_into_id")}
    roots: dict[int, str] = {}
    for pk in rows:
        seen = [pk]
        while (into := rows[seen[-1]][1]) is not None and into in rows and into not in seen:
            seen.append(into)
        last = seen[-1] if rows[seen[-1]][1] is None else min(seen[seen.index(rows[seen[-1]][1]) :])
        roots[pk] = rows[last][0]
    return roots


def _teams(model: type[Model], owner: str, condition: dict[str, Any]) -> dict[int, frozenset[str]]:
    through: Any = model._meta.get_field("teams").remote_field.through  # type: ignore[union-attr]
    teams: dict[int, set[str]] = defaultdict(set)
    for pk, slug in through.objects.filter(**condition).values_list(owner, "team__slug"):
        teams[pk].add(slug)
    return {pk: frozenset(slugs) for pk, slugs in teams.items()}
