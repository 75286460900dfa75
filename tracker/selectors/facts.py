"""Answers what the method is given about commitments, as one audience sees it; it must not read a clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tracker import assessment as method
from tracker.models import Audience, Commitment, CommitmentLink, CommitmentVersion, Finding, User
from tracker.models import Parameters as StoredParameters
from tracker.models.choices import LinkKind
from tracker.selectors.records import Records, read_records
from tracker.selectors.visibility import audience_of

ROWS_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class Facts:
    """Inputs of the method. `keys` maps a commitment's number to its id there, such as `doha-2020/USG-01`."""

    commitments: tuple[method.Commitment, ...]
    findings: dict[str, tuple[method.Finding, ...]]
    parameters: method.Parameters
    keys: dict[int, str]


def facts_for(commitment_ids: Iterable[int], audience: Audience, known_by: date | None = None) -> Facts:
    """The facts about these commitments and those they are linked to, visible to the audience.

    Definitions are those in use at `known_by` (the latest, without it); findings are not cut by any day: the
    method does that. A commitment the audience may not see is left out.
    """
    records = read_records(commitment_ids)
    return facts_in(records, audience, sorted(records.asked), known_by)


def assess_on_demand(
    commitment: Commitment, reader: User | Audience, as_of: date, known_by: date | None = None
) -> tuple[method.Result, Facts]:
    """One commitment's result at a pair of days, with the facts behind it; stores nothing.

    `known_by` defaults to `as_of`. Raises KeyError when the reader may not see the commitment.
    """
    known_by = known_by or as_of
    facts = facts_for([commitment.pk], _audience(reader), known_by)
    key = facts.keys[commitment.pk]
    results = method.assess(
        facts.commitments,
        facts.findings,
        as_of=as_of,
        known_by=known_by,
        parameters=facts.parameters,
        wanted=[key],
    )
    return results[key], facts


def results_on_demand(
    commitment_ids: Iterable[int], reader: User | Audience, as_of: date, known_by: date | None = None
) -> dict[int, method.Result]:
    """The results of several commitments at a pair of days, by number; invisible ones are left out."""
    audience, known_by = _audience(reader), known_by or as_of
    wanted = sorted(set(commitment_ids))
    found: dict[int, method.Result] = {}
    for begin in range(0, len(wanted), ROWS_AT_ONCE):
        chunk = wanted[begin : begin + ROWS_AT_ONCE]
        facts = facts_for(chunk, audience, known_by)
        keys = {pk: facts.keys[pk] for pk in chunk if pk in facts.keys}
        results = method.assess(
            facts.commitments,
            facts.findings,
            as_of=as_of,
            known_by=known_by,
            parameters=facts.parameters,
            wanted=list(keys.values()),
        )
        found |= {pk: results[key] for pk, key in keys.items()}
    return found


def facts_in(
    records: Records, audience: Audience, commitment_ids: Iterable[int], known_by: date | None
) -> Facts:
    """The facts in rows already read, about these commitments and those they are linked to."""
    wanted = [pk for pk in commitment_ids if records.shows_commitment(pk, audience)]
    links = {
        pk: [
            link
            for link in records.links.get(pk, ())
            if _in_use(link, known_by) and records.shows_commitment(link.other_id, audience)
        ]
        for pk in wanted
    }
    involved = sorted({*wanted, *(link.other_id for rows in links.values() for link in rows)})
    keys = {pk: key_in(records, pk) for pk in involved}
    commitments, findings = [], {}
    for pk in involved:
        version = version_in_use(records.versions.get(pk, ()), known_by)
        if version is None:
            continue
        # A linked commitment is judged by itself: links of links are no input.
        commitments.append(_commitment(records, version, links.get(pk, []), keys))
        findings[keys[pk]] = tuple(
            _finding(records, row, version)
            for row in records.findings.get(pk, ())
            if records.shows_finding(row, audience)
        )
    return Facts(tuple(commitments), findings, parameters_in_use(records.parameters, known_by), keys)


def key_in(records: Records, pk: int) -> str:
    """The id of a commitment in the method: its agreement's slug and its code."""
    commitment = records.commitments[pk]
    return f"{commitment.agreement.slug}/{commitment.code}"


def version_in_use(versions: Iterable[CommitmentVersion], known_by: date | None) -> CommitmentVersion | None:
    """The last version (they come by number) recorded by that day; the first and corrections count always."""
    used = None
    for version in versions:
        if used is None or known_by is None or version.retroactive or version.recorded_on <= known_by:
            used = version
    return used


def parameters_in_use(rows: Iterable[StoredParameters], known_by: date | None) -> method.Parameters:
    """The method's numbers used at a day, from the stored rows (by day); its defaults before the first."""
    used = None
    for row in rows:
        if known_by is None or row.valid_from <= known_by:
            used = row
    if used is None:
        return method.DEFAULT
    values: dict[str, Any] = {
        name: tuple(one) if isinstance(one, list) else one for name, one in used.values.items()
    }
    return replace(method.DEFAULT, name=used.name, **values)


def definition_days(records: Records, pk: int) -> set[date]:
    """The days from which a commitment's definition, its links, theirs, or the parameters are others."""
    days = {row.valid_from for row in records.parameters}
    links = records.links.get(pk, ())
    for link in links:
        days.add(link.recorded_on)
        if link.removed_on is not None:
            days.add(link.removed_on)
    for one in (pk, *(link.other_id for link in links)):
        days.update(version.recorded_on for version in records.versions.get(one, ()))
    return days


def _audience(reader: User | Audience) -> Audience:
    return audience_of(reader) if isinstance(reader, User) else reader


def _in_use(link: CommitmentLink, known_by: date | None) -> bool:
    """Whether the link stood at that day; a removed one counts no longer from the day of its removal."""
    if known_by is None:
        return link.removed_on is None
    if link.removed_on is not None and link.removed_on <= known_by:
        return False
    return link.retroactive or link.recorded_on <= known_by


def _commitment(
    records: Records, version: CommitmentVersion, links: Iterable[CommitmentLink], keys: Mapping[int, str]
) -> method.Commitment:
    pk = version.commitment_id
    own_half_lives = None
    of_links = {LinkKind.PREREQUISITE: set[str](), LinkKind.RECIPROCAL: set[str]()}
    for link in links:
        of_links[LinkKind(link.kind)].add(keys[link.other_id])
    if version.half_life_for_days is not None and version.half_life_against_days is not None:
        own_half_lives = (version.half_life_for_days, version.half_life_against_days)
    return method.Commitment(
        id=keys[pk],
        kind=method.Kind(version.kind),
        obligors=records.obligors.get(pk, ()),
        starts_on=version.starts_on,
        due_on=version.due_on,
        grace_days=version.grace_days,
        essential=version.essential,
        humanitarian=version.humanitarian,
        weight=version.weight,
        baseline=version.baseline,
        target=version.target,
        tolerance_pm=version.tolerance_pm,
        profile=method.Profile(version.profile),
        sustain=version.sustain,
        prior_mb=version.prior_mb,
        prerequisites=tuple(sorted(of_links[LinkKind.PREREQUISITE])),
        reciprocal=tuple(sorted(of_links[LinkKind.RECIPROCAL])),
        suspension_invoked_on=version.suspension_invoked_on,
        closed_on=version.closed_on,
        closed_reason=version.closed_reason or None,
        half_life_days=own_half_lives,
    )


def _finding(records: Records, row: Finding, version: CommitmentVersion) -> method.Finding:
    if row.origin_id is None or row.published_on is None:
        raise ValueError(f"{row.reference} is accepted without an origin or a day of publication.")
    return method.Finding(
        id=row.reference,
        origin=records.origins[row.origin_id],
        stance=method.Stance(row.stance),
        reliability=method.Reliability(row.reliability),
        credibility=method.Credibility(row.credibility),
        interest=method.Interest(row.interest),
        observed_from=row.observed_from,
        observed_to=row.observed_to,
        event_on=row.event_on,
        published_on=row.published_on,
        accepted_on=row.accepted_on,
        value=_value(row, version),
        extent=row.extent or 1,
        severity=row.severity,
        reversal=row.reversal,
        repudiation=row.repudiation,
        superseded_on=row.superseded_on,
    )


def _value(row: Finding, version: CommitmentVersion) -> int | None:
    """The one integer a bounded figure stands for; only a METRIC, which has a direction, takes readings."""
    if not row.bound or version.baseline is None or version.target is None:
        return None
    bound = method.Bound(row.bound)
    if bound is method.Bound.RANGE:
        figures = {"low": row.value_low, "high": row.value_high}
    else:
        figures = {"value": row.value_high if bound is method.Bound.AT_MOST else row.value_low}
    return method.worst_bound(bound, **figures, baseline=version.baseline, target=version.target)
