"""Answers which findings wait for a second person and what accepting one would do; it accepts none."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, QuerySet

from tracker import assessment as method
from tracker.models import Commitment, CommitmentLink, Finding, Review, Source, User
from tracker.models.choices import FindingState, ReviewAct
from tracker.selectors import days, register
from tracker.selectors.facts import facts_for
from tracker.selectors.findings import seen
from tracker.selectors.records import WEIGHED_LINKS
from tracker.selectors.visibility import audience_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """Another duty that hangs on this one, whose status would change."""

    commitment: Commitment
    before: method.Status
    after: method.Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What accepting a finding would do today: results before and after, and what hangs on them."""

    before: method.Result
    after: method.Result
    flips: tuple[Flip, ...]
    recomputed: tuple[Commitment, ...]

    @property
    def speaks_against(self) -> bool:
        """Whether the weight that moves, or weighs more, is the one against."""
        moved_against = self.after.against_mb - self.before.against_mb
        moved_for = self.after.for_mb - self.before.for_mb
        return (
            moved_against != 0 if moved_against or moved_for else self.after.against_mb >= self.after.for_mb
        )

    @property
    def weight_before(self) -> int:
        """The weight of that side, milli-bans."""
        return self.before.against_mb if self.speaks_against else self.before.for_mb

    @property
    def weight_after(self) -> int:
        """The weight of that side afterwards, milli-bans."""
        return self.after.against_mb if self.speaks_against else self.after.for_mb

    @property
    def exclusion(self) -> dict[str, str]:
        """The findings that would not be counted, with their codes."""
        return {one.finding_id: one.code.value for one in self.after.excluded}


def waiting(reader: User) -> QuerySet[Finding]:
    """The findings that wait, the longest first, with what `letter_of` needs."""
    rows = seen(reader).filter(state=FindingState.SUBMITTED).order_by("submitted_at", "id")
    return rows.prefetch_related("report__source__reliabilities")


def approved_by(reader: User, findings: Collection[Finding]) -> set[int]:
    """The numbers of those findings that the reader has approved and that wait for a second reviewer."""
    asked = [one.pk for one in findings if one.commitment.agreement.reviewers_needed > 1]
    if not asked:
        return set()
    given = Review.objects.filter(reviewer=reader, act=ReviewAct.APPROVED, finding__in=asked)
    return set(given.filter(round=F("finding__submissions")).values_list("finding_id", flat=True))


def letter_of(finding: Finding) -> str:
    """The reliability it has or would inherit, from ratings already read."""
    if finding.reliability:
        return finding.reliability
    return _rated_on(finding.report.source, finding.report.published_on)


def _rated_on(source: Source, day: date) -> str:
    """The letter of a source on a day, from ratings already read where they were."""
    rated = sorted(source.reliabilities.all(), key=lambda one: one.from_on)
    known = [one for one in rated if one.from_on <= day]
    return known[-1].reliability if known else register.UNRATED


def effect_of(reader: User, finding: Finding, at: datetime, *, backfill: bool = False) -> Effect | None:
    """What accepting it at a moment would do, as the reader sees it; None where that is unknown."""
    commitment = finding.commitment
    if finding.origin is None or commitment.current is None:
        return None
    today = days.day_in(commitment.agreement.time_zone, at)
    links = CommitmentLink.objects.filter(other=commitment, kind__in=WEIGHED_LINKS, removed_at__isnull=True)
    dependents = list(links.exclude(commitment=commitment).values_list("commitment_id", flat=True).distinct())
    facts = facts_for([commitment.pk, *dependents], audience_of(reader))
    key = facts.keys.get(commitment.pk)
    if key is None or key not in facts.findings:
        return None
    replaced = finding.supersedes.reference if finding.supersedes else ""
    given = {one.id for one in facts.findings[key]}
    wanted = [key, *(facts.keys[pk] for pk in dependents if pk in facts.keys)]
    try:
        changes = method.what_if(
            facts.commitments,
            facts.findings,
            as_of=today,
            added={key: [as_accepted(finding, today, backfill=backfill)]},
            removed={key: [replaced]} if replaced in given else {},
            parameters=facts.parameters,
            wanted=wanted,
        )
    except method.InvalidInput:
        return None
    others = Commitment.objects.select_related("agreement").in_bulk(
        [pk for pk in dependents if pk in facts.keys]
    )
    return Effect(
        before=changes[key].before,
        after=changes[key].after,
        flips=tuple(
            Flip(
                commitment=one,
                before=changes[facts.keys[pk]].before.status,
                after=changes[facts.keys[pk]].after.status,
            )
            for pk, one in others.items()
            if changes[facts.keys[pk]].status_changes
        ),
        recomputed=(commitment, *others.values()),
    )


def as_accepted(finding: Finding, today: date, *, backfill: bool) -> method.Finding:
    """The finding as the method would be given it, were it accepted today."""
    version, report = finding.commitment.current, finding.report
    published = max(
        report.published_on, min(days.last_day(report.published_on, report.published_precision), today)
    )
    value = None
    if finding.bound and version and version.baseline is not None and version.target is not None:
        bound = method.Bound(finding.bound)
        if bound is method.Bound.RANGE:
            figures = {"low": finding.value_low, "high": finding.value_high}
        else:
            figures = {"value": finding.value_high if bound is method.Bound.AT_MOST else finding.value_low}
        value = method.worst_bound(bound, **figures, baseline=version.baseline, target=version.target)
    return method.Finding(
        id=finding.reference,
        origin=_root(finding),
        stance=method.Stance(finding.stance),
        reliability=method.Reliability(finding.reliability or _rated_on(report.source, published)),
        credibility=method.Credibility(finding.credibility),
        interest=method.Interest(finding.interest),
        observed_from=finding.observed_from,
        observed_to=finding.observed_to,
        event_on=finding.event_on,
        published_on=published,
        accepted_on=None if backfill else today,
        value=value,
        extent=finding.extent or 1,
        severity=finding.severity,
        reversal=finding.reversal,
        repudiation=finding.repudiation,
    )


def _root(finding: Finding) -> str:
    origin = finding.origin
    for _step in range(10):
        if origin is None or origin.merged_into is None:
            break
        origin = origin.merged_into
    return origin.slug if origin else ""
