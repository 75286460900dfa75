"""Puts the parts together and exposes the Celery app; nothing below may import from here."""

from tracker.config.celery import app as celery_app

__all__ = ["celery_app"]
