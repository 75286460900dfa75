"""Files the agreements of the demonstration: roles, relations, clauses, anchors, commitments and links."""

from datetime import date, datetime
from typing import Any

from tracker.ingestion.demo import data
from tracker.ingestion.demo.register import Registers
from tracker.models import Agreement, Clause, Commitment, User
from tracker.services import agreements, anchors, clauses, commitments

INPUTS = (
    "kind",
    "agreed_due_on",
    "essential",
    "humanitarian",
    "weight",
    "unit",
    "baseline",
    "target",
    "tolerance_pm",
)
WORDS = ("description", "theme", "coding_minimum", "coding_intermediate", "coding_full")


def file_agreements(registers: Registers, *, at: datetime) -> dict[str, Commitment]:
    """Everything that was promised, by code (codes are unique in the demonstration)."""
    by = registers.people["admin"]
    content = data.read("agreements")
    duties = data.read("commitments")
    filed: dict[str, Agreement] = {}
    by_code: dict[str, Commitment] = {}
    for item in content["agreement"]:
        agreement = filed[item["slug"]] = _agreement(item, registers, by=by, at=at)
        parts = _clauses(agreement, item, by=by, at=at)
        for code, label, day in item["anchors"]:
            anchors.add(agreement=agreement, code=code, label=label, happened_on=day, by=by, at=at)
        for duty in duties[item["slug"]]["commitment"]:
            by_code[duty["code"]] = _commitment(
                agreement, parts, duty, item["in_force_on"], registers, by=by, at=at
            )
    for item in content["relation"]:
        agreements.relate(
            agreement=filed[item["agreement"]],
            other=filed[item["other"]],
            kind=item["kind"],
            note=item["note"],
            by=by,
            at=at,
        )
    _links(duties["link"], by_code, by=by, at=at)
    return by_code


def _agreement(item: dict[str, Any], registers: Registers, *, by: User, at: datetime) -> Agreement:
    names = (
        "slug",
        "title",
        "kind",
        "reference",
        "stage",
        "time_zone",
        "signed_on",
        "in_force_on",
        "ended_on",
        "url",
        "summary",
    )
    agreement = agreements.create(**{name: item[name] for name in names if name in item}, by=by, at=at)
    for slug, role in item["roles"]:
        agreements.add_party(agreement=agreement, party=registers.parties[slug], role=role, by=by, at=at)
    return agreement


def _clauses(agreement: Agreement, item: dict[str, Any], *, by: User, at: datetime) -> dict[str, Clause]:
    made: dict[str, Clause] = {}
    for position, (reference, parent, text) in enumerate(item["clauses"]):
        made[reference] = clauses.add(
            agreement=agreement,
            reference=reference,
            text=text,
            parent=made[parent] if parent else None,
            position=position,
            is_paraphrase=True,
            by=by,
            at=at,
        )
    for position, reference in enumerate(item["withheld"], start=len(made)):
        clauses.add(agreement=agreement, reference=reference, position=position, withheld=True, by=by, at=at)
    return made


def _commitment(
    agreement: Agreement,
    parts: dict[str, Clause],
    duty: dict[str, Any],
    in_force_on: date,
    registers: Registers,
    *,
    by: User,
    at: datetime,
) -> Commitment:
    inputs = {name: duty[name] for name in INPUTS if name in duty}
    inputs["starts_on"] = duty.get("starts_on", in_force_on)
    inputs["deadline_rule"] = duty.get("rule", "")
    return commitments.create(
        agreement=agreement,
        code=duty["code"],
        title=duty["title"],
        inputs=inputs,
        clause=parts[duty["clause"]],
        obligors=[registers.parties[slug] for slug in duty["obligors"]],
        beneficiaries=[registers.parties[slug] for slug in duty.get("beneficiaries", ())],
        implementers=[registers.parties[slug] for slug in duty.get("implementers", ())],
        **{name: duty[name] for name in WORDS if name in duty},
        by=by,
        at=at,
    )


def _links(links: list[dict[str, Any]], by_code: dict[str, Commitment], *, by: User, at: datetime) -> None:
    for link in links:
        for one, other in link["pairs"]:
            pairs = [(one, other), (other, one)] if link.get("both") else [(one, other)]
            for start, end in pairs:
                commitments.link(
                    commitment=by_code[start],
                    other=by_code[end],
                    kind=link["kind"],
                    note=link["note"],
                    by=by,
                    at=at,
                )
