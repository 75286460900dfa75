"""Reads the duties of one agreement with where each stands, and cuts many into sections; it draws nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tracker.assessment import RollUp
from tracker.models import Agreement, Clause, CommitmentParty, Party, User
from tracker.selectors import portfolio
from tracker.selectors.at_once import at_once
from tracker.selectors.commitments import with_rulings
from tracker.selectors.portfolio import Line, roll_up_lines
from tracker.web.time_machine import Time

SHOWN_WHOLE = 60  # duties; more are folded into sections, each with its counts
A_SECTION = 40  # duties in one section
FEW = 8  # duties; where a title holds fewer on average it helps nobody


@dataclass(frozen=True, slots=True)
class Section:
    """Some duties under one title; `number` is its place, counted from 1, and its name in addresses."""

    number: int
    title: str
    lines: Sequence[Line]

    @property
    def roll_up(self) -> RollUp:
        """What its duties say together."""
        return roll_up_lines(self.lines)


def duties_of(reader: User, agreement: Agreement, time: Time, *, with_parties: bool = True) -> list[Line]:
    """The duties the reader sees and their standings at the time asked for, in one query.

    With parties two; each then has its clause at hand, its parties on the line, and the ruling in force
    beside it (see `with_rulings`).
    """
    rows = portfolio.commitments_for(reader).filter(agreement=agreement)
    # Its agreement is at hand; hundreds of duties share few parties and clauses, which are made once.
    rows = rows.select_related(None).select_related("current").prefetch_related(None)
    rows = with_rulings(reader, rows, time.day) if with_parties else rows
    lines = portfolio.lines(
        reader, time.day, as_of=time.as_of, known_by=time.known_by, today=time.today, commitments=rows
    )
    for line in lines:
        line.commitment.agreement = agreement
    if with_parties:
        _name_parties(lines)
    return lines


def _name_parties(lines: Sequence[Line]) -> None:
    """Give each line its parties and its clause; one query."""
    roles = CommitmentParty.objects.filter(commitment__in=[line.commitment.pk for line in lines])
    clauses = {line.commitment.clause_id for line in lines if line.commitment.clause_id}
    named, parties, parts = at_once(
        roles.order_by("id").values_list("commitment", "role", "party"),
        Party.objects.filter(pk__in=roles.values("party")),
        Clause.objects.filter(pk__in=clauses).only("reference"),
    )
    by_number = {party.pk: party for party in parties}
    by_duty: dict[int, dict[str, list[Party]]] = {}
    for duty, role, party in named:
        by_duty.setdefault(duty, {}).setdefault(role, []).append(by_number[party])
    of_text = {part.pk: part for part in parts}
    for line in lines:
        line.by_role = by_duty.get(line.commitment.pk, {})
        line.commitment.clause = of_text.get(line.commitment.clause_id or 0)


def sections(lines: Sequence[Line]) -> list[Section]:
    """The duties by theme, where they have one, else by clause; a large group is cut and says where."""
    groups: dict[str, list[Line]] = {}
    by_theme = any(line.commitment.theme for line in lines)
    for line in lines:
        groups.setdefault(_group(line, by_theme), []).append(line)
    if len(groups) * FEW > len(lines):
        groups = {"": list(lines)}
    found: list[Section] = []
    for title, members in groups.items():
        parts = [members[begin : begin + A_SECTION] for begin in range(0, len(members), A_SECTION)]
        for part in parts:
            found.append(Section(len(found) + 1, _title(title, part, len(parts)), part))
    return found


def _group(line: Line, by_theme: bool) -> str:
    if by_theme:
        return line.commitment.theme or _("Without a theme")
    clause = line.commitment.clause
    return _("Clause %(reference)s") % {"reference": clause.reference} if clause else _("Outside the text")


def _title(title: str, lines: Sequence[Line], parts: int) -> str:
    if parts == 1 and title:
        return title
    first, last = lines[0].commitment.code, lines[-1].commitment.code
    codes = _("%(first)s to %(last)s") % {"first": f"\u2068{first}\u2069", "last": f"\u2068{last}\u2069"}
    return f"{title} ({codes})" if title else codes
