"""Files the reports and findings of the demonstration, and what stands beside them."""

from datetime import datetime
from typing import Any

from tracker.ingestion.demo import data
from tracker.ingestion.demo.register import Registers
from tracker.models import Commitment, Finding, Report, TextPage
from tracker.services import coverage, findings, positions, reports, rulings


class QuoteNotFound(ValueError):
    """A quote of the demonstration does not stand in the text it cites."""

    def __init__(self, key: str, quote: str) -> None:
        super().__init__(f"Report {key}: its text does not hold the quote “{quote}”; correct one of them.")


def file_reports(registers: Registers, duties: dict[str, Commitment], *, at: datetime) -> dict[str, Report]:
    """All reports with their findings, accepted as a declared backfill. Raises QuoteNotFound."""
    filed: dict[str, Report] = {}
    items = data.reports()
    for item in items:
        relayed = filed.get(item.get("relays", ""))
        filed[item["key"]] = reports.file(
            title=item["title"],
            source=registers.sources[item["source"]],
            published_on=item["published_on"],
            published_precision=item.get("precision", "day"),
            received_on=item.get("received_on"),
            url=item["url"],
            note=item.get("note", ""),
            text=data.paragraphs(item["text"]),
            relays=relayed,
            is_rendition=True,
            reference=data.fixed_reference("R", item["key"]),
            by=registers.people["analyst"],
            at=at,
        )
    for item in items:
        page = TextPage.objects.get(attachment__report=filed[item["key"]], number=1)
        for finding in item.get("finding", []):
            for code in finding["on"]:
                _finding(item["key"], finding, duties[code], page, registers, at=at)
    return filed


def _finding(
    key: str,
    item: dict[str, Any],
    commitment: Commitment,
    page: TextPage,
    registers: Registers,
    *,
    at: datetime,
) -> None:
    start = page.text.find(item["quote"])
    if start < 0:
        raise QuoteNotFound(key, item["quote"])
    optional = ("extent", "severity", "reversal", "repudiation", "event_on", "place", "bound", "reliability")
    observed = item["observed"]
    finding = findings.draft(
        report=page.attachment.report,
        commitment=commitment,
        stance=item["stance"],
        credibility=item["credibility"],
        origin=registers.origins[item["origin"]],
        interest=item.get("interest", "IND"),
        excerpt=item["quote"],
        statement=item["statement"],
        page=page,
        start_offset=start,
        end_offset=start + len(item["quote"]),
        observed_from=observed[0] if len(observed) > 1 else None,
        observed_to=observed[-1],
        observed_precision=item.get("precision", "day"),
        reliability_reason=item.get("why", ""),
        reference=data.fixed_reference("F", key, commitment.code, item["quote"]),
        by=registers.people["analyst"],
        at=at,
        **_figure(item),
        **{name: item[name] for name in optional if name in item},
    )
    _review(finding, item, registers, at=at)


def _figure(item: dict[str, Any]) -> dict[str, Any]:
    """The value columns that the bound calls for."""
    if "value" not in item:
        return {}
    low, high = item["value"][0], item["value"][-1]
    if item["bound"] == "range":
        return {"value_low": low, "value_high": high}
    return {"value_high": high} if item["bound"] == "at_most" else {"value_low": low}


def _review(finding: Finding, item: dict[str, Any], registers: Registers, *, at: datetime) -> None:
    """Take the finding as far as its state in the data says; without one it is accepted."""
    findings.submit(finding=finding, by=registers.people["analyst"], at=at)
    reviewer = registers.people["analyst2"]
    match item.get("state", "accepted"):
        case "accepted":
            findings.accept(finding=finding, backfill=True, by=reviewer, at=at)
        case "rejected":
            findings.reject(finding=finding, reason=item["reason"], by=reviewer, at=at)


def file_beside(
    registers: Registers, duties: dict[str, Commitment], filed: dict[str, Report], *, at: datetime
) -> None:
    """Positions of the parties and who looked."""
    content = data.read("beside")
    for item in content["position"]:
        positions.record(
            commitment=duties[item["on"]],
            party=registers.parties[item["party"]],
            kind=item["kind"],
            stated_on=item["stated_on"],
            text=item["text"],
            report=filed[item["report"]],
            by=registers.people["analyst"],
            at=at,
        )
    for item in content["coverage"]:
        coverage.record(
            commitment=duties[item["on"]],
            source=registers.sources[item["source"]],
            outcome=item["outcome"],
            from_on=item["from_on"],
            to_on=item["to_on"],
            place=item.get("place", ""),
            note=item.get("note", ""),
            report=filed[item["report"]],
            by=registers.people["analyst"],
            at=at,
        )


def file_ruling(registers: Registers, duties: dict[str, Commitment], *, at: datetime) -> None:
    """The one ruling, proposed by the analyst and approved by the manager."""
    item = data.read("beside")["ruling"]
    ruling = rulings.propose(
        commitment=duties[item["on"]],
        status=item["status"],
        justification=item["justification"],
        by=registers.people["analyst"],
        at=at,
    )
    rulings.approve(ruling=ruling, by=registers.people["manager"], at=at)
