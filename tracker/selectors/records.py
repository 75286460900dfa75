"""Reads the stored rows a status hangs on, in two statements; it must not judge any of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
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
from tracker.selectors.at_once import at_once

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
    """All that the results of these commitments hang on, whatever day and audience; two statements."""
    asked = frozenset(commitment_ids)
    links = list(weighed_links(asked))
    return records_of(asked, links, at_once(*beyond_links(asked, links)))


def weighed_links(asked: Collection[int]) -> QuerySet[CommitmentLink]:
    """The links from these commitments that feed the method: what is asked first."""
    return CommitmentLink.objects.filter(commitment__in=asked, kind__in=WEIGHED_LINKS).order_by("id")


def beyond_links(asked: Collection[int], links: Iterable[CommitmentLink]) -> list[QuerySet[Any]]:
    """What is asked once the links are known, all of it together: see `records_of`."""
    ids = sorted({*asked, *(link.other_id for link in links)})
    findings = Finding.objects.filter(
        commitment__in=ids, state__in=(FindingState.ACCEPTED, FindingState.SUPERSEDED)
    )
    roles = CommitmentParty.objects.filter(commitment__in=ids, role=DutyRole.OBLIGOR)
    return [
        Commitment.objects.filter(pk__in=ids).select_related("agreement"),
        CommitmentVersion.objects.filter(commitment__in=ids).order_by("number"),
        roles.values_list("commitment_id", "party__slug").order_by("party__slug"),
        findings.only(*_FINDING_FIELDS).order_by("reference"),
        Origin.objects.values_list("pk", "slug", "merged_into_id"),
        Parameters.objects.order_by("valid_from"),
        _teams(Commitment, "commitment_id", {"commitment__in": ids}),
        _teams(Finding, "finding_id", {"finding__commitment__in": ids}),
    ]


def records_of(
    asked: Collection[int], links: Iterable[CommitmentLink], answers: Sequence[Sequence[Any]]
) -> Records:
    """The records from these links and the answers to what lay `beyond_links`, in its order."""
    commitments, versions, roles, findings, origins, parameters, of_commitments, of_findings = answers
    return Records(
        asked=frozenset(asked),
        commitments={one.pk: one for one in commitments},
        versions=_grouped(versions, "commitment_id"),
        obligors={pk: tuple(slugs) for pk, slugs in _paired(roles).items()},
        links=_grouped(links, "commitment_id"),
        findings=_grouped(findings, "commitment_id"),
        origins=_root_slugs({pk: (slug, into) for pk, slug, into in origins}),
        parameters=list(parameters),
        commitment_teams={pk: frozenset(slugs) for pk, slugs in _paired(of_commitments).items()},
        finding_teams={pk: frozenset(slugs) for pk, slugs in _paired(of_findings).items()},
    )


def _grouped(rows: Iterable[Any], name: str) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, name)].append(row)
    return dict(groups)


def _paired(rows: Iterable[Sequence[Any]]) -> dict[int, list[str]]:
    groups: dict[int, list[str]] = defaultdict(list)
    for pk, slug in rows:
        groups[pk].append(slug)
    return groups


def _root_slugs(rows: Mapping[int, tuple[str, int | None]]) -> dict[int, str]:
    """Each origin's number with the slug of the one it speaks as; a ring of merges ends at its least."""
    roots: dict[int, str] = {}
    for pk in rows:
        seen = [pk]
        while (into := rows[seen[-1]][1]) is not None and into in rows and into not in seen:
            seen.append(into)
        last = seen[-1] if into is None else min(seen[seen.index(into) :])
        roots[pk] = rows[last][0]
    return roots


def _teams(model: type[Model], owner: str, condition: dict[str, Any]) -> QuerySet[Any]:
    through: Any = model._meta.get_field("teams").remote_field.through  # type: ignore[union-attr]
    found: QuerySet[Any] = through.objects.filter(**condition).values_list(owner, "team__slug")
    return found
