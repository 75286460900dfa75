"""Which origin carries a status: the result with each left out in turn; not whom to believe."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from .assessing import AsOf, Assessed, assess_in_full, day_for
from .case import is_visible
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
    ask = partial(
        assess_in_full,
        commitments,
        as_of=as_of,
        known_by=known_by,
        parameters=parameters,
        wanted=[commitment_id],
    )
    base = ask(findings)[commitment_id]
    weights = _weights(base)
    commitment = base.outcome.case.commitment
    linked = {commitment_id, *commitment.prerequisites, *commitment.reciprocal}
    involved = linked & {one.id for one in commitments}
    names = {
        finding.origin
        for key in involved
        for finding in _heard(findings.get(key, ()), day_for(as_of, key), known_by)
    }
    ranked = sorted(names, key=lambda name: (-weights.get(name, 0), name))
    tried = []
    for name in ranked[:most]:
        without = {
            key: [finding for finding in findings.get(key, ()) if finding.origin != name] for key in involved
        }
        result = ask(without)[commitment_id].result
        tried.append(
            WithoutOrigin(
                origin=name,
                finding_ids=_own_findings(base, findings.get(commitment_id, ()), name),
                contributed_mb=weights.get(name, 0),
                result=result,
                status_changes=result.status is not base.result.status,
            )
        )
    return Sensitivity(result=base.result, origins=tuple(tried), left_out=len(ranked) - len(tried))


def _heard(findings: Sequence[Finding], today: date, known_by: date | None) -> list[Finding]:
    known = today if known_by is None else known_by
    return [finding for finding in findings if is_visible(finding, today, known)]


def _weights(base: Assessed) -> dict[str, int]:
    """What each origin contributes to the verdict shown, on either side."""
    tree = explanation_of(base)
    weights: dict[str, int] = {}
    for direction in (tree.speaking_for, tree.speaking_against):
        for one in direction.origins:
            weights[one.origin] = weights.get(one.origin, 0) + one.contributed_mb
    return weights


def _own_findings(base: Assessed, findings: Sequence[Finding], origin: str) -> tuple[str, ...]:
    """The ids of an origin's visible findings on the commitment itself, ascending."""
    case = base.outcome.case
    visible = {finding.id for finding in case.live} | case.excluded.keys()
    return tuple(sorted({one.id for one in findings if one.origin == origin} & visible))
