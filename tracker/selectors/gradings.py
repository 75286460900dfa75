"""Answers which findings are graded twice and what the two grades say; it must not grade or settle any."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import F, QuerySet

from tracker.models import Finding, Review, User
from tracker.models.choices import FindingState, ReviewAct
from tracker.selectors.visibility import visible_to

PER_MILLE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Grading:
    """The second grade of one finding: whether it takes one, has one, and whether the two agree."""

    needed: bool
    second: Review | None
    settled: Review | None

    @property
    def waits(self) -> bool:
        """Whether somebody must still grade it without seeing the first grade."""
        return self.needed and self.second is None

    @property
    def is_open(self) -> bool:
        """Whether the finding says another grade than the second person, and nobody has settled it."""
        return self.second is not None and self.settled is None


def in_sample(reference: str, share_pm: int) -> bool:
    """Whether a finding belongs to the share, per mille, that is graded twice.

    Told from a digest of its reference: the same whoever asks and however often, and without chance.
    """
    digest = hashlib.sha256(f"second grading {reference}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % PER_MILLE < share_pm


def needs_second_grade(finding: Finding) -> bool:
    """Whether its agreement wants this finding graded twice."""
    return in_sample(finding.reference, finding.commitment.agreement.second_grading_pm)


def grading_of(finding: Finding) -> Grading:
    """What is known of a finding's second grade; one query.

    A grade is asked for once. It stays open as long as the finding says something that neither the second
    person nor a settlement says: an author who changes the grade to theirs has settled it.
    """
    acts = list(finding.reviews.filter(act__in=[ReviewAct.GRADED, ReviewAct.SETTLED]).order_by("-id"))
    second = next((one for one in acts if one.act == ReviewAct.GRADED), None)
    said = (finding.stance, finding.credibility)
    agreed = [one for one in acts if (one.stance, one.credibility) == said]
    return Grading(needed=needs_second_grade(finding), second=second, settled=agreed[0] if agreed else None)


def is_blind(reader: User, finding: Finding) -> bool:
    """Whether the grade of a finding is kept from this reader, so that a second one can be given."""
    return finding.pk in blind_among(reader, [finding])


def blind_among(reader: User, findings: Collection[Finding]) -> set[int]:
    """The numbers of those findings whose grade is kept from this reader; at most one query.

    While one waits for its second grade, nobody but its author reads the first.
    """
    asked = {
        one.pk
        for one in findings
        if one.state == FindingState.SUBMITTED and one.author_id != reader.pk and needs_second_grade(one)
    }
    if not asked:
        return set()
    graded = Review.objects.filter(finding__in=asked, act=ReviewAct.GRADED)
    return asked - set(graded.values_list("finding_id", flat=True))


def kept_back(reader: User) -> set[int]:
    """The numbers of all findings whose grade is kept from this reader now; one query."""
    rows = Finding.objects.filter(
        state=FindingState.SUBMITTED, commitment__agreement__second_grading_pm__gt=0
    ).exclude(author=reader)
    graded = Review.objects.filter(act=ReviewAct.GRADED, finding__state=FindingState.SUBMITTED)
    asked = rows.exclude(pk__in=graded.values("finding")).values_list(
        "pk", "reference", "commitment__agreement__second_grading_pm"
    )
    return {pk for pk, reference, share_pm in asked if in_sample(reference, share_pm)}


def pairs(reader: User) -> QuerySet[Review]:
    """Every second grade that the reader may see, beside the first, by agreement."""
    findings = visible_to(reader, Finding.objects.all()).exclude(state=FindingState.DRAFT)
    rows = Review.objects.filter(act=ReviewAct.GRADED, finding__in=findings.values("pk"))
    return rows.select_related("finding__commitment__agreement", "finding__author", "reviewer")


def open_differences(reader: User) -> list[Review]:
    """The second grades that differ from the first on findings that still wait for somebody to settle it."""
    rows = pairs(reader).filter(finding__state=FindingState.SUBMITTED)
    agreed = Review.objects.filter(
        act__in=[ReviewAct.GRADED, ReviewAct.SETTLED],
        finding__stance=F("stance"),
        finding__credibility=F("credibility"),
    )
    return list(rows.exclude(finding__in=agreed.values("finding")).order_by("reviewed_at", "id"))
