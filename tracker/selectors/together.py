"""Answers which waiting findings may be decided in one go, and what accepting them together would do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from tracker import assessment as method
from tracker.models import Commitment, CommitmentLink, Finding, User
from tracker.models.choices import FindingState
from tracker.selectors import days, gradings
from tracker.selectors.facts import facts_for
from tracker.selectors.records import WEIGHED_LINKS
from tracker.selectors.review import Flip, as_accepted
from tracker.selectors.visibility import audience_of

MOST = 50  # findings at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One chosen finding; `obstacle` is why it is not accepted with the others, empty when it is."""

    finding: Finding
    obstacle: str


def choices(reader: User, findings: Sequence[Finding]) -> list[Choice]:
    """Each of the chosen findings with why it cannot be accepted together with the rest; two queries at most.

    Safe is: of one source or one origin, none one's own, no two that say different things of one duty, one
    reviewer asked for, and no second grade outstanding.
    """
    blind = gradings.blind_among(reader, findings)
    said: dict[int, set[str]] = defaultdict(set)
    for one in findings:
        said[one.commitment_id].add(one.stance)
    found = {one.pk: _obstacle(reader, one, said[one.commitment_id], one.pk in blind) for one in findings}
    if not _one_voice([one for one in findings if not found[one.pk]]):
        apart = _("The chosen ones are neither of one source nor of one origin.")
        found = {pk: obstacle or apart for pk, obstacle in found.items()}
    return [Choice(finding=one, obstacle=found[one.pk]) for one in findings]


def _one_voice(findings: Sequence[Finding]) -> bool:
    sources = {one.report.source_id for one in findings}
    origins = {one.origin_id for one in findings}
    return len(sources) <= 1 or len(origins) == 1


def _obstacle(reader: User, one: Finding, said: set[str], blind: bool) -> str:
    if one.state != FindingState.SUBMITTED:
        return _("It no longer waits for review.")
    if one.author_id == reader.pk:
        return _("Yours: another reviewer must take it.")
    if one.origin_id is None:
        return _("It names nobody who knows this first-hand.")
    if one.commitment.agreement.reviewers_needed == 2:
        return _("Its agreement asks for two reviewers: read it by itself.")
    if blind:
        return _("It waits for a second grade: read it by itself.")
    if gradings.needs_second_grade(one) and gradings.grading_of(one).is_open:
        return _("Its two grades differ: settle that first.")
    if len(said) > 1:
        return _("Another chosen finding says something else of the same duty: read both by themselves.")
    return ""


def flips(reader: User, findings: Sequence[Finding], at: datetime) -> list[Flip] | None:
    """The duties whose status would move if all these were accepted at a moment; None where unknown."""
    own = {one.commitment_id for one in findings}
    links = CommitmentLink.objects.filter(other__in=own, kind__in=WEIGHED_LINKS, removed_at__isnull=True)
    numbers = own | set(links.values_list("commitment_id", flat=True))
    if not numbers:
        return []
    facts = facts_for(sorted(numbers), audience_of(reader))
    duties = Commitment.objects.select_related("agreement").in_bulk(sorted(numbers & set(facts.keys)))
    moved: list[Flip] = []
    # Each agreement has its own today.
    for zone in sorted({one.agreement.time_zone for one in duties.values()}):
        today = days.day_in(zone, at)
        wanted = [facts.keys[pk] for pk, one in duties.items() if one.agreement.time_zone == zone]
        added: dict[str, list[method.Finding]] = defaultdict(list)
        removed: dict[str, list[str]] = defaultdict(list)
        for one in findings:
            key = facts.keys.get(one.commitment_id)
            if key is None or key not in facts.findings or one.commitment.current is None:
                return None
            added[key].append(as_accepted(one, today, backfill=False))
            if one.supersedes is not None and one.supersedes.state == FindingState.ACCEPTED:
                removed[key].append(one.supersedes.reference)
        try:
            changes = method.what_if(
                facts.commitments,
                facts.findings,
                as_of=today,
                added=dict(added),
                removed=dict(removed),
                parameters=facts.parameters,
                wanted=wanted,
            )
        except method.InvalidInput:
            return None
        moved += [
            Flip(commitment=one, before=changes[key].before.status, after=changes[key].after.status)
            for pk, one in duties.items()
            if (key := facts.keys[pk]) in changes and changes[key].status_changes
        ]
    return sorted(moved, key=lambda flip: (flip.commitment.agreement.slug, flip.commitment.code))
