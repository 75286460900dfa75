"""Answers which moment and day the factories use; it must not read the clock."""

from datetime import UTC, date, datetime

NOW = datetime(2020, 7, 14, 9, 0, tzinfo=UTC)
TODAY = date(2020, 7, 14)
SIGNED_ON = date(2020, 2, 29)
