"""Declares what each list can be asked for; the names are those in the addresses of the pages."""

from __future__ import annotations

from ninja import Field, Schema

MOST_ROWS = 200  # in one answer
USUAL_ROWS = 50
TEXT = 200  # characters of a search


class Present(Schema):
    """Which part of the list."""

    page: int = Field(1, ge=1, le=1_000_000, description="Which page, from 1.")
    size: int = Field(USUAL_ROWS, ge=1, le=MOST_ROWS, description="Rows a page.")


class Asked(Present):
    """Which part of the list, as of and known by which days."""

    as_of: str = Field("", max_length=40, description="The day asked about, such as 2021-05-02; none: today.")
    known_by: str = Field("", max_length=40, description="The day whose knowledge counts; none: `as_of`.")


class Sorted(Asked):
    """... in which order."""

    sort: list[str] = Field([], max_length=8, description="Columns to sort by; a minus turns one round.")


class CommitmentsAsked(Sorted):
    """Filters of the list of commitments; several values of one widen it, several filters narrow it."""

    q: str = Field("", max_length=TEXT, description="Words in code, title, description or parties.")
    agreement: list[str] = Field([], description="Keys of agreements.")
    obligor: list[str] = Field([], description="Keys of parties that owe it.")
    kind: list[str] = []
    status: list[str] = []
    confidence: list[str] = []
    due_from: str = ""
    due_to: str = ""
    essential: list[str] = Field([], description="1: only essential ones; 0: only the others.")
    column: list[str] = Field([], description="Columns beside code, title and status; none: the usual ones.")


class AgreementsAsked(Sorted):
    """Filters of the list of agreements."""

    q: str = Field("", max_length=TEXT)
    kind: list[str] = []


class PartiesAsked(Sorted):
    """Filters of the list of parties."""

    q: str = Field("", max_length=TEXT)
    kind: list[str] = []
    duties: str = Field("", description="some: only those that owe or are owed something.")


class ReportsAsked(Sorted):
    """Filters of the list of reports."""

    q: str = Field("", max_length=TEXT)
    source: str = Field("", description="The key of a source.")
    language: str = ""
    marking: str = Field("", description="0 (TLP:CLEAR) to 4 (TLP:RED).")


class FindingsAsked(Sorted):
    """Filters of the accepted findings."""

    agreement: list[str] = []
    code: list[str] = []
    report: list[str] = []
    source: list[str] = []
    origin: list[str] = []
    stance: list[str] = []


class SourcesAsked(Sorted):
    """Filters of the register of sources."""

    q: str = Field("", max_length=TEXT)


class ChangesAsked(Asked):
    """Filters of the log of changes."""

    agreement: str = ""
    days: str = Field("", description="7, 30, 90 or 365: only so many days back.")
    from_on: str = Field("", alias="from", description="Only from this day on.")
