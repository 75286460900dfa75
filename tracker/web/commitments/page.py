"""Gathers what the page of one commitment shows at a day; the method judges, this only joins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.text import get_text_list
from django.utils.translation import gettext

from tracker import assessment as method
from tracker.models import (
    Commitment,
    CommitmentVersion,
    Coverage,
    Party,
    Position,
    Ruling,
    User,
)
from tracker.models.choices import DutyRole
from tracker.publishing.crosswalk import OtherScales, other_scales
from tracker.publishing.readings import Chart, chart
from tracker.selectors import dossier, particulars
from tracker.selectors.dossier import Asked, Dossier
from tracker.selectors.facts import Facts, facts_for
from tracker.selectors.standings import Standing
from tracker.selectors.visibility import audience_of
from tracker.services import policies
from tracker.web.commitments.evidence import Cards, cards
from tracker.web.commitments.history import Change, Past, changes, past
from tracker.web.commitments.prospects import Prospects, prospects
from tracker.web.commitments.silences import Place, places
from tracker.web.commitments.why import Why, why
from tracker.web.time_machine import Time

MOST_FINDINGS_AT_ONCE = 60  # with more, a page answers first and supposes afterwards


@dataclass(frozen=True)
class Answer:
    """The judged part: status, reasons, evidence, what would change it; no `why` without a definition.

    With `prospects_later` the suppositions, which judge a dozen times, are asked for by themselves.
    """

    commitment: Commitment
    version: CommitmentVersion | None
    time: Time
    why: Why | None
    cards: Cards | None
    chart: Chart | None
    prospects: Prospects | None
    prospects_later: bool
    changes: Sequence[Change]
    rulings: Sequence[Ruling]
    later: Later | None
    past: Past
    scales: OtherScales | None

    @property
    def result(self) -> method.Result | None:
        """The result shown."""
        return self.why.explanation.result if self.why else None


@dataclass(frozen=True)
class Later:
    """The same day with today's knowledge, where that differs: the result, and how many findings came."""

    result: method.Result
    findings: int
    known_by: date


@dataclass(frozen=True)
class LinkedRow:
    """A commitment this one hangs together with, and where it stands."""

    linked: particulars.Linked
    standing: Standing | None


@dataclass(frozen=True)
class Beside:
    """What stands beside the judged part."""

    links: Sequence[LinkedRow]
    positions: Sequence[Position]
    coverage: Sequence[Coverage]
    places: Sequence[Place]
    removed: Mapping[str, Sequence[Position | Coverage]]
    versions: Sequence[CommitmentVersion]
    waiting: int
    obligors: Sequence[Party] = field(default=())
    beneficiaries: Sequence[Party] = field(default=())
    implementers: Sequence[Party] = field(default=())

    @property
    def owed_by(self) -> str:
        """Who owes it, in words."""
        return _joined(self.obligors)

    @property
    def owed_to(self) -> str:
        """Who is owed it, in words; nothing where nobody is named."""
        return _joined(self.beneficiaries)

    @property
    def carried_out_by(self) -> str:
        """Who carries it out for those who owe it; nothing where nobody is named."""
        return _joined(self.implementers)


def read(reader: User, commitment: Commitment, time: Time) -> Dossier:
    """All that the page shows of the commitment at the day asked for."""
    asked = Asked(
        as_of=time.as_of,
        known_by=time.known_by,
        today=time.today,
        months_from=time.first_month,
        removed=policies.can_observe(reader) and not time.is_past,
    )
    return dossier.read(reader, commitment, asked)


def answer_for(reader: User, commitment: Commitment, time: Time, found: Dossier) -> Answer:
    """Judge the commitment at the day asked for, as the reader's audience sees it."""
    version, findings = found.version, found.findings
    facts = found.facts(reader, commitment, time.known_day)
    key = facts.keys.get(commitment.pk, "")
    explained: Why | None = None
    futures: Prospects | None = None
    drawn: Chart | None = None
    heavy = False
    if version is not None and any(one.id == key for one in facts.commitments):
        tree = _explain(facts, key, time.day, time.known_day)
        explained = why(tree, findings, found.origins, commitment.agreement.slug)
        if not (heavy := len(findings) > MOST_FINDINGS_AT_ONCE):
            futures = prospects(facts, key, tree, found.origins, time.known_day)
        drawn = chart(version, tree, facts.findings.get(key, ()), findings)
    return Answer(
        commitment=commitment,
        version=version,
        time=time,
        why=explained,
        cards=cards(explained, version) if explained else None,
        chart=drawn,
        prospects=futures,
        prospects_later=heavy,
        changes=changes(found.changes, commitment.agreement.slug),
        rulings=found.rulings,
        later=_later(found.facts(reader, commitment, time.today), key, time, explained),
        past=past(reader, found, time),
        scales=other_scales(explained.explanation.result.status) if explained else None,
    )


def prospects_for(reader: User, commitment: Commitment, time: Time) -> Prospects | None:
    """What would change the status, by itself; None where nothing can be supposed."""
    facts = facts_for([commitment.pk], audience_of(reader), time.known_day)
    key = facts.keys.get(commitment.pk, "")
    if all(one.id != key for one in facts.commitments):
        return None
    tree = _explain(facts, key, time.day, time.known_day)
    return prospects(facts, key, tree, _names(reader, facts), time.known_day)


def beside(found: Dossier, time: Time) -> Beside:
    """What stands beside the judged part at the same day."""
    by_role = {role: [one.party for one in found.roles if one.role == role] for role in DutyRole.values}
    begins = found.version.starts_on if found.version else None
    return Beside(
        links=[LinkedRow(one, found.standings.get(one.commitment.pk)) for one in found.links],
        positions=found.positions,
        coverage=found.coverage,
        places=places(found.coverage, begins, time.known_day),
        removed=found.removed,
        versions=found.versions,
        waiting=found.waiting,
        obligors=by_role[DutyRole.OBLIGOR],
        beneficiaries=by_role[DutyRole.BENEFICIARY],
        implementers=by_role[DutyRole.IMPLEMENTER],
    )


def _joined(parties: Sequence[Party]) -> str:
    return get_text_list([party.name for party in parties], gettext("and"))


def _explain(facts: Facts, key: str, as_of: date, known_by: date) -> method.Explanation:
    return method.explain(
        facts.commitments,
        facts.findings,
        key,
        as_of=as_of,
        known_by=known_by,
        parameters=facts.parameters,
    )


def _names(reader: User, facts: Facts) -> Mapping[str, str]:
    slugs = {one.origin for rows in facts.findings.values() for one in rows}
    return particulars.origin_names(reader, sorted(slugs)) if slugs else {}


def _later(facts: Facts, key: str, time: Time, shown: Why | None) -> Later | None:
    """What hindsight would change of a past day, if anything."""
    if shown is None or time.known_day >= time.today:
        return None
    tree = _explain(facts, key, time.day, time.today)
    more = tree.visible - shown.explanation.visible
    if more <= 0 and tree.result == shown.explanation.result:
        return None
    return Later(tree.result, max(more, 0), time.today)
