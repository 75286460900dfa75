"""Reassessment: who asks for it, who does it, what is stored; callers use these names only."""

from tracker.services.assessments.requests import release, request

__all__ = ["release", "request"]
