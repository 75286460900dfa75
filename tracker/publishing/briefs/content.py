"""Answers all that a brief says, as plain data in the active language; it must not know how it is set.

The keys are those a template is given; docs/admins.md lists them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tracker.assessment import DEFAULT, Parameters
from tracker.models import Checkpoint
from tracker.models.choices import BriefKind, Tlp
from tracker.publishing import explanations, figures, joints, rollups
from tracker.publishing.agreement_rows import AgreementRow, agreement_rows, gravest_first
from tracker.publishing.briefs import charts, evidence, rows, told, wording
from tracker.publishing.briefs.subject import Scope, Subject, gather
from tracker.publishing.briefs.wording import isolated
from tracker.publishing.shapes import TLP_COLOURS
from tracker.selectors import agreements, strictest
from tracker.selectors.portfolio import Line
from tracker.selectors.visibility import audience_of

Row = dict[str, Any]
Step = Callable[[str, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a brief says, its marking (the strictest of all its words may rest on), and what it tells of."""

    data: Row
    marking: Tlp
    parts: Mapping[str, Collection[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """What a brief says of itself: reference, when it was made (in the owner's zone), the ledger's head."""

    reference: str
    made_at: datetime
    checkpoint: Checkpoint | None
    public_key: str = ""


def content(scope: Scope, imprint: Imprint, *, step: Step) -> Content:
    """Everything the document says, read with the selectors of the pages.

    `step` is told in words what is being done, and how far that is (per mille). Raises NotComputedYet.
    """
    step(_("Reading where the duties stand"), 100)
    subject = gather(scope)
    names = _named(subject)
    step(_("Laying out months and values"), 300)
    measured, parameters = charts.measured(subject)
    heat = charts.heat(subject, names)
    step(_("Collecting the evidence"), 500)
    groups, unlisted = evidence.counted(subject)
    sources, of_originals = evidence.sources(subject, groups)
    rulings, of_rulings = rows.rulings(subject)
    marking = max(_strictest(subject), of_originals, of_rulings)
    heading = _heading(subject)
    data = {
        "language": get_language() or "en",
        "direction": wording.direction(),
        "labels": wording.labels(),
        "marking": _marking(subject, marking),
        "reference": imprint.reference,
        "foot": _foot(scope, imprint),
        **heading,
        "plain_title": heading["title"].translate(wording.MARKS),
        "score": rows.score_of(subject.roll_up),
        "counts": rows.counts_of(subject.roll_up),
        "changes": rows.changes(subject),
        "duties": [{"name": name, "rows": [rows.duty(line) for line in lines]} for name, lines in names],
        "heat": heat,
        "values": measured,
        "evidence": evidence.evidence(groups),
        "sources": sources,
        "rulings": rulings,
        "notes": _notes(subject, unlisted),
        "about": _about(scope, imprint, parameters),
        "checkpoint": _checkpoint(imprint),
    }
    return Content(data=data, marking=Tlp(marking), parts=told.parts(subject, data))


def _named(subject: Subject) -> list[tuple[str, Sequence[Line]]]:
    """The groups of duties with the words that stand over them."""
    words = {"owes": _("What it owes"), "owed": _("What it is owed")}
    return [(words.get(name, name), lines) for name, lines in subject.groups]


def _strictest(subject: Subject) -> int:
    own = subject.scope.agreement.effective_marking if subject.scope.agreement else 0
    return max(own, strictest.of_duties(subject.scope.reader, subject.duties))


def _marking(subject: Subject, level: int) -> Row:
    """The marking for every page, in its official colour, and the teams whose members alone may read it."""
    teams = audience_of(subject.scope.reader).team_key
    shown = _("for the teams %(teams)s") % {"teams": teams.replace(",", ", ")} if teams else ""
    return {"label": str(Tlp(level).label), "colour": TLP_COLOURS[level], "teams": shown}


def _heading(subject: Subject) -> Row:
    scope = subject.scope
    if scope.commitment is not None:
        return _of_commitment(subject)
    told = rollups.lead(subject.roll_up)
    listed: list[Row] = []
    if scope.party is not None:
        title, line = scope.party.name, str(scope.party.get_kind_display())
    elif scope.kind is BriefKind.AGREEMENT and scope.agreement is not None:
        title, line = scope.agreement.title, rollups.agreement_line(scope.agreement)
    else:
        title, line = _("What changed"), scope.agreement.title if scope.agreement else _("All agreements")
        if scope.agreement is None:
            found = _portfolio(subject)
            told = [rollups.portfolio_headline([row.roll_up.headline for row in found]) + ".", *told]
            listed = rows.agreements(found)
    return {
        "kind": str(scope.kind.label),
        "title": isolated(title),
        "subtitle": isolated(line),
        "period": _period(scope),
        "headline": rows.headline_of(subject.roll_up.headline),
        "sentences": told,
        "verdict": None,
        "agreements": listed,
    }


def _portfolio(subject: Subject) -> list[AgreementRow]:
    """The row of each agreement, as the overview has them."""
    scope, found = subject.scope, subject.roll_ups
    seen = agreements.listed(scope.reader).filter(pk__in=list(found))
    return agreement_rows(scope.reader, gravest_first(seen, found), found, scope.as_of)


def _period(scope: Scope) -> str:
    if scope.changed_from is None:
        return ""
    days = {"from": figures.long_day(scope.changed_from), "to": figures.long_day(scope.as_of)}
    return _("Changes from %(from)s to %(to)s") % days


def _of_commitment(subject: Subject) -> Row:
    """The heading of a duty: its status, likelihood and confidence each by itself, then why."""
    scope = subject.scope
    assert scope.commitment is not None
    line = subject.lines[0] if subject.lines else None
    standing = line.standing if line else None
    heading: Row = {
        "kind": str(scope.kind.label),
        "title": isolated(scope.commitment.title),
        "subtitle": joints.comma().join(
            isolated(one) for one in (scope.commitment.code, scope.commitment.agreement.title)
        ),
        "period": _period(scope),
        "headline": None,
        "sentences": [_("Nothing to judge yet")],
        "verdict": None,
        "agreements": [],
    }
    if line is None or standing is None:
        return heading
    likely = "–"
    if standing.has_likelihood:
        share = figures.per_mille(standing.p_pm, whole=True)
        likely = f"{explanations.BANDS[standing.band]}{joints.comma()}{share}"
    heading["headline"] = {**(rows.badge(standing.status, late=standing.late) or {})}
    heading["sentences"] = [explanations.status_sentence(standing.status), *rows.reasons_of(line)]
    heading["verdict"] = [
        {"name": _("Likelihood that the duty is kept"), "words": likely, "bars": None},
        {
            "name": _("Confidence in the judgement"),
            **rows.confidence(standing.confidence),
        },
    ]
    return heading


def _notes(subject: Subject, unlisted: int) -> list[str]:
    """What is not in it, so that nobody takes a part for the whole."""
    told = []
    if unassessed := sum(line.standing is None for line in subject.lines):
        sentence = ngettext(
            "One duty has no status stored for this day.",
            "%(n)s duties have no status stored for this day.",
            unassessed,
        )
        told.append(sentence % {"n": figures.number(unassessed)})
    if subject.left_out:
        sentence = ngettext(
            "One more duty counts in the headline and is not listed; the pages have it.",
            "%(n)s more duties count in the headline and are not listed; the pages have them.",
            subject.left_out,
        )
        told.append(sentence % {"n": figures.number(subject.left_out)})
    if unlisted:
        sentence = ngettext(
            "One more finding counts and is not listed; the pages have it.",
            "%(n)s more findings count and are not listed; the pages have them.",
            unlisted,
        )
        told.append(sentence % {"n": figures.number(unlisted)})
    return told


def _about(scope: Scope, imprint: Imprint, parameters: Parameters) -> list[Row]:
    audience = Tlp(audience_of(scope.reader).level).label
    pairs = [
        (_("Reference"), imprint.reference),
        (_("As of"), figures.long_day(scope.as_of)),
        (_("Known by"), figures.long_day(scope.known_by)),
        (_("Made"), figures.moment(imprint.made_at)),
        (_("Made for a clearance up to"), str(audience)),
        (_("Method"), parameters.name),
        (_("Its numbers"), _differing(parameters)),
    ]
    return [{"name": name, "value": isolated(value)} for name, value in pairs]


def _foot(scope: Scope, imprint: Imprint) -> str:
    """What stands under every page: the pair of days, and when it was made."""
    days = {"as_of": figures.day(scope.as_of), "known_by": figures.day(scope.known_by)}
    told = _("As of %(as_of)s, known by %(known_by)s") % days
    return joints.semicolon().join((told, _("made %(at)s") % {"at": figures.moment(imprint.made_at)}))


def _differing(parameters: Parameters) -> str:
    """The numbers that differ from the method's own."""
    told = [
        f"{field.name} {getattr(parameters, field.name)}"
        for field in fields(parameters)
        if field.name != "name" and getattr(parameters, field.name) != getattr(DEFAULT, field.name)
    ]
    return joints.comma().join(told) if told else _("the method's own, none changed")


def _checkpoint(imprint: Imprint) -> list[Row]:
    head = imprint.checkpoint
    if head is None:
        return []
    pairs = (
        (_("Entries"), figures.number(head.size)),
        (_("Root (SHA-256)"), head.root_hash),
        (_("Signed at"), figures.moment(head.at)),
        (_("Signature (Ed25519)"), head.signature),
        (_("Public key"), imprint.public_key),
    )
    return [{"name": name, "value": isolated(value)} for name, value in pairs]
