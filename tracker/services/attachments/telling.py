"""Tells whoever listens that originals wait; it must not know who that is."""

from collections.abc import Collection

from django.db import transaction

from tracker.models import Attachment
from tracker.services.signals import documents_waiting


def nudge_on_commit(ids: Collection[int]) -> None:
    """Tell of originals that wait to be read or drawn, after the commit; the news may get lost."""
    waiting = sorted(ids)
    if waiting:
        transaction.on_commit(
            lambda: documents_waiting.send_robust(sender=Attachment, attachment_ids=waiting), robust=True
        )
