"""Lays out the tree of an explanation: direction, origin, finding, each with its share; it weighs nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.assessment import Direction, Explanation, FactorCode, FindingWeight, Interest, OriginWeight
from tracker.models import Finding
from tracker.publishing import explanations, figures, joints


@dataclass(frozen=True)
class FindingRow:
    """One finding of the tree: what it says, why it weighs what it weighs, and its share (None: none)."""

    finding: Finding
    detail: str
    share_mb: int | None
    code: str = ""

    @property
    def counts(self) -> bool:
        """Whether it adds to the weight."""
        return self.share_mb is not None


@dataclass(frozen=True)
class OriginRow:
    """One origin with all it said; it speaks once."""

    name: str
    note: str
    share_mb: int
    findings: Sequence[FindingRow]

    @property
    def is_single(self) -> bool:
        """Whether it said one thing, which then shares its row."""
        return len(self.findings) == 1


@dataclass(frozen=True)
class Side:
    """What speaks against compliance, or for it."""

    speaks_for: bool
    title: str
    note: str
    total_mb: int
    origins: Sequence[OriginRow]

    @property
    def name(self) -> str:
        """The side's name for drawing: for, against."""
        return "for" if self.speaks_for else "against"


def side(
    direction: Direction,
    explanation: Explanation,
    findings: Mapping[str, Finding],
    origins: Mapping[str, str],
) -> Side:
    """One direction: its origins, the heaviest first; those whose findings are all invisible are left out."""
    rows = [_origin(one, findings, origins) for one in direction.origins]
    return Side(
        speaks_for=direction.speaks_for,
        title=_("For compliance") if direction.speaks_for else _("Against compliance"),
        note=_side_note(direction, explanation),
        total_mb=direction.total_mb,
        origins=[row for row in rows if row.findings],
    )


def _side_note(direction: Direction, explanation: Explanation) -> str:
    count = len(direction.origins)
    if not count:
        return _("nobody")
    note = ngettext("%(n)s origin", "%(n)s origins", count) % {"n": figures.number(count)}
    capped = any(
        factor.code is FactorCode.WEAK_CAP
        for origin in direction.origins
        for one in origin.findings
        for factor in one.factors
    )
    if capped:
        cap = figures.number(explanation.parameters.weak_cap_ub // 1000)
        note += joints.semicolon() + _("the weak ones together add at most %(cap)s") % {"cap": cap}
    return note


def _origin(one: OriginWeight, findings: Mapping[str, Finding], origins: Mapping[str, str]) -> OriginRow:
    rows = [
        FindingRow(
            finding=findings[weight.finding_id],
            detail=_factors(weight),
            share_mb=weight.contributed_mb if weight.kept else None,
        )
        for weight in one.findings
        if weight.finding_id in findings
    ]
    interests = {weight.interest for weight in one.findings}
    return OriginRow(
        name=origins.get(one.origin) or _first_origin(rows),
        note=_interest_note(interests, one.findings[0].speaks_for),
        share_mb=one.contributed_mb,
        findings=rows,
    )


def _first_origin(rows: Sequence[FindingRow]) -> str:
    """The origin as its own finding names it, where the one it was merged into may not be seen."""
    return next((str(row.finding.origin) for row in rows if row.finding.origin), "–")


def _interest_note(interests: set[Interest], speaks_for: bool) -> str:
    if interests == {Interest.CTR}:
        return _("counterparty") if speaks_for else _("counterparty: half weight")
    if interests == {Interest.OBL}:
        return _("the obligor itself: quarter weight") if speaks_for else _("the obligor itself")
    return ""


def _factors(weight: FindingWeight) -> str:
    """Why it weighs what it weighs: the ceiling of its grade, then each factor."""
    parts = []
    if not weight.kept:
        parts.append(_("same origin, counted once"))
    parts.append(_("ceiling %(weight)s") % {"weight": figures.number(weight.ceiling_mb)})
    for factor in weight.factors:
        if (
            factor.code is FactorCode.AGE
            and factor.age_days is not None
            and factor.half_life_days is not None
        ):
            aged = ngettext(
                "observed %(age)s day ago, half-life %(half)s",
                "observed %(age)s days ago, half-life %(half)s",
                factor.age_days,
            ) % {"age": figures.number(factor.age_days), "half": figures.number(factor.half_life_days)}
            parts.append(f"{aged}: {times(factor.ppm)}")
        else:
            parts.append(explanations.factor_words(factor.code, factor.ppm))
    if weight.already_said_mb:
        said = figures.number(weight.already_said_mb)
        parts.append(_("%(weight)s of it said before by the same origin") % {"weight": said})
    return joints.semicolon().join(parts)


def times(ppm: int) -> str:
    """A factor in parts per million as "× 0.51", kept in one direction."""
    return f"\u2066× {figures.number(round(ppm / 1_000_000, 2))}\u2069"


def not_counted(explanation: Explanation, findings: Mapping[str, Finding]) -> Iterator[FindingRow]:
    """Those with a code, then those that this judgement does not hear."""
    for exclusion in explanation.result.excluded:
        if exclusion.finding_id in findings:
            yield FindingRow(
                findings[exclusion.finding_id],
                explanations.exclusion_sentence(exclusion.code),
                None,
                exclusion.code,
            )
    for reference in explanation.aside:
        if reference in findings:
            yield FindingRow(
                findings[reference], _("It bears on another question than the one judged here."), None
            )
