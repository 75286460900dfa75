"""Writes a checkpoint to a witness and hands it to the mail server; it must not know what makes one due."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _

from tracker.models import CheckpointLetter
from tracker.publishing.letters import problem_of
from tracker.services import checkpoints, witnesses

logger = logging.getLogger(__name__)


def post(letter_id: int, *, at: datetime) -> None:
    """Send a checkpoint to its witness if it is due, once; what fails is tried again later."""
    letter = witnesses.claim(letter_id=letter_id, at=at)
    if letter is None:
        return
    try:
        compose(letter).send()
    except Exception as error:  # whatever a mail server may do wrong, the letter waits
        logger.warning(
            "A checkpoint could not be mailed, attempt %s: %s", letter.attempts, type(error).__name__
        )
        witnesses.failed(letter=letter, problem=problem_of(error), at=at)
    else:
        witnesses.sent(letter=letter, at=at)


def compose(letter: CheckpointLetter) -> EmailMessage:
    """The mail: the checkpoint as it is to be kept, and what it is good for."""
    head = letter.checkpoint
    with translation.override(settings.LANGUAGE_CODE):
        return EmailMessage(
            subject=_("Checkpoint of the ledger, %(day)s")
            % {"day": head.at.astimezone(UTC).date().isoformat()},
            body=_(
                "Please keep the lines below as they are. They hold what was recorded by then to what it "
                "was: should anybody change it later, servanda_verify.py says so, given these lines."
            )
            + f"\n\n{checkpoints.as_text(head)}",
            to=[letter.witness.email],
            headers={"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
        )
