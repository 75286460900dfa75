"""The queue's door: thin tasks that take ids, read the clock and call services; the queue is only a hint."""

from tracker.tasks import assessments, jobs, receivers

__all__ = ["assessments", "jobs", "receivers"]
