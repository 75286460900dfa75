"""Answers what a finding's form shows for what was marked and chosen so far; it stores nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from tracker.models import Report, TextPage, User
from tracker.models.choices import CREDIBILITIES, INTERESTS, RELIABILITIES
from tracker.selectors import findings as selector
from tracker.selectors import origins, register, reports
from tracker.services import findings
from tracker.web.findings import nearby, offers
from tracker.web.findings.forms import FindingForm

PLACE = ("quote", "start", "end", "page")
# What a passage shares with the next one of the same source.
OF_THE_SOURCE = (
    *("origin", "credibility", "reliability", "reliability_reason"),
    *("observed_from", "observed_to", "observed_precision"),
)
ASKED = (*PLACE, *OF_THE_SOURCE, "commitment", "duty")
LONGEST = 6000  # characters of anything an address may carry into the form


def context(form: FindingForm, reader: User, report: Report) -> dict[str, Any]:
    """Everything the form's template shows beside the fields themselves."""
    letter = register.letter_on(report.source, report.published_on)
    return {
        "form": form,
        "report": report,
        "letter": letter,
        "letter_words": dict(RELIABILITIES)[letter],
        "credibilities": CREDIBILITIES,
        **duties(form, reader),
        **fit(form, reader),
        **period(form),
    }


def duties(form: FindingForm, reader: User) -> dict[str, Any]:
    """The duties that are offered."""
    taken = form.chosen()
    page, start, end = _place(form, reader)
    found = offers.offered(
        reader,
        taken=taken,
        sought=value_of(form, "duty"),
        quote=value_of(form, "quote"),
        around=offers.around(page, start, end),
    )
    return {"offers": found, "taken": taken}


def fit(form: FindingForm, reader: User) -> dict[str, Any]:
    """What depends on passage, duty, stance and origin; with nothing chosen every field is shown."""
    commitment = form.chosen()
    version = commitment.current if commitment else None
    name = value_of(form, "origin")
    origin = origins.called(reader, name)
    proposed = findings.propose_interest(origin, commitment) if origin and commitment else ""
    spoken, waits = selector.voiced(reader, origin, commitment) if origin and commitment else (0, 0)
    return {
        "duty": commitment,
        "kind": version.kind if version else "",
        "stance": value_of(form, "stance"),
        "version": version,
        "origin": origin,
        "unknown_origin": bool(name.strip()) and origin is None,
        "spoken": spoken,
        "waits": waits,
        "proposed": proposed,
        "proposed_words": dict(INTERESTS).get(proposed, ""),
        "near": nearby.near(form.report, *_place(form, reader)),
    }


def period(form: FindingForm) -> dict[str, Any]:
    """The two days of the observed period as far as they are days, for other calendars."""
    return {"period": [day for name in ("observed_from", "observed_to") if (day := _day(form, name))]}


def opening(report: Report, reader: User, asked: Mapping[str, Any]) -> dict[str, Any]:
    """What a new form begins with: the marked passage, the days and the figure in it where they are sure,
    the origin the report suggests, and what the last finding from this source said of it."""
    told = {name: str(asked.get(name) or "")[:LONGEST] for name in ASKED}
    said = with_quote(report, reader, told)
    page = reports.page_called(reader, report, said["page"]) if said["page"] else None
    found = nearby.near(report, page, _number(said["start"]), _number(said["end"]))
    if found.day is not None and not said["observed_to"]:
        said |= {
            "observed_from": found.day.from_on,
            "observed_to": found.day.to_on,
            "observed_precision": found.day.precision,
        }
    if found.figure is not None:
        said |= {
            "bound": found.figure.bound,
            "value_low": found.figure.low,
            "value_high": found.figure.high,
        }
    if not said["origin"]:
        origin = origins.of_report(reader, report)
        said["origin"] = origin.name if origin else ""
    said["observed_precision"] = said["observed_precision"] or "day"
    return said | {"language": report.language}


def with_quote(report: Report, reader: User, asked: Mapping[str, Any]) -> dict[str, Any]:
    """What was asked with the passage as the text has it, where only its place was sent."""
    said = dict(asked)
    page = reports.page_called(reader, report, str(said.get("page") or ""))
    start, end = _number(str(said.get("start", ""))), _number(str(said.get("end", "")))
    if page is not None and start is not None and end is not None and not said.get("quote"):
        said["quote"] = page.text[start:end]
    return said


def carried(sent: Mapping[str, Any]) -> dict[str, str]:
    """What the next passage of the same source begins with: who knows, how well graded, when observed."""
    return {name: str(sent[name]) for name in OF_THE_SOURCE if sent.get(name)}


def value_of(form: FindingForm, name: str) -> str:
    """What stands in a field, as text."""
    return str(form[name].value() or "")


def _place(form: FindingForm, reader: User) -> tuple[TextPage | None, int | None, int | None]:
    name = value_of(form, "page")
    page = reports.page_called(reader, form.report, name) if name else None
    start = form["start"].value()
    return page, _number("" if start is None else str(start)), _number(value_of(form, "end"))


def _day(form: FindingForm, name: str) -> date | None:
    value = form[name].value()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value or ""))
    except ValueError:
        return None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
