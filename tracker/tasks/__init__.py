"""The queue's door: thin tasks that take ids, read the clock and call services; the queue is only a hint."""

from tracker.tasks import (
    assessments,
    backups,
    briefs,
    captures,
    documents,
    feeds,
    jobs,
    ledger,
    letters,
    portfolios,
    receivers,
    rehearsals,
    uploads,
)

__all__ = [
    "assessments",
    "backups",
    "briefs",
    "captures",
    "documents",
    "feeds",
    "jobs",
    "ledger",
    "letters",
    "portfolios",
    "receivers",
    "rehearsals",
    "uploads",
]
