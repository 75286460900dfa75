"""The administration: everything that is kept, saved through the services; one module a noun."""

from tracker.admin import (
    agreements,
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
