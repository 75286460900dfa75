"""Makes reports and findings about made-up duties, some contested, stale or repeated; nothing is stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from random import Random

from tracker.ingestion.dataset.register import RELIABILITIES, Register, drawn, skewed
from tracker.ingestion.dataset.words import Words
from tracker.models import CommitmentVersion, Finding, Report, User
from tracker.models.choices import FindingState
from tracker.models.references import CROCKFORD

FINDINGS_A_REPORT = 6
CREDIBILITIES = (("1", 8), ("2", 38), ("3", 30), ("4", 12), ("5", 4), ("6", 8))
STANCES = (("SUPPORTS", 52), ("CONTRADICTS", 30), ("PARTIAL", 18))
CONTESTED = 0.15  # of the duties: both sides are reported again and again
# Of a hundred reports, how many are marked how; a finding is never more open than its report.
MARKINGS = ((0, 88), (1, 6), (2, 4), (3, 1), (4, 1))
WAITING = 0.01  # of the findings wait for a review


class References:
    """Short references in the manner of the product's, drawn without a repeat."""

    def __init__(self, random: Random) -> None:
        self.random, self.taken = random, set[str]()

    def new(self, prefix: str) -> str:
        """The next one."""
        while True:
            name = prefix + "-" + "".join(self.random.choices(CROCKFORD, k=6))
            if name not in self.taken:
                self.taken.add(name)
                return name


def evidence(
    random: Random, made: Register, *, findings: int, first_on: date, last_on: date, people: Sequence[User]
) -> Iterator[tuple[Report, list[Finding]]]:
    """Reports with their findings, in the order of their publication; the register is stored by now."""
    words, references = Words(random), References(random)
    shares = skewed(random, findings, len(made.versions))
    places = [place for place, share in enumerate(shares) for _ in range(share)]
    random.shuffle(places)
    contested = {place for place in range(len(shares)) if random.random() < CONTESTED}
    span = (last_on - first_on).days
    number = -(-len(places) // FINDINGS_A_REPORT)
    for one in range(number):
        day = first_on + timedelta(days=span * one // number)
        report = _report(random, made, words, references, day=day, by=people[0])
        about = places[one * FINDINGS_A_REPORT : (one + 1) * FINDINGS_A_REPORT]
        yield (
            report,
            [
                _finding(
                    random,
                    words,
                    references,
                    report=report,
                    version=made.versions[place],
                    contested=place in contested,
                    made=made,
                    people=people,
                )
                for place in about
            ],
        )


def _moment(day: date) -> datetime:
    return datetime.fromisoformat(f"{day.isoformat()}T12:00:00+00:00")


def _report(
    random: Random, made: Register, words: Words, references: References, *, day: date, by: User
) -> Report:
    source = random.choice(made.sources)
    marking = int(str(drawn(random, MARKINGS)))
    return Report(
        reference=references.new("R"),
        title=words.passage()[:300],
        source=source,
        published_on=day,
        marking=marking,
        effective_marking=max(marking, source.effective_marking),
        recorded_at=_moment(day),
        recorded_by=by,
    )


def _finding(
    random: Random,
    words: Words,
    references: References,
    *,
    report: Report,
    version: CommitmentVersion,
    contested: bool,
    made: Register,
    people: Sequence[User],
) -> Finding:
    day, origin = report.published_on, random.choice(made.origins)
    observed = max(version.starts_on, day - timedelta(days=random.randint(0, 20)))
    stance = str(random.choice(("SUPPORTS", "CONTRADICTS")) if contested else drawn(random, STANCES))
    waits = random.random() < WAITING
    found = Finding(
        reference=references.new("F"),
        report=report,
        commitment=version.commitment,
        origin=origin,
        stance=stance,
        statement=words.passage()[:300],
        excerpt=words.passage(),
        credibility=str(drawn(random, CREDIBILITIES)),
        reliability=str(drawn(random, RELIABILITIES)),
        interest=random.choice(("IND", "IND", "IND", "OBL", "CTR")),
        observed_to=observed,
        event_on=observed if random.random() < 0.5 else None,
        severity=random.choice((1, 2, 2)),
        extent=random.choice((1, 2)) if stance == "PARTIAL" else None,
        author=people[0],
        created_at=_moment(day),
        submitted_at=_moment(day),
        state=FindingState.SUBMITTED if waits else FindingState.ACCEPTED,
        effective_marking=max(
            report.effective_marking, version.commitment.effective_marking, origin.effective_marking
        ),
    )
    if not waits:
        found.accepted_at, found.accepted_by, found.accepted_on = _moment(day), people[1], day
        found.published_on = day
    if version.kind == "METRIC" and version.baseline is not None:
        found.bound, found.value_low = "about", random.randint(0, version.baseline)
    return found
