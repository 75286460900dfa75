"""Keeps what the search looks in, and compares it with the things; who may find what is not known here."""

from tracker.services.search.checking import differences, rebuild
from tracker.services.search.keeping import refresh

__all__ = ["differences", "rebuild", "refresh"]
