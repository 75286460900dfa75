"""Which origin carries a status: the result with each left out in turn; not whom to believe."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from .assessing import AsOf, assess, assess_in_full
from .explaining import explanation_of
from .inputs import Commitment, Finding
from .parameters import DEFAULT, Parameters
from .results import Result


@dataclass(frozen=True, slots=True, kw_only=True)
class WithoutOrigin:
    """The result had this origin never spoken. `finding_ids` are those of the commitment itself."""

    origin: str
    finding_ids: tuple[str, ...]
    contributed_mb: int
    result: Result
    status_changes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity:
    """The result as it is and without each origin, the heaviest first; `left_out` counts those not tried."""

    result: Result
    origins: tuple[WithoutOrigin, ...]
    left_out: int

    @property
    def carried_by(self) -> tuple[str, ...]:
        """The origins whose removal alone changes the status."""
        return tuple(one.origin for one in self.origins if one.status_changes)


def sensitivity(
    commitments: Sequence[Commitment],
    findings: Mapping[str, Sequence[Finding]],
    commitment_id: str,
    *,
    as_of: AsOf,
    known_by: date | None = None,
    parameters: Parameters = DEFAULT,
    most: int = 40,
) -> Sensitivity:
    """Leave out each origin in turn, everywhere: from the commitment's own findings and from its links'.

    At most `most` origins are tried, this commitment's heaviest first. Raises InvalidInput as `assess` does.
    """
    base = assess_in_full(
        commitments,
        findings,
        as_of=as_of,
        known_by=known_by,
        parameters=parameters,
        wanted=[commitment_id],
    )[commitment_id]
    tree = explanation_of(base)
    weights: dict[str, int] = {}
    for direction in (tree.speaking_for, tree.speaking_against):
        for one in direction.origins:
            weights[one.origin] = weights.get(one.origin, 0) + one.contributed_mb
    commitment = base.outcome.case.commitment
    involved = {commitment_id, *commitment.prerequisites, *commitment.reciprocal}
    names = {finding.origin for key in involved for finding in findings.get(key, ())}
    ranked = sorted(names, key=lambda name: (-weights.get(name, 0), name))
    visible = {finding.id for finding in base.outcome.case.live} | base.outcome.case.excluded.keys()
    tried = []
    for name in ranked[:most]:
        without = {
            key: [finding for finding in findings.get(key, ()) if finding.origin != name] for key in involved
        }
        result = assess(
            commitments,
            without,
            as_of=as_of,
            known_by=known_by,
            parameters=parameters,
            wanted=[commitment_id],
        )[commitment_id]
        own = {finding.id for finding in findings.get(commitment_id, ()) if finding.origin == name}
        tried.append(
            WithoutOrigin(
                origin=name,
                finding_ids=tuple(sorted(own & visible)),
                contributed_mb=weights.get(name, 0),
                result=result,
                status_changes=result.status is not base.result.status,
            )
        )
    return Sensitivity(result=base.result, origins=tuple(tried), left_out=len(ranked) - len(tried))
