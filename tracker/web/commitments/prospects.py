"""Says what would change a status, from the same method tried on other facts; it writes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tracker.assessment import (
    Explanation,
    InvalidInput,
    Kind,
    ProspectCode,
    ReasonCode,
    Result,
    Sensitivity,
    next_changes,
    sensitivity,
)
from tracker.publishing import figures
from tracker.selectors.facts import Facts

MOST_ORIGINS = 5  # tried one by one, the heaviest first


@dataclass(frozen=True)
class Row:
    """One supposition and what would follow."""

    supposed: str
    result: Result
    changes: bool

    @property
    def is_stale(self) -> bool:
        """Whether the evidence would have grown old."""
        return self.result.has(ReasonCode.STALE)


@dataclass(frozen=True)
class Prospects:
    """What would change the status: suppositions, and how far the next threshold is (or nothing)."""

    rows: Sequence[Row]
    distance: str


def prospects(
    facts: Facts, key: str, explanation: Explanation, origins: Mapping[str, str], known_by: date
) -> Prospects | None:
    """The suppositions for one commitment; None where it is closed or not in force: nothing is weighed."""
    reasons = {reason.code for reason in explanation.result.reasons}
    if reasons & {ReasonCode.CLOSED, ReasonCode.NOT_IN_FORCE}:
        return None
    as_of = explanation.as_of
    try:
        futures = next_changes(
            facts.commitments,
            facts.findings,
            key,
            as_of=as_of,
            known_by=known_by,
            parameters=facts.parameters,
        )
        without = sensitivity(
            facts.commitments,
            facts.findings,
            key,
            as_of=as_of,
            known_by=known_by,
            parameters=facts.parameters,
            most=MOST_ORIGINS,
        )
    except InvalidInput:
        return None
    rows = [
        Row(_supposed(future.code, explanation.kind, future.as_of), future.result, future.status_changes)
        for future in futures
    ]
    rows[2:2] = _left_out(without, origins)
    return Prospects(rows, _distance(explanation))


def _left_out(without: Sensitivity, origins: Mapping[str, str]) -> list[Row]:
    """Each origin whose removal changes the status; when none does, the heaviest, to show that it stands."""
    named = [one for one in without.origins if one.origin in origins]
    carrying = [one for one in named if one.status_changes] or [one for one in named if one.contributed_mb][
        :1
    ]
    return [
        Row(
            _("%(origin)s is left out") % {"origin": origins[one.origin]},
            one.result,
            one.status_changes,
        )
        for one in carrying
    ]


def _supposed(code: ProspectCode, kind: Kind, day: date) -> str:
    match code:
        case ProspectCode.SOURCE_REPORTS_VIOLATION:
            if kind is Kind.METRIC:
                return _("one more independent B2 source reports the value back at its baseline")
            return _("one more independent B2 source reports a violation")
        case ProspectCode.SOURCE_REPORTS_COMPLIANCE:
            if kind is Kind.METRIC:
                return _("one more independent B2 source reports the target as met")
            return _("one more independent B2 source reports compliance")
        case ProspectCode.DUE_DAY_PASSES:
            return _("nothing new is filed until the day after it is due, %(day)s") % {
                "day": figures.day(day)
            }
        case ProspectCode.NOTHING_NEW:
            return _("nothing new is filed for a year")


def _distance(explanation: Explanation) -> str:
    result = explanation.result
    if not (result.for_mb or result.against_mb):
        return ""
    return _("The net weight, %(net)s, is %(distance)s away from the nearest threshold.") % {
        "net": figures.signed(result.net_mb),
        "distance": figures.number(result.flip_mb),
    }
