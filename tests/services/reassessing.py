"""Small histories built from factories, worked and compared with the plain method; no test itself."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tests import factories
from tracker.assessment import ReasonCode, assess
from tracker.models import Audience, Commitment, Finding, PerspectiveAudience, StatusChange, StatusSpan
from tracker.selectors.facts import facts_in
from tracker.selectors.records import read_records
from tracker.services import assessments

START = date(2020, 3, 1)


def noon(day: date, zone: str = "UTC") -> datetime:
    """The middle of a day."""
    return datetime.combine(day, time(12), ZoneInfo(zone))


def duty(**inputs) -> Commitment:
    """A lasting duty in force from START, recorded that day."""
    inputs = {"kind": "CONTINUING", "starts_on": START, "recorded_on": START, **inputs}
    return factories.CommitmentFactory(
        agreement__time_zone="UTC", **{f"version__{name}": value for name, value in inputs.items()}
    )


def accepted(commitment: Commitment, observed_to: date, **values) -> Finding:
    """An accepted finding of its own origin; `accepted_on=None` is a backfill known from publication."""
    accepted_on = values.pop("accepted_on", observed_to)
    published_on = values.pop("published_on", observed_to)
    state = {"accepted": True} if accepted_on else {"backfilled": True}
    return factories.FindingFactory(
        commitment=commitment,
        observed_to=observed_to,
        accepted_on=accepted_on,
        report__published_on=published_on,
        **{"credibility": "2", "reliability": "B", **state, **values},
    )


def reassessed(commitment: Commitment, on: date, **how):
    """Ask and work at noon of a day."""
    at = noon(on)
    assessments.request(commitments=[commitment], at=at)
    return assessments.reassess(commitment_ids=[commitment.pk], at=at, **how)


def audience(level: int = 0) -> Audience:
    """One of the five that always exist."""
    return Audience.objects.get(level=level, team_key="")


def perspective(commitment: Commitment, level: int = 0):
    """What the audience of that level reads."""
    return PerspectiveAudience.objects.get(commitment=commitment, audience=audience(level)).perspective


def stored_days(commitment: Commitment, series: str, until: date, level: int = 0) -> dict[date, tuple]:
    """What the stored spans say of each day."""
    said = {}
    for span in StatusSpan.objects.filter(perspective=perspective(commitment, level), series=series):
        day = span.from_on
        while day <= (span.to_on or until):
            assert day not in said, "two spans on one day"
            said[day] = (
                *(span.status, span.progress_pm, span.late, span.material),
                *(span.self_reported, span.confidence, span.fulfilled_on),
            )
            day += timedelta(days=1)
    return said


def naive_days(
    commitment: Commitment, series: str, until: date, level: int = 0, first: date = START
) -> dict[date, tuple]:
    """What the method says of each day, asked one by one."""
    said, day, who = {}, first, audience(level)
    records = read_records([commitment.pk])
    while day <= until:
        known_by = day if series == "diagonal" else until
        facts = facts_in(records, who, [commitment.pk], known_by)
        result = assess(
            facts.commitments, facts.findings, as_of=day, known_by=known_by, parameters=facts.parameters
        )[facts.keys[commitment.pk]]
        said[day] = (
            *(result.status, result.progress_pm, result.late, result.material),
            *(result.has(ReasonCode.SELF_REPORTED_ONLY), result.confidence, result.fulfilled_on),
        )
        day += timedelta(days=1)
    return said


def logged_days(commitment: Commitment, until: date, level: int = 0, first: date = START) -> dict[date, str]:
    """The status of each day as the last line of the log about it, or before it, says."""
    last = {
        line.effective_on: line.to_status
        for line in StatusChange.objects.filter(perspective=perspective(commitment, level)).order_by("id")
    }
    said, day, status = {}, first, ""
    while day <= until:
        status = last.get(day, status)
        said[day] = status
        day += timedelta(days=1)
    return said
