"""The administration: everything that is kept, saved through the services; one module a noun."""

from tracker.admin import (
    agreements,
    briefs,
    clauses,
    commitments,
    feeds,
    findings,
    observations,
    parties,
    people,
    publications,
    records,
    reports,
    results,
    search,
    sources,
    unfinished,
)

__all__ = [
    "agreements",
    "briefs",
    "clauses",
    "commitments",
    "feeds",
    "findings",
    "observations",
    "parties",
    "people",
    "publications",
    "records",
    "reports",
    "results",
    "search",
    "sources",
    "unfinished",
]
