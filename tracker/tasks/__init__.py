"""The queue's door: thin tasks that take ids, read the clock and call services; the queue is only a hint."""

from tracker.tasks import assessments, documents, jobs, receivers

__all__ = ["assessments", "documents", "jobs", "receivers"]
