"""Puts the parts of an agreement's page together from what the selectors answer; it must not query."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.functional import Promise
from django.utils.text import capfirst

from tracker.assessment import RollUp, Status
from tracker.models import Agreement, AgreementRelation, Anchor, Clause, Party
from tracker.models.choices import AgreementRelationKind, PartyRole
from tracker.publishing import figures
from tracker.selectors.portfolio import Line, roll_up_lines
from tracker.selectors.spans import Run
from tracker.web.time_machine import Preset, Time

BROKEN = (Status.BREACHED, Status.REVERSED)
FORMER_SHOWN = 2
DUE_DAYS_SHOWN = 2


@dataclass(slots=True)
class ClauseNode:
    """A clause with the parts below it and the duties it makes."""

    clause: Clause
    lines: list[Line] = field(default_factory=list)
    children: list[ClauseNode] = field(default_factory=list)

    @property
    def everything(self) -> list[Line]:
        """Its duties and those of all parts below it."""
        return [*self.lines, *(line for child in self.children for line in child.everything)]

    @property
    def roll_up(self) -> RollUp:
        """What these say together."""
        return roll_up_lines(self.everything)


@dataclass(frozen=True, slots=True)
class Relation:
    """How this agreement bears on another, or (`inverse`) the other on this one."""

    other: Agreement
    words: str | Promise
    note: str
    inverse: bool


def first_day(agreement: Agreement, history: Mapping[int, Sequence[Run]], time: Time) -> date:
    """Where the months of an agreement begin: with its signature, or later with its history."""
    begun = [known[0].from_on for known in history.values() if known]
    return max(min(begun), agreement.signed_on or min(begun)) if begun else time.day


def in_roles(agreement: Agreement) -> list[tuple[str | Promise, list[Party]]]:
    """The parties by role, in the order of the roles; needs them at hand."""
    named: dict[str, list[Party]] = {}
    for role in agreement.roles.all():
        named.setdefault(role.role, []).append(role.party)
    return [(role.label, named[role]) for role in PartyRole if role in named]


def clause_tree(clauses: Sequence[Clause], lines: Iterable[Line]) -> list[ClauseNode]:
    """The text as a tree; a clause whose parent the reader may not see stands at the top."""
    nodes = {clause.pk: ClauseNode(clause) for clause in clauses}
    for line in lines:
        if line.commitment.clause_id in nodes:
            nodes[line.commitment.clause_id].lines.append(line)
    top: list[ClauseNode] = []
    for clause in clauses:
        parent = nodes.get(clause.parent_id) if clause.parent_id else None
        (parent.children if parent else top).append(nodes[clause.pk])
    return top


def related(agreement: Agreement, relations: Iterable[AgreementRelation]) -> list[Relation]:
    """The relations as this agreement's page says them."""
    words = dict(AgreementRelationKind.choices)
    found = []
    for one in relations:
        inverse = one.other_id == agreement.pk
        other = one.agreement if inverse else one.other
        found.append(Relation(other=other, words=words[one.kind], note=one.note, inverse=inverse))
    return found


def hanging_on(anchors: Iterable[Anchor], lines: Sequence[Line]) -> list[tuple[Anchor, list[Line]]]:
    """Each anchor with the duties whose deadline hangs on it."""
    return [(anchor, [line for line in lines if _hangs(line, anchor)]) for anchor in anchors]


def _hangs(line: Line, anchor: Anchor) -> bool:
    version = line.commitment.current
    rule = version.deadline_rule if version else ""
    return bool(re.search(rf"(?<![\w-]){re.escape(anchor.code)}(?![\w-])", rule, re.IGNORECASE))


def scores_by_party(lines: Sequence[Line]) -> list[tuple[Party, RollUp]]:
    """Each obligor's roll-up; a duty owed together counts under each."""
    owed: dict[Party, list[Line]] = {}
    for line in lines:
        for party in line.obligors:
            owed.setdefault(party, []).append(line)
    return [
        (party, roll_up_lines(those)) for party, those in sorted(owed.items(), key=lambda pair: pair[0].name)
    ]


def formerly_broken(lines: Iterable[Line], history: Mapping[int, Sequence[Run]]) -> list[tuple[Line, Run]]:
    """The essential duties that were in breach and no longer are, with their last breach; the last two."""
    found = []
    for line in lines:
        version = line.commitment.current
        if version is None or not version.essential or line.status in BROKEN:
            continue
        ended = [run for run in history.get(line.commitment.pk, ()) if run.status in BROKEN and run.to_on]
        if ended:
            found.append((line, ended[-1]))
    return sorted(found, key=lambda one: one[1].from_on)[-FORMER_SHOWN:]


def presets(anchors: Iterable[Anchor], lines: Iterable[Line]) -> list[Preset]:
    """Days to jump to: the agreement's events, then the days on which most of its duties fall due."""
    events = [
        Preset(capfirst(anchor.code.replace("-", " ")), anchor.happened_on)
        for anchor in anchors
        if anchor.happened_on
    ]
    due = Counter(line.due_on for line in lines if line.due_on)
    shared = [day for day, number in due.most_common(DUE_DAYS_SHOWN) if number > 1]
    taken = {preset.day for preset in events}
    return events + [Preset(figures.day(day), day) for day in sorted(shared) if day not in taken]
