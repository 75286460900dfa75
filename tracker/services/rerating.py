"""Rates a source from a day on and proposes anew what still carries the old letter; it decides on neither."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tracker.models import Finding, Source, SourceReliability, User
from tracker.models.choices import FindingState
from tracker.selectors import register, supposing
from tracker.services import policies, rows, sources
from tracker.services.findings.replacing import Proposed, propose_in_place
from tracker.services.refusals import Refused

MOST_AT_ONCE = 100  # proposals made in one go: somebody reviews each


@dataclass(frozen=True)
class Rating:
    """A letter that is only thought of, from a day on."""

    reliability: str
    from_on: date


def outdated(reader: User, source: Source, rating: Rating | None = None) -> list[tuple[Finding, str]]:
    """The findings that count and inherit, but carry another letter than the ratings give their day, with it.

    `rating` is taken as given too. Whoever overrode the letter knew why: those are left alone.
    """
    letters = _mismatched(reader, source, rating)
    rows = supposing.in_force(reader).filter(pk__in=list(letters))
    return [(finding, letters[finding.pk]) for finding in rows]


def number_outdated(reader: User, source: Source) -> int:
    """How many findings `outdated` would answer."""
    return len(_mismatched(reader, source, None))


def plan(stale: Sequence[tuple[Finding, str]]) -> dict[str, dict[str, str]]:
    """What these findings would be with the letter they ought to inherit."""
    return {finding.reference: {"reliability": letter} for finding, letter in stale}


def rests_on(reader: User, source: Source, changes: supposing.Changes, at: datetime) -> str:
    """The digest of what a preview rests on: the findings, their duties, the ratings there are."""
    duties = supposing.duties_touched(reader, changes)
    ratings = [f"{one.from_on} {one.reliability}" for one in register.ratings(source)]
    return supposing.digest(reader, duties, changes, at, source.version, *ratings)


def rate(
    *,
    source: Source,
    reliability: str,
    from_on: date,
    reason: str,
    by: User,
    at: datetime,
    propose: bool = True,
    seen: str | None = None,
) -> tuple[SourceReliability, Proposed]:
    """Give a source its letter from a day on, and propose in their place the findings that inherit it.

    Accepted findings keep their letter until somebody accepts the proposal. `seen` is what the preview rested
    on. Refused without a reason, when rated from that day on already, and when something moved since.
    """
    policies.check_can_rate(by)
    with transaction.atomic():
        row = rows.locked(source)
        stale = outdated(by, row, Rating(reliability, from_on))
        _check_seen(seen, rests_on(by, row, plan(stale), at))
        rating = sources.rate(
            source=row, reliability=reliability, from_on=from_on, reason=reason, by=by, at=at
        )
        done = _propose(stale, reason=reason, by=by, at=at) if propose else Proposed()
    return rating, done


def propose(*, source: Source, reason: str, by: User, at: datetime, seen: str | None = None) -> Proposed:
    """Propose in their place the findings that still carry another letter than the source's ratings give."""
    with transaction.atomic():
        row = rows.locked(source)
        stale = outdated(by, row)
        _check_seen(seen, rests_on(by, row, plan(stale), at))
        return _propose(stale, reason=reason, by=by, at=at)


def _propose(stale: Sequence[tuple[Finding, str]], *, reason: str, by: User, at: datetime) -> Proposed:
    if not stale:
        return Proposed()
    policies.check_can_draft(by)
    fresh = {"reliability": "", "reliability_reason": ""}
    waiting = Finding.objects.filter(
        supersedes__in=[finding.pk for finding, _letter in stale],
        state__in=(FindingState.DRAFT, FindingState.SUBMITTED),
        removed_at__isnull=True,
    )
    proposed = set(waiting.values_list("supersedes", flat=True))
    changes = [(finding, fresh) for finding, _letter in stale if finding.pk not in proposed]
    return propose_in_place(changes=changes[:MOST_AT_ONCE], reason=reason, by=by, at=at)


def _mismatched(reader: User, source: Source, rating: Rating | None) -> dict[int, str]:
    """The letter that each finding ought to inherit and does not carry."""
    letters = [(one.from_on, one.reliability) for one in register.ratings(source)]
    if rating is not None:
        letters = [(day, letter) for day, letter in letters if day != rating.from_on]
        letters.append((rating.from_on, rating.reliability))
    letters.sort()
    inherited = supposing.in_force(reader).filter(report__source=source, reliability_reason="")
    found = inherited.order_by("pk").values_list("pk", "published_on", "reliability")
    return {pk: letter for pk, day, carried in found if (letter := _letter(letters, day)) != carried}


def _letter(letters: Sequence[tuple[date, str]], day: date | None) -> str:
    known = [letter for from_on, letter in letters if day is not None and from_on <= day]
    return known[-1] if known else register.UNRATED


def _check_seen(seen: str | None, now: str) -> None:
    if seen is not None and seen != now:
        raise Refused(
            _(
                "Somebody changed what this rests on since you looked, so nothing was done. "
                "The statuses below are worked out anew: look again, then confirm."
            ),
            field="seen",
        )
