"""Answers what statuses would be were some findings of another origin or grade; it writes nothing."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from tracker import assessment as method
from tracker.models import Commitment, CommitmentLink, Finding, User
from tracker.models.choices import FindingState
from tracker.selectors import days
from tracker.selectors.facts import facts_for
from tracker.selectors.records import WEIGHED_LINKS
from tracker.selectors.visibility import audience_of, visible_to

AT_ONCE = 50  # duties judged in one request; the rest follows part by part

# A finding's reference, and the fields of the method's finding that would be others.
Changes = Mapping[str, Mapping[str, str]]
KINDS: dict[str, type[str]] = {"interest": method.Interest, "reliability": method.Reliability}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One duty, as it stands today and as it would: results, the findings changed, how many voices speak."""

    commitment: Commitment
    before: method.Result
    after: method.Result
    changed: tuple[str, ...]
    voices_before: int
    voices_after: int
    together: tuple[tuple[str, ...], ...] = ()

    @property
    def status_changes(self) -> bool:
        """Whether its status would be another one."""
        return self.before.status is not self.after.status

    @property
    def weight_changes(self) -> bool:
        """Whether either weight would be another one."""
        return (self.before.for_mb, self.before.against_mb) != (self.after.for_mb, self.after.against_mb)


def duties_touched(reader: User, references: Iterable[str]) -> list[int]:
    """The duties the reader sees on which these findings speak, by code, then those that hang on them."""
    spoken = Finding.objects.filter(reference__in=list(references)).values("commitment")
    rows = visible_to(reader, Commitment.objects.filter(pk__in=spoken))
    own = list(dict.fromkeys(rows.order_by("agreement__slug", "code").values_list("pk", flat=True)))
    links = CommitmentLink.objects.filter(other__in=own, kind__in=WEIGHED_LINKS, removed_at__isnull=True)
    rows = visible_to(reader, Commitment.objects.filter(pk__in=links.values("commitment")))
    more = rows.exclude(pk__in=own).order_by("agreement__slug", "code").values_list("pk", flat=True)
    return [*own, *dict.fromkeys(more)]


def suppose(reader: User, duties: Sequence[int], changes: Changes, at: datetime) -> list[Line]:
    """These duties judged twice as the reader sees them: as known today, and with the changes."""
    rows = Commitment.objects.select_related("agreement", "current").in_bulk(list(duties))
    lines: dict[int, Line] = {}
    for today, numbers in _by_day(rows, at).items():
        facts = facts_for(numbers, audience_of(reader))
        keys = {pk: facts.keys[pk] for pk in numbers if facts.keys.get(pk) in facts.findings}
        supposed = {key: [_changed(one, changes) for one in found] for key, found in facts.findings.items()}
        before, after = (
            method.assess(
                facts.commitments,
                findings,
                as_of=today,
                known_by=today,
                parameters=facts.parameters,
                wanted=list(keys.values()),
            )
            for findings in (facts.findings, supposed)
        )
        for pk, key in keys.items():
            was, now = _counted(facts.findings[key], today), _counted(supposed[key], today)
            changed = tuple(sorted(one.id for one in was if one.id in changes))
            lines[pk] = Line(
                commitment=rows[pk],
                before=before[key],
                after=after[key],
                changed=changed,
                voices_before=len({one.origin for one in was}),
                voices_after=len({one.origin for one in now}),
                together=_groups(now, {one.origin for one in (*was, *now) if one.id in changes}),
            )
    return [lines[pk] for pk in duties if pk in lines]


def digest(reader: User, duties: Sequence[int], changes: Changes, at: datetime, *more: object) -> str:
    """What a preview rested on, as the reader sees it: another digest means that something moved since."""
    rows = Commitment.objects.select_related("agreement").in_bulk(list(duties))
    content = [repr(sorted((name, sorted(map(str, fields.items()))) for name, fields in changes.items()))]
    content += [str(one) for one in more]
    for today, numbers in sorted(_by_day(rows, at).items()):
        facts = facts_for(numbers, audience_of(reader))
        content += [str(today), repr(facts.commitments), repr(facts.findings), repr(facts.parameters)]
    return hashlib.sha256("\n".join(content).encode()).hexdigest()


def in_force(reader: User) -> QuerySet[Finding]:
    """The findings the reader sees that count today, with what a replacement is made from at hand."""
    rows = visible_to(reader, Finding.objects.filter(state=FindingState.ACCEPTED))
    return rows.select_related(
        "report__source", "commitment__agreement", "commitment__current", "origin", "page__attachment"
    ).order_by("commitment__agreement__slug", "commitment__code", "published_on", "id")


def _by_day(rows: Mapping[int, Commitment], at: datetime) -> dict[date, list[int]]:
    """The duties by the day it is in their agreements."""
    found: dict[date, list[int]] = defaultdict(list)
    for pk, one in rows.items():
        found[days.day_in(one.agreement.time_zone, at)].append(pk)
    return found


def _changed(one: method.Finding, changes: Changes) -> method.Finding:
    if one.id not in changes:
        return one
    fields: dict[str, Any] = {name: KINDS.get(name, str)(value) for name, value in changes[one.id].items()}
    return replace(one, **fields)


def _counted(findings: Iterable[method.Finding], today: date) -> list[method.Finding]:
    return [one for one in findings if one.superseded_on is None or one.superseded_on > today]


def _groups(findings: Sequence[method.Finding], origins: set[str]) -> tuple[tuple[str, ...], ...]:
    """The findings of these origins, each voice with its references."""

    def voices() -> Iterator[tuple[str, ...]]:
        for origin in sorted(origins):
            said = tuple(sorted(one.id for one in findings if one.origin == origin))
            if said:
                yield said

    return tuple(voices())
