"""Reassessment: who asks for it, who does it, what is stored; callers use these names only."""

from tracker.services.assessments.requests import release, request
from tracker.services.assessments.working import Ending, reassess

__all__ = ["Ending", "reassess", "release", "request"]
