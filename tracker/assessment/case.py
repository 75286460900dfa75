"""Which findings count for a commitment at a day, and which leave with a code; it knows no status."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from .enums import ExclusionCode, Stance
from .inputs import Commitment, Finding, by_id
from .judging import Judgement, judge
from .parameters import Parameters
from .weighing import Scale, Voice, base_mb

NO_AGEING = (0, 0)


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One commitment with its live findings, by ascending id. `excluded` maps ids to codes.

    `suspended_from` is the day a valid suspension takes effect, None where there is none.
    """

    commitment: Commitment
    as_of: date
    known_by: date
    parameters: Parameters
    scale: Scale
    live: tuple[Finding, ...]
    excluded: dict[str, ExclusionCode] = field(default_factory=dict)
    suspended_from: date | None = None

    @property
    def today(self) -> int:
        """The as-of day's ordinal."""
        return self.as_of.toordinal()

    @property
    def due(self) -> int | None:
        """Ordinal of the last day of performance, grace included; None where there is no due day."""
        due_on, grace = self.commitment.due_on, self.commitment.grace_days
        return None if due_on is None else due_on.toordinal() + grace

    def counts_by_now(self, day: date | None) -> bool:
        """Dates that close or suspend count only once they are reached and known."""
        return day is not None and day <= self.as_of and day <= self.known_by

    def voices(self, findings: Iterable[Finding], speaks_for: bool) -> list[Voice]:
        """The findings as voices for or against compliance."""
        return [self.scale.voice(finding, speaks_for) for finding in findings]

    def judge(
        self,
        speaking_for: Iterable[Finding],
        speaking_against: Iterable[Finding],
        *,
        reference: int | None = None,
        half_lives: tuple[int, int] | None = None,
        prior_mb: int | None = None,
    ) -> Judgement:
        """Judge both sides; by default at the as-of, with the commitment's half-lives and prior."""
        return judge(
            self.voices(speaking_for, True),
            self.voices(speaking_against, False),
            reference=self.today if reference is None else reference,
            half_lives=self.scale.half_lives if half_lives is None else half_lives,
            prior_mb=self.commitment.prior_mb if prior_mb is None else prior_mb,
            parameters=self.parameters,
        )


def is_visible(finding: Finding, as_of: date, known_by: date) -> bool:
    """Whether a finding can count at all: observed by the as-of, published and accepted by the known-by."""
    return finding.observed_to <= as_of and finding.known_on <= known_by


def open_case(
    commitment: Commitment,
    findings: Sequence[Finding],
    *,
    as_of: date,
    known_by: date,
    parameters: Parameters,
    suspended_from: date | None = None,
) -> Case:
    """Sort the visible findings into live ones and those that leave by the rules all kinds share.

    Raises InvalidInput when two different findings share an id.
    """
    live: list[Finding] = []
    excluded: dict[str, ExclusionCode] = {}
    for finding in by_id(findings, f"findings of {commitment.id}").values():
        if not is_visible(finding, as_of, known_by):
            continue
        code = _exclusion(finding, commitment, known_by, parameters, suspended_from)
        if code is None:
            live.append(finding)
        else:
            excluded[finding.id] = code
    return Case(
        commitment=commitment,
        as_of=as_of,
        known_by=known_by,
        parameters=parameters,
        scale=Scale(commitment, parameters),
        live=tuple(live),
        excluded=excluded,
        suspended_from=suspended_from,
    )


def _exclusion(
    finding: Finding,
    commitment: Commitment,
    known_by: date,
    parameters: Parameters,
    suspended_from: date | None,
) -> ExclusionCode | None:
    """The first rule that applies takes the finding out."""
    if finding.superseded_on is not None and finding.superseded_on <= known_by:
        return ExclusionCode.SUPERSEDED
    if finding.stance is Stance.NEUTRAL:
        return ExclusionCode.NEUTRAL
    if finding.observed_to < commitment.starts_on:
        return ExclusionCode.BEFORE_START
    if base_mb(finding, parameters) == 0:
        return ExclusionCode.NO_WEIGHT
    if suspended_from is not None and finding.observed_to >= suspended_from:
        burdens = finding.stance is not Stance.SUPPORTS and finding.value is None
        return ExclusionCode.AFTER_SUSPENSION if burdens else None
    return None
