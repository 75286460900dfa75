"""Answers what a finding's form shows for the duty, stance and origin chosen so far; it stores nothing."""

from __future__ import annotations

from typing import Any

from tracker.models import Commitment, Report, User
from tracker.models.choices import CREDIBILITIES, INTERESTS, RELIABILITIES
from tracker.selectors import origins, register
from tracker.services import findings
from tracker.web.findings.forms import FindingForm


def context(form: FindingForm, reader: User, report: Report) -> dict[str, Any]:
    """Everything the form's template shows beside the fields themselves."""
    letter = register.letter_on(report.source, report.published_on)
    return {
        "form": form,
        "report": report,
        "letter": letter,
        "letter_words": dict(RELIABILITIES)[letter],
        "credibilities": CREDIBILITIES,
        **fit(form, reader),
    }


def fit(form: FindingForm, reader: User) -> dict[str, Any]:
    """What depends on the duty, the stance and the origin; with nothing chosen every field is shown."""
    commitment = form.chosen()
    version = commitment.current if commitment else None
    name = str(form["origin"].value() or "")
    origin = origins.called(reader, name)
    proposed = findings.propose_interest(origin, commitment) if origin and commitment else ""
    return {
        "duty": commitment,
        "kind": version.kind if version else "",
        "stance": str(form["stance"].value() or ""),
        "version": version,
        "origin": origin,
        "unknown_origin": bool(name.strip()) and origin is None,
        "spoken": bool(origin and commitment and origins.has_spoken(reader, origin, commitment)),
        "proposed": proposed,
        "proposed_words": dict(INTERESTS).get(proposed, ""),
    }


def opening(report: Report, reader: User, asked: Any) -> dict[str, Any]:
    """What a new form begins with: the marked passage, and the origin the report suggests."""
    said = {name: asked.get(name, "") for name in ("quote", "start", "end", "page", "commitment", "duty")}
    origin = origins.of_report(reader, report)
    return said | {"origin": origin.name if origin else "", "language": report.language}


def duty_of(commitment: Commitment) -> str:
    """A duty as the form names it."""
    return f"{commitment.agreement.slug}/{commitment.code}"
