"""Makes the briefs people asked for; what is due stands in the rows, a call lost or doubled does no harm."""

import logging

from celery import shared_task
from django.utils import timezone

from tracker.publishing.briefs import making
from tracker.services import briefs
from tracker.services.refusals import Refused

logger = logging.getLogger(__name__)


@shared_task(name="tracker.make_briefs", ignore_result=True)
def make_briefs(brief_ids: list[int]) -> None:
    """Make these; those ready, given up or held by another worker are passed over."""
    for number in brief_ids:
        row = briefs.claim(brief_id=number, at=timezone.now())
        if row is None:
            continue
        try:
            made = making.make(row, at=timezone.now())
            briefs.keep(
                brief=row,
                content=made.document.content,
                pages=made.document.pages,
                marking=made.marking,
                audience=made.audience,
                checkpoint=made.checkpoint,
                parts=made.parts,
                at=timezone.now(),
            )
        except Refused as refusal:
            briefs.fail(brief=row, problem=refusal.sentence, at=timezone.now())
        except Exception:  # whatever it was, the row says so after three attempts and the others go on
            logger.exception("The brief %s met an error.", row.reference)
            briefs.stumble(brief=row, at=timezone.now())


@shared_task(name="tracker.sweep_briefs", ignore_result=True)
def sweep_briefs() -> None:
    """Call again for those of which the broker lost the news."""
    for number in briefs.waiting(at=timezone.now()):
        make_briefs.delay([number])
