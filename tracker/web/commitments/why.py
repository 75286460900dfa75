"""Turns the explanation of a status into rows and sentences for the page; it must not weigh anything anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.assessment import (
    Check,
    CheckCode,
    Direction,
    Explanation,
    FactorCode,
    FindingWeight,
    Interest,
    OriginWeight,
    Reason,
    ReasonCode,
)
from tracker.models import Finding
from tracker.publishing import explanations, figures


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


@dataclass(frozen=True)
class Test:
    """One of the three questions to the evidence, and what it answered."""

    title: str
    passed: bool
    text: str


@dataclass(frozen=True)
class Spoken:
    """One reason in a sentence, with its code."""

    code: str
    text: str


@dataclass(frozen=True)
class Why:
    """The whole answer to why: summary, balance, tests, tree, reasons."""

    explanation: Explanation
    summary: str
    tests: Sequence[Test]
    sides: Sequence[Side]
    not_counted: Sequence[FindingRow]
    reasons: Sequence[Spoken]
    most_mb: int = field(default=1)

    @property
    def has_weight(self) -> bool:
        """Whether anything was weighed at all."""
        result = self.explanation.result
        return bool(result.for_mb or result.against_mb or result.net_mb)

    @property
    def has_rows(self) -> bool:
        """Whether any finding is shown, counted or not."""
        return bool(self.not_counted) or any(side.origins for side in self.sides)


def why(
    explanation: Explanation, findings: Mapping[str, Finding], origins: Mapping[str, str], own_slug: str
) -> Why:
    """The rows for one explanation.

    `findings` are those the reader may see, by reference; `origins` names by slug; `own_slug` the
    agreement's, which codes in sentences then leave out.
    """
    against, support = explanation.speaking_against, explanation.speaking_for
    sides = [_side(one, explanation, findings, origins) for one in (against, support)]
    result = explanation.result
    reasons = [reason for reason in result.reasons if reason.code is not ReasonCode.WEIGHT]
    return Why(
        explanation=explanation,
        summary=_summary(explanation),
        tests=[_test(check, explanation) for check in explanation.checks],
        sides=sides,
        not_counted=list(_not_counted(explanation, findings)),
        reasons=[Spoken(reason.code, _sentence(reason, own_slug)) for reason in reasons],
        most_mb=max(against.total_mb, support.total_mb, 1),
    )


def _summary(explanation: Explanation) -> str:
    seen, out = explanation.visible, len(explanation.result.excluded)
    spoken = ngettext("%(n)s finding seen", "%(n)s findings seen", seen) % {"n": figures.number(seen)}
    if out:
        spoken += ", " + _("%(n)s not counted") % {"n": figures.number(out)}
    return (
        spoken
        + ". "
        + _("Weights in milli-bans: %(limit)s is 4 to 1.")
        % {"limit": figures.number(explanation.parameters.established_mb)}
    )


def _test(check: Check, explanation: Explanation) -> Test:
    have, need = figures.number(check.have), figures.number(check.need)
    if check.code is CheckCode.STRONG_ENOUGH:
        text = (
            _("%(have)s of the %(need)s that establish compliance.")
            if explanation.result.net_mb >= 0
            else _("%(have)s of the %(need)s that establish a breach.")
        )
        return Test(_("Strong enough?"), check.passed, text % {"have": have, "need": need})
    if check.code is CheckCode.CORROBORATED:
        text = ngettext(
            "%(have)s of %(need)s independent, credible origins.",
            "%(have)s of %(need)s independent, credible origins.",
            check.need,
        ) % {"have": have, "need": need}
        if check.first_rate:
            text = _("An A1 finding speaks: it needs no second origin.")
        return Test(_("Corroborated?"), check.passed, text)
    text = _("Conflict %(have)s; disputed from %(need)s.") % {"have": have, "need": need}
    return Test(_("Free of conflict?"), check.passed, text)


def _side(
    direction: Direction,
    explanation: Explanation,
    findings: Mapping[str, Finding],
    origins: Mapping[str, str],
) -> Side:
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
        note += "; " + _("the weak ones together add at most %(cap)s") % {"cap": cap}
    return note


def _origin(one: OriginWeight, findings: Mapping[str, Finding], origins: Mapping[str, str]) -> OriginRow:
    rows = [
        FindingRow(
            finding=findings[weight.finding_id],
            detail=_factors(weight, single=len(one.findings) == 1),
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


def _factors(weight: FindingWeight, *, single: bool) -> str:
    """Why it weighs what it weighs: the ceiling of its grade, then each factor."""
    parts = []
    if not weight.kept:
        parts.append(_("same origin"))
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
    return "; ".join(parts)


def times(ppm: int) -> str:
    """A factor in parts per million as "× 0.51", kept in one direction."""
    return f"\u2066× {figures.number(round(ppm / 1_000_000, 2))}\u2069"


def _not_counted(explanation: Explanation, findings: Mapping[str, Finding]) -> Iterator[FindingRow]:
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


def _sentence(reason: Reason, own_slug: str) -> str:
    own = f"{own_slug}/"
    arguments = [
        one.removeprefix(own) if isinstance(one, str) and reason.code is not ReasonCode.CLOSED else one
        for one in reason.arguments
    ]
    return explanations.reason_sentence(reason.code, arguments)
