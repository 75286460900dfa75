"""What the results would be on other facts: the same method with findings changed; it writes nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from .assessing import AsOf, assess
from .enums import Credibility, Reliability
from .inputs import Commitment, Finding, InvalidInput
from .parameters import DEFAULT, Parameters
from .results import Result

Rating = tuple[Reliability, Credibility]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One commitment's result as it is and as it would be."""

    before: Result
    after: Result

    @property
    def status_changes(self) -> bool:
        """Whether the status would be another one."""
        return self.before.status is not self.after.status

    @property
    def anything_changes(self) -> bool:
        """Whether any figure or reason would be another one."""
        return self.before != self.after


def what_if(
    commitments: Sequence[Commitment],
    findings: Mapping[str, Sequence[Finding]],
    *,
    as_of: AsOf,
    known_by: date | None = None,
    added: Mapping[str, Sequence[Finding]] | None = None,
    removed: Mapping[str, Collection[str]] | None = None,
    rerated: Mapping[str, Mapping[str, Rating]] | None = None,
    parameters: Parameters = DEFAULT,
    new_parameters: Parameters | None = None,
    wanted: Collection[str] | None = None,
) -> dict[str, Change]:
    """The results before and after, for the wanted ids (all by default).

    `added`, `removed` and `rerated` go by commitment id: findings, finding ids, and finding id → new grades.
    `new_parameters` are used after. Raises InvalidInput for an id that is not given, or one added twice.
    """
    changed = changed_findings(
        commitments, findings, added=added or {}, removed=removed or {}, rerated=rerated or {}
    )
    before = assess(
        commitments, findings, as_of=as_of, known_by=known_by, parameters=parameters, wanted=wanted
    )
    after = assess(
        commitments,
        changed,
        as_of=as_of,
        known_by=known_by,
        parameters=new_parameters or parameters,
        wanted=wanted,
    )
    return {key: Change(before=before[key], after=after[key]) for key in before}


def changed_findings(
    commitments: Sequence[Commitment],
    findings: Mapping[str, Sequence[Finding]],
    *,
    added: Mapping[str, Sequence[Finding]],
    removed: Mapping[str, Collection[str]],
    rerated: Mapping[str, Mapping[str, Rating]],
) -> dict[str, list[Finding]]:
    """The findings with the changes applied: taken out, re-rated, then added; those given stay untouched."""
    known = {commitment.id for commitment in commitments}
    changed = {key: list(rows) for key, rows in findings.items()}
    for field, changes in (("added", added), ("removed", removed), ("rerated", rerated)):
        for key in changes:
            if key not in known:
                raise InvalidInput(field, f"no commitment {key!r} is given")
    for key, ids in removed.items():
        _check_given("removed", key, ids, changed)
        changed[key] = [finding for finding in changed.get(key, []) if finding.id not in ids]
    for key, ratings in rerated.items():
        _check_given("rerated", key, ratings, changed)
        changed[key] = [_rerate(finding, ratings) for finding in changed.get(key, [])]
    for key, rows in added.items():
        changed[key] = [*changed.get(key, []), *rows]
    return changed


def _rerate(finding: Finding, ratings: Mapping[str, Rating]) -> Finding:
    if finding.id not in ratings:
        return finding
    reliability, credibility = ratings[finding.id]
    return replace(finding, reliability=reliability, credibility=credibility)


def _check_given(
    field: str, key: str, ids: Collection[str], findings: Mapping[str, Sequence[Finding]]
) -> None:
    missing = sorted(set(ids) - {finding.id for finding in findings.get(key, ())})
    if missing:
        raise InvalidInput(field, f"{key} has no finding {', '.join(missing)}")
