"""Tells the queue what waits, after the commit that made it wait; it must never fail the page that saved."""

import logging
from typing import Any

from tracker.services.jobs import chunks
from tracker.services.signals import (
    briefs_requested,
    captures_requested,
    documents_waiting,
    letters_waiting,
    portfolios_requested,
    reassessment_requested,
    rehearsals_requested,
    uploads_waiting,
)
from tracker.tasks.assessments import IDS_A_CALL, reassess
from tracker.tasks.briefs import make_briefs
from tracker.tasks.captures import fetch_pages
from tracker.tasks.documents import read_documents
from tracker.tasks.letters import send_letters
from tracker.tasks.portfolios import compute_portfolios
from tracker.tasks.rehearsals import rehearse
from tracker.tasks.uploads import read_uploads

logger = logging.getLogger(__name__)

LETTER_WAITS = 15  # seconds


def nudge(commitment_ids: list[int], **kwargs: Any) -> None:
    """Call for the reassessments; without a broker the sweep finds them within a minute."""
    try:
        for ids in chunks(commitment_ids, IDS_A_CALL):
            reassess.apply_async(args=[ids], retry=False)
    except Exception as error:  # whatever a broker may do wrong, what was saved is saved
        logger.warning("The queue was not told of %s requests: %s", len(commitment_ids), error)


def nudge_reading(attachment_ids: list[int], **kwargs: Any) -> None:
    """Call for the reading of originals, one a call; without a broker the sweep finds them."""
    try:
        for number in attachment_ids:
            read_documents.apply_async(args=[[number]], retry=False)
    except Exception as error:
        logger.warning("The queue was not told of %s originals: %s", len(attachment_ids), error)


def nudge_uploads(upload_ids: list[int], **kwargs: Any) -> None:
    """Call for the reading of complete uploads, one a call; without a broker the sweep finds them."""
    try:
        for number in upload_ids:
            read_uploads.apply_async(args=[[number]], retry=False)
    except Exception as error:
        logger.warning("The queue was not told of %s uploads: %s", len(upload_ids), error)


def nudge_fetching(capture_ids: list[int], **kwargs: Any) -> None:
    """Call for the fetching of pages; without a broker the sweep finds them."""
    try:
        fetch_pages.apply_async(args=[capture_ids], retry=False)
    except Exception as error:
        logger.warning("The queue was not told of %s pages: %s", len(capture_ids), error)


def nudge_portfolios(portfolio_ids: list[int], **kwargs: Any) -> None:
    """Call for the first chunk of portfolios; without a broker the sweep finds them."""
    try:
        compute_portfolios.apply_async(args=[portfolio_ids], retry=False)
    except Exception as error:
        logger.warning("The queue was not told of %s portfolios: %s", len(portfolio_ids), error)


def nudge_letters(letter_ids: list[int], **kwargs: Any) -> None:
    """Call for letters that are due now, a little later: what happens meanwhile goes with the same mail."""
    try:
        send_letters.apply_async(args=[letter_ids], countdown=LETTER_WAITS, retry=False)
    except Exception as error:
        logger.warning("The queue was not told of %s letters: %s", len(letter_ids), error)


def nudge_briefs(brief_ids: list[int], **kwargs: Any) -> None:
    """Call for the making of briefs, one a call; without a broker the sweep finds them."""
    try:
        for number in brief_ids:
            make_briefs.apply_async(args=[[number]], retry=False)
    except Exception as error:
        logger.warning("The queue was not told of %s briefs: %s", len(brief_ids), error)


def nudge_rehearsals(rehearsal_ids: list[int], **kwargs: Any) -> None:
    """Call for the first chunk of rehearsals; without a broker the sweep finds them."""
    try:
        rehearse.apply_async(args=[rehearsal_ids], retry=False)
    except Exception as error:
        logger.warning("The queue was not told of %s rehearsals: %s", len(rehearsal_ids), error)


def connect() -> None:
    """Listen to the services; called once, when the app is ready."""
    briefs_requested.connect(nudge_briefs, dispatch_uid="tracker.tasks.receivers.nudge_briefs")
    reassessment_requested.connect(nudge, dispatch_uid="tracker.tasks.receivers.nudge")
    documents_waiting.connect(nudge_reading, dispatch_uid="tracker.tasks.receivers.nudge_reading")
    uploads_waiting.connect(nudge_uploads, dispatch_uid="tracker.tasks.receivers.nudge_uploads")
    portfolios_requested.connect(nudge_portfolios, dispatch_uid="tracker.tasks.receivers.nudge_portfolios")
    letters_waiting.connect(nudge_letters, dispatch_uid="tracker.tasks.receivers.nudge_letters")
    rehearsals_requested.connect(nudge_rehearsals, dispatch_uid="tracker.tasks.receivers.nudge_rehearsals")
    captures_requested.connect(nudge_fetching, dispatch_uid="tracker.tasks.receivers.nudge_fetching")
