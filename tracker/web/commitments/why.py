"""Turns the explanation of a status into sentences and rows for the page; it must not weigh anything anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.assessment import Check, CheckCode, Explanation, Reason, ReasonCode
from tracker.models import Finding
from tracker.publishing import explanations, figures, joints
from tracker.web.commitments.tree import FindingRow, Side, not_counted, side


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
    sides = [side(one, explanation, findings, origins) for one in (against, support)]
    result = explanation.result
    reasons = [reason for reason in result.reasons if reason.code is not ReasonCode.WEIGHT]
    return Why(
        explanation=explanation,
        summary=_summary(explanation),
        tests=[_test(check, explanation) for check in explanation.checks],
        sides=sides,
        not_counted=list(not_counted(explanation, findings)),
        reasons=[Spoken(reason.code, _sentence(reason, own_slug)) for reason in reasons],
        most_mb=max(against.total_mb, support.total_mb, 1),
    )


def _summary(explanation: Explanation) -> str:
    seen, out = explanation.visible, len(explanation.result.excluded)
    spoken = ngettext("%(n)s finding seen", "%(n)s findings seen", seen) % {"n": figures.number(seen)}
    if out:
        spoken += joints.comma() + _("%(n)s not counted") % {"n": figures.number(out)}
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


def _sentence(reason: Reason, own_slug: str) -> str:
    own = f"{own_slug}/"
    arguments = [
        one.removeprefix(own) if isinstance(one, str) and reason.code is not ReasonCode.CLOSED else one
        for one in reason.arguments
    ]
    return explanations.reason_sentence(reason.code, arguments)
