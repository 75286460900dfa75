"""How an outcome becomes a result: closing reasons, level, probability words; it decides no status."""

from __future__ import annotations

from collections.abc import Iterable

from .breach import breach_of
from .enums import Confidence, Interest, Kind, ReasonCode, Status
from .judging import Judgement, band_of, distance_to_flip_mb, probability_pm
from .outcome import Outcome
from .parameters import Parameters
from .pooling import Pool
from .results import Exclusion, Reason, Result

_DUTY_LEVELS = {Status.ON_TRACK: 2, Status.AT_RISK: 1, Status.DISPUTED: 1, Status.BREACHED: 0}


def closing_reasons(verdict: Judgement, parameters: Parameters) -> list[Reason]:
    """What every verdict says about itself, after the reasons of its kind."""
    if not verdict.informed:
        return [Reason(ReasonCode.NO_EFFECTIVE_EVIDENCE)]
    net = verdict.net_mb
    reasons = [Reason(ReasonCode.WEIGHT, (verdict.for_mb, verdict.against_mb, net))]
    if not verdict.gate and abs(net) >= parameters.established_mb:
        reasons.append(Reason(ReasonCode.CORROBORATION_MISSING))
    if net > 0 and _all_say(verdict.side_for, Interest.OBL):
        reasons.append(Reason(ReasonCode.SELF_REPORTED_ONLY))
    if net < 0 and _all_say(verdict.side_against, Interest.CTR):
        reasons.append(Reason(ReasonCode.ACCUSER_ONLY))
    if verdict.conflict_pm >= parameters.conflict_reason_pm:
        reasons.append(Reason(ReasonCode.CONFLICT, (verdict.conflict_pm,)))
    if verdict.winner_is_older_than(1):
        reasons.append(Reason(ReasonCode.STALE, (verdict.winner.newest,)))
    return reasons


def _all_say(side: Pool, interest: Interest) -> bool:
    return bool(side.kept) and all(held.voice.finding.interest is interest for held in side.kept)


def level_of(status: Status, kind: Kind, progress_pm: int | None, parameters: Parameters) -> int | None:
    """The Peace Accords level 0–3 beside the status, None where it says nothing."""
    if status in (Status.FULFILLED, Status.COMPLIANT):
        return 3
    if kind.is_duty:
        return _DUTY_LEVELS.get(status)
    if progress_pm is None:
        return None
    if progress_pm >= parameters.level_two_pm:
        return 2
    return 1 if progress_pm > 0 else 0


def close(outcome: Outcome, status: Status, added: Iterable[Reason]) -> Result:
    """The result of an outcome whose status conditionality may have changed; `added` are its reasons."""
    verdict, parameters = outcome.verdict, outcome.case.parameters
    reasons = [*outcome.reasons, *added]
    breach = breach_of(outcome) if status is outcome.status else None
    if breach is not None:
        reasons.append(breach.reason)
    reasons += closing_reasons(verdict, parameters)
    p_pm = probability_pm(verdict.net_mb, parameters)
    return Result(
        status=status,
        level=level_of(status, outcome.case.commitment.kind, outcome.progress_pm, parameters),
        progress_pm=outcome.progress_pm,
        exceeds=outcome.exceeds,
        fulfilled_on=outcome.done_on,
        late=outcome.late,
        material=breach is not None and breach.material,
        for_mb=verdict.for_mb,
        against_mb=verdict.against_mb,
        net_mb=verdict.net_mb,
        p_pm=p_pm,
        band=band_of(p_pm, parameters),
        confidence=verdict.confidence if outcome.in_force else Confidence.NONE,
        conflict_pm=verdict.conflict_pm,
        flip_mb=distance_to_flip_mb(verdict.net_mb, parameters),
        origins_for=verdict.side_for.live_origins,
        origins_against=verdict.side_against.live_origins,
        used_for=verdict.side_for.used,
        used_against=verdict.side_against.used,
        excluded=tuple(Exclusion(key, code) for key, code in sorted(outcome.excluded.items())),
        reasons=tuple(reasons),
    )
