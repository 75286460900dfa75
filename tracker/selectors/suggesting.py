"""Answers which words describe each commitment an audience may see; it must not know how they are ranked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from tracker.models import (
    Audience,
    Clause,
    Commitment,
    CommitmentLink,
    CommitmentParty,
    Finding,
    LedgerEntry,
    PartyAlias,
)
from tracker.models.choices import FindingState, LinkKind
from tracker.selectors.visibility import visible_to_audience

MOST_PASSAGES = 60  # of one commitment, the newest
TOLD_BY = ("agreement", "clause", "commitment", "party", "finding", "report", "source", "origin", "team")
# What changes no accepted passage and no marking: the work of every minute keeps the index.
QUIET = (
    "finding.draft",
    "finding.edit",
    "finding.submit",
    "finding.send_back",
    "finding.take_back",
    "finding.reject",
    "report.file",
)
SAME = (LinkKind.SAME_DUTY, LinkKind.REPEATS)


class Place(StrEnum):
    """Where a word is told of a commitment."""

    TITLE = "title"
    CLAUSE = "clause"
    GUIDE = "guide"
    PARTY = "party"
    PASSAGE = "passage"
    LINK = "link"  # not of itself, but of a duty it is linked with or cited beside


@dataclass(frozen=True, slots=True)
class Described:
    """A commitment with its words, a list of texts for each place.

    `quotes` are the passages accepted for it, `links` the commitments declared to be the same duty or to
    repeat it.
    """

    commitment: int
    agreement: int
    texts: dict[Place, list[str]] = field(default_factory=lambda: defaultdict(list))
    quotes: set[str] = field(default_factory=set)
    links: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the ledger had grown: its last entry, by number and hash."""

    seq: int = 0
    leaf: str = ""


def described(audience: Audience) -> list[Described]:
    """The commitments the audience may see, each with the words it may see, in a fixed number of queries."""
    seen = visible_to_audience(audience, Commitment.objects.all()).select_related("current")
    found = {one.pk: _own_words(one) for one in seen.order_by("pk")}
    _add_clauses(audience, seen, found)
    _add_parties(found)
    _add_passages(audience, found)
    _add_links(found)
    return list(found.values())


def mark() -> Mark:
    """How far the ledger has grown."""
    newest = LedgerEntry.objects.order_by("-seq").values_list("seq", "leaf_hash").first()
    return Mark() if newest is None else Mark(*newest)


def told_since(old: Mark) -> bool:
    """Whether what describes commitments, or who may see it, may have changed since then."""
    if old.seq and not LedgerEntry.objects.filter(seq=old.seq, leaf_hash=old.leaf).exists():
        return True  # another history: what the mark was read from was rolled back, or restored
    later = LedgerEntry.objects.filter(seq__gt=old.seq, object_type__in=TOLD_BY)
    return later.exclude(action__in=QUIET).exists()


def _own_words(one: Commitment) -> Described:
    told = Described(one.pk, one.agreement_id)
    told.texts[Place.TITLE].append(one.title)
    guide = [one.description, one.theme, one.coding_minimum, one.coding_intermediate, one.coding_full]
    if one.current is not None:
        guide.append(one.current.unit)
    told.texts[Place.GUIDE].append("\n".join(guide))
    return told


def _add_clauses(audience: Audience, seen: Iterable[Commitment], found: dict[int, Described]) -> None:
    clauses = visible_to_audience(audience, Clause.objects.filter(withheld=False)).in_bulk(
        {one.clause_id for one in seen if one.clause_id is not None}
    )
    for one in seen:
        clause = clauses.get(one.clause_id or 0)
        if clause is not None:
            found[one.pk].texts[Place.CLAUSE].append(f"{clause.text}\n{clause.translation}")


def _add_parties(found: dict[int, Described]) -> None:
    names: dict[int, set[str]] = defaultdict(set)
    roles = list(
        CommitmentParty.objects.filter(commitment__in=found).values_list(
            "commitment_id", "party_id", "party__name"
        )
    )
    for party, name in PartyAlias.objects.filter(party__in={role[1] for role in roles}).values_list(
        "party_id", "name"
    ):
        names[party].add(name)
    for commitment, party, name in roles:
        found[commitment].texts[Place.PARTY].append("\n".join(sorted({name, *names[party]})))


def _add_passages(audience: Audience, found: dict[int, Described]) -> None:
    rows = visible_to_audience(audience, Finding.objects.filter(state=FindingState.ACCEPTED))
    accepted = rows.order_by("-accepted_at", "-pk").values_list("commitment_id", "excerpt", "statement")
    for commitment, excerpt, statement in accepted.iterator():
        told = found.get(commitment)
        if told is not None and len(told.texts[Place.PASSAGE]) < MOST_PASSAGES:
            told.texts[Place.PASSAGE].append(f"{excerpt}\n{statement}")
            told.quotes.add(excerpt)


def _add_links(found: dict[int, Described]) -> None:
    """Both ends are among those the audience may see."""
    declared = CommitmentLink.objects.filter(kind__in=SAME, removed_at__isnull=True)
    for one, other in declared.values_list("commitment_id", "other_id"):
        if one in found and other in found:
            found[one].links.add(other)
            found[other].links.add(one)
