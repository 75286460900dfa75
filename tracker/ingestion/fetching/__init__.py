"""Fetches one page from the public web, and nothing from anywhere else; it must not know what it is for."""

from tracker.ingestion.fetching.errors import NotFetched
from tracker.ingestion.fetching.following import Fetched, Hop, fetch

__all__ = ["Fetched", "Hop", "NotFetched", "fetch"]
