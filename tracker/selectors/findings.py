"""Answers which findings a reader finds and which duties a passage may bear on; it weighs nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from tracker.models import Comment, Commitment, Finding, User
from tracker.selectors import commitments
from tracker.selectors.visibility import visible_to

WORD = re.compile(r"[\w'’-]{4,}")
LOOKED_AT = 3000  # duties compared with a passage
RELATED = (
    "report__source",
    "report__recorded_by",
    "commitment__agreement",
    "commitment__current",
    "origin",
    "author",
    "accepted_by",
    "rejected_by",
    "superseded_by",
    "supersedes",
    "page__attachment",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A duty a passage may bear on, and the words they share."""

    commitment: Commitment
    words: tuple[str, ...]


def seen(reader: User) -> QuerySet[Finding]:
    """The findings the reader may see, with all a page says of one; drafts are their author's only."""
    rows = visible_to(reader, Finding.objects.select_related(*RELATED))
    return rows.exclude(pk__in=Finding.objects.filter(state="draft").exclude(author=reader).values("pk"))


def known_from(finding: Finding) -> date | None:
    """The first day whose knowledge holds an accepted finding; None for one that was never accepted."""
    if finding.accepted_at is None or finding.published_on is None:
        return None
    return max(finding.published_on, finding.accepted_on or finding.published_on)


def counted_on(finding: Finding, as_of: date, known_by: date) -> bool:
    """Whether it was visible to the method at a pair of days, and not superseded."""
    first = known_from(finding)
    if first is None or first > known_by or finding.observed_to > as_of:
        return False
    return finding.superseded_on is None or finding.superseded_on > known_by


def suggestions(reader: User, passage: str, words: str = "", most: int = 5) -> list[Suggestion]:
    """The duties that match the words looked for; without any, those that share most with the passage."""
    if words.strip():
        found = commitments.suggestions(reader, words, most=most)
        return [Suggestion(commitment=one, words=()) for one in found]
    told = {word.casefold(): word for word in WORD.findall(passage)}
    if not told:
        return []
    rows = visible_to(reader, Commitment.objects.select_related("agreement", "current"))
    ranked = []
    for one in rows.order_by("agreement__slug", "code")[:LOOKED_AT]:
        its = {word.casefold() for word in WORD.findall(f"{one.title} {one.theme} {one.description}")}
        shared = tuple(told[word] for word in told if word in its)
        if shared:
            ranked.append(Suggestion(commitment=one, words=shared))
    ranked.sort(key=lambda found: -len(found.words))
    return ranked[:most]


def commitment_called(reader: User, name: str) -> list[Commitment]:
    """The duties meant by `doha-2020/TAL-03` or `TAL-03`, whatever the case: none, one or several."""
    slug, _slash, code = name.strip().rpartition("/")
    rows = visible_to(reader, Commitment.objects.select_related("agreement", "current"))
    rows = rows.filter(code__iexact=code.strip())
    return list((rows.filter(agreement__slug__iexact=slug.strip()) if slug else rows)[:10])


def comments_on(reader: User, finding: Finding) -> list[Comment]:
    """The remarks on a finding, first things first."""
    rows = visible_to(reader, Comment.objects.filter(finding=finding))
    return list(rows.select_related("written_by").order_by("written_at", "id"))
