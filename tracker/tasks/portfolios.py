"""Computes the portfolios people asked for, a chunk a call, so that other work gets its turn between them."""

import logging

from celery import shared_task
from django.utils import timezone

from tracker.services import portfolios

logger = logging.getLogger(__name__)


@shared_task(name="tracker.compute_portfolios", ignore_result=True)
def compute_portfolios(portfolio_ids: list[int]) -> None:
    """The next chunk of each; those ready, given up or held by another worker are passed over."""
    for number in portfolio_ids:
        row = portfolios.claim(portfolio_id=number, at=timezone.now())
        if row is None:
            continue
        try:
            more = portfolios.compute(portfolio=row, at=timezone.now())
        except Exception:  # whatever it was, the row says so after three attempts and the others go on
            logger.exception("The portfolio %s met an error.", row.reference)
            portfolios.stumble(portfolio=row)
            more = False
        if more:
            compute_portfolios.delay([number])


@shared_task(name="tracker.sweep_portfolios", ignore_result=True)
def sweep_portfolios() -> None:
    """Call again for those of which the broker lost the news."""
    for number in portfolios.waiting(at=timezone.now()):
        compute_portfolios.delay([number])
