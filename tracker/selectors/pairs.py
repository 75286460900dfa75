"""Answers for which pairs of days a whole portfolio was computed, and how far one is; it computes none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from tracker.models import Audience, Commitment, LedgerEntry, PortfolioDay, User
from tracker.models.states import WorkState
from tracker.selectors.visibility import audience_of

MOST_AT_ONCE = 400  # commitments; a page must answer, a whole large portfolio is a job's work

# What the method reads; an entry about anything else (a comment, a saved view) moves no status.
WEIGHED = (
    "agreement",
    "anchor",
    "clause",
    "commitment",
    "finding",
    "origin",
    "parameters",
    "party",
    "report",
    "source",
)


class NotComputedYet(LookupError):
    """So many commitments at such a pair of days are a job's work, and nobody has had it done yet.

    A page need not catch it: `tracker.web.not_computed` answers with a sentence and a button.
    """

    def __init__(self, as_of: date, known_by: date) -> None:
        super().__init__(f"No portfolio is ready as of {as_of}, known by {known_by}.")
        self.as_of = as_of
        self.known_by = known_by


def of_pair(audience: Audience, as_of: date, known_by: date) -> PortfolioDay | None:
    """What was asked for this audience and pair, however far it is; None when nobody asked."""
    return PortfolioDay.objects.filter(audience=audience, as_of=as_of, known_by=known_by).first()


def ready(audience: Audience, as_of: date, known_by: date) -> PortfolioDay | None:
    """The portfolio that can be read for this audience and pair, None while there is none; one query."""
    rows = PortfolioDay.objects.filter(audience=audience, as_of=as_of, known_by=known_by)
    return rows.filter(state=WorkState.READY).first()


def seen(reader: User) -> QuerySet[PortfolioDay]:
    """The portfolios of the reader's own audience, last asked first; those of others are not for them."""
    return PortfolioDay.objects.filter(audience=audience_of(reader))


def check_size(commitments: QuerySet[Commitment] | Sequence[Commitment], as_of: date, known_by: date) -> None:
    """Raise NotComputedYet where these are more than a page may compute while somebody waits."""
    number = commitments.count() if isinstance(commitments, QuerySet) else len(commitments)
    if number > MOST_AT_ONCE:
        raise NotComputedYet(as_of, known_by)


def has_grown(reader: User, portfolio: PortfolioDay) -> bool:
    """Whether the ledger, as far as the reader is cleared, grew since by anything a status may hang on."""
    later = LedgerEntry.objects.filter(seq__gt=portfolio.ledger_size, object_type__in=WEIGHED)
    return later.filter(marking__lte=audience_of(reader).level).exists()
