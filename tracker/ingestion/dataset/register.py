"""Makes parties, sources, agreements and duties as rows not stored yet, in sizes skewed as in life."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import accumulate
from random import Random

from tracker.ingestion.dataset.words import Words
from tracker.models import (
    Agreement,
    AgreementParty,
    Clause,
    Commitment,
    CommitmentLink,
    CommitmentParty,
    CommitmentVersion,
    Origin,
    Party,
    Source,
    SourceReliability,
    User,
)
from tracker.models.choices import AgreementKind, LinkKind, PartyKind, SourceKind, Tlp

# Of a hundred things, how many are marked how.
MARKINGS = ((Tlp.CLEAR, 80), (Tlp.GREEN, 10), (Tlp.AMBER, 6), (Tlp.AMBER_STRICT, 3), (Tlp.RED, 1))
KINDS = (("ACT", 40), ("CONTINUING", 35), ("METRIC", 25))
RELIABILITIES = (("A", 10), ("B", 35), ("C", 30), ("D", 15), ("E", 4), ("F", 6))
DUTIES_A_CLAUSE = 4


@dataclass(slots=True)
class Register:
    """All that evidence is about; each list in an order in which it can be stored."""

    parties: list[Party] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    ratings: list[SourceReliability] = field(default_factory=list)
    origins: list[Origin] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)
    agreement_parties: list[AgreementParty] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)
    commitments: list[Commitment] = field(default_factory=list)
    versions: list[CommitmentVersion] = field(default_factory=list)
    commitment_parties: list[CommitmentParty] = field(default_factory=list)
    links: list[CommitmentLink] = field(default_factory=list)


def skewed(random: Random, total: int, among: int) -> list[int]:
    """Shares of `total` for so many holders, the first by far the largest, none empty if it suffices."""
    weights = list(accumulate(1 / (place + 4) for place in range(among)))
    shares = [1 if total >= among else 0] * among
    for drawn in random.choices(range(among), cum_weights=weights, k=total - sum(shares)):
        shares[drawn] += 1
    return shares


def drawn(random: Random, table: tuple[tuple[object, int], ...]) -> object:
    """One of the values of a table, as often as its number says."""
    return random.choices([value for value, _ in table], [often for _, often in table])[0]


def register(
    random: Random, *, agreements: int, commitments: int, first_on: date, by: User, at: datetime
) -> Register:
    """Made-up parties, sources, origins, agreements and duties that begin about `first_on`."""
    words, made = Words(random), Register()
    _bodies(made, random, words, number=max(8, agreements // 3), by=by, at=at, first_on=first_on)
    for number, size in enumerate(skewed(random, commitments, agreements)):
        _agreement(made, random, words, number=number, first_on=first_on)
        for place in range(size):
            _commitment(made, random, words, place=place, first_on=first_on, by=by, at=at)
    return made


def _bodies(
    made: Register, random: Random, words: Words, *, number: int, by: User, at: datetime, first_on: date
) -> None:
    for one in range(number):
        kind = random.choice(PartyKind.values)
        made.parties.append(Party(slug=f"party-{one}", name=words.body(one), kind=kind))
    for one in range(number):
        marking = Tlp.CLEAR if one else Tlp.GREEN
        source = Source(
            slug=f"source-{one}",
            name=words.source(one),
            kind=random.choice(SourceKind.values),
            marking=marking,
            effective_marking=marking,
        )
        made.sources.append(source)
        made.ratings.append(
            SourceReliability(
                source=source,
                reliability=str(drawn(random, RELIABILITIES)),
                from_on=first_on,
                reason="As first rated.",
                recorded_at=at,
                recorded_by=by,
            )
        )
        made.origins.append(
            Origin(slug=f"origin-{one}", name=source.name, source=source, effective_marking=marking)
        )


def _agreement(made: Register, random: Random, words: Words, *, number: int, first_on: date) -> None:
    marking = int(str(drawn(random, tuple((int(level), often) for level, often in MARKINGS))))
    agreement = Agreement(
        slug=f"agreement-{number}",
        title=words.text(number),
        kind=random.choice(AgreementKind.values),
        signed_on=first_on,
        in_force_on=first_on,
        time_zone=random.choice(("UTC", "Asia/Kabul", "America/Bogota", "Africa/Juba")),
        marking=marking,
        effective_marking=marking,
    )
    made.agreements.append(agreement)
    for party in random.sample(made.parties, 2):
        made.agreement_parties.append(AgreementParty(agreement=agreement, party=party, role="signatory"))


def _commitment(
    made: Register, random: Random, words: Words, *, place: int, first_on: date, by: User, at: datetime
) -> None:
    agreement = made.agreements[-1]
    if place % DUTIES_A_CLAUSE == 0:
        made.clauses.append(
            Clause(
                agreement=agreement,
                reference=f"{place // DUTIES_A_CLAUSE + 1}",
                position=place,
                text=words.passage(),
                effective_marking=agreement.effective_marking,
            )
        )
    sides = [one.party for one in made.agreement_parties[-2:]]
    random.shuffle(sides)
    commitment = Commitment(
        agreement=agreement,
        clause=made.clauses[-1],
        code=f"D-{place + 1:03d}",
        title=words.duty(sides[0].name),
        effective_marking=agreement.effective_marking,
    )
    made.commitments.append(commitment)
    made.versions.append(_version(random, commitment, first_on=first_on, by=by, at=at))
    for party, role in zip(sides, ("obligor", "beneficiary"), strict=True):
        made.commitment_parties.append(CommitmentParty(commitment=commitment, party=party, role=role))
    if place and random.random() < 0.2:
        made.links.append(
            CommitmentLink(
                commitment=commitment,
                other=made.commitments[-2],
                kind=random.choice((LinkKind.RECIPROCAL, LinkKind.PREREQUISITE, LinkKind.SAME_DUTY)),
                recorded_on=first_on,
                recorded_at=at,
                recorded_by=by,
            )
        )


def _version(
    random: Random, commitment: Commitment, *, first_on: date, by: User, at: datetime
) -> CommitmentVersion:
    kind = str(drawn(random, KINDS))
    version = CommitmentVersion(
        commitment=commitment,
        kind=kind,
        starts_on=first_on,
        essential=random.random() < 0.2,
        humanitarian=random.random() < 0.1,
        weight=random.choice((1, 1, 1, 2, 3)),
        recorded_on=first_on,
        recorded_at=at,
        recorded_by=by,
        reason="As first recorded.",
    )
    if kind != "CONTINUING":
        version.due_on = first_on + timedelta(days=random.randint(5, 150))
        version.deadline_rule = version.due_on.isoformat()
    if kind == "METRIC":
        version.unit, version.baseline, version.target = "persons", random.randint(50, 900) * 10, 0
    return version
