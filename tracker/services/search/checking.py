"""Compares all that the search looks in with the things, and makes it anew; it must not know a reader."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import DatabaseError, connection, transaction

from tracker.models import SearchText
from tracker.services.search.entries import KINDS
from tracker.services.search.keeping import compare, in_chunks, refresh_rows


def differences() -> Iterator[str]:
    """A line for each entry that is not as its thing says, and one when the words' own table is not right."""
    for kind in KINDS.values():
        for chunk in in_chunks(kind):
            for one in compare(kind, chunk):
                entry = one.wanted.entry if one.wanted else one.stored.entry  # type: ignore[union-attr]
                what = (
                    "differs" if one.wanted and one.stored else "is missing" if one.wanted else "is left over"
                )
                yield f"{entry} {what}"
    if not _words_agree():
        yield "The table in which words are looked for does not agree with the words."


def rebuild() -> int:
    """Make every entry and the words' own table as they should be; answers how many entries there are.

    Each handful of rows is a transaction of its own, so that others can go on writing.
    """
    for kind in KINDS.values():
        for chunk in in_chunks(kind):
            with transaction.atomic():
                refresh_rows(kind, chunk)
    if not _words_agree():
        _tell_words("rebuild")
    return SearchText.objects.count()


def _words_agree() -> bool:
    """Whether FTS5 holds just the words of the table it belongs to; PostgreSQL's index cannot differ."""
    if connection.vendor != "sqlite":
        return True
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO tracker_searchwords(tracker_searchwords, rank) VALUES ('integrity-check', 1)"
            )
    except DatabaseError:
        return False
    return True


def _tell_words(command: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO tracker_searchwords(tracker_searchwords) VALUES (%s)", [command])
