"""Keeps whole portfolios of a pair of days that no history answers; it must not know how one is read."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from tracker.assessment import ReasonCode, Result
from tracker.models import Audience, Commitment, LedgerHead, PortfolioDay, PortfolioStanding, User
from tracker.models.states import WorkState
from tracker.selectors import pairs
from tracker.selectors.facts import ROWS_AT_ONCE, results_on_demand
from tracker.selectors.standings import Source, source_for
from tracker.selectors.visibility import audience_of, visible_to_audience
from tracker.services import ledger
from tracker.services.refusals import Refused
from tracker.services.signals import portfolios_requested
from tracker.services.wording import tidy

CLAIM_LASTS = timedelta(seconds=120)  # far above what one chunk may take
NUDGE_AFTER = timedelta(seconds=60)  # by then the broker has lost the news
KEPT_FOR = timedelta(days=14)
MOST_ATTEMPTS = 3  # for each chunk
MOST_WAITING = 5  # of one audience: the queue is everybody's


def ask(*, as_of: date, known_by: date, today: date, by: User, at: datetime) -> PortfolioDay:
    """Have the portfolio of the reader's audience computed for a pair of days; what is under way goes on.

    One that is ready is computed again only when the ledger has grown since. Refused for days after `today`
    (the reader's), for a pair that a history answers, and while too many wait.
    """
    if max(as_of, known_by) > today:
        raise Refused(_("Statuses are known up to today; choose days that are not in the future."))
    if source_for(as_of, known_by, today) is not Source.COMPUTED:
        raise Refused(_("A stored history answers for these days: every page shows them at once."))
    audience = audience_of(by)
    with transaction.atomic():
        row, is_new = PortfolioDay.objects.get_or_create(
            audience=audience, as_of=as_of, known_by=known_by, defaults={"asked_at": at}
        )
        row = PortfolioDay.objects.select_for_update().get(pk=row.pk)
        if not is_new and row.state == WorkState.WAITING:
            return row
        if row.state == WorkState.READY and not pairs.has_grown(by, row):
            return row
        others = pairs.seen(by).filter(state=WorkState.WAITING).exclude(pk=row.pk)
        if others.count() >= MOST_WAITING:
            raise Refused(
                _("%(most)d portfolios are being computed already; wait until one of them is ready.")
                % {"most": MOST_WAITING}
            )
        _begin(row, at)
        days = ledger.values_of(row, "as_of", "known_by")
        ledger.record(action="portfolio.ask", thing=row, by=by, at=at, after=days)
        _tell_on_commit(row.pk)
    return row


def claim(*, portfolio_id: int, at: datetime) -> PortfolioDay | None:
    """Take up one that waits, counting the attempt before the work; None when there is nothing to do.

    One whose next chunk was begun three times and never ended is given up: it took its worker down each time.
    """
    with transaction.atomic():
        rows = PortfolioDay.objects.filter(pk=portfolio_id, state=WorkState.WAITING)
        row = rows.filter(_free(at)).select_for_update().first()
        if row is None:
            return None
        if row.attempts >= MOST_ATTEMPTS:
            _fail(row, _("The job that computed it ended three times before its time."))
            return None
        rows.update(attempts=F("attempts") + 1, claimed_at=at)
        row.refresh_from_db()
    return row


def compute(*, portfolio: PortfolioDay, at: datetime) -> bool:
    """Compute the next chunk of a claimed one and let it go; whether more is to do.

    Writes nothing when somebody else took it up meanwhile, or it was begun anew.
    """
    audience = portfolio.audience
    numbers = _commitments(audience)
    chunk = numbers[portfolio.done : portfolio.done + ROWS_AT_ONCE]
    results = results_on_demand(chunk, audience, portfolio.as_of, portfolio.known_by)
    with transaction.atomic():
        row = PortfolioDay.objects.select_for_update().filter(pk=portfolio.pk).first()
        if row is None or (row.claimed_at, row.done) != (portfolio.claimed_at, portfolio.done):
            return False
        PortfolioStanding.objects.bulk_create(
            [_standing(row, pk, result) for pk, result in results.items()], ignore_conflicts=True
        )
        row.total, row.done = len(numbers), row.done + len(chunk)
        row.claimed_at, row.attempts = None, 0
        if row.done == row.total:
            row.state, row.ready_at = WorkState.READY, at
        row.save()
    return row.state == WorkState.WAITING


def stumble(*, portfolio: PortfolioDay) -> None:
    """Note that a claimed one met an error; after three attempts it is given up with a sentence."""
    with transaction.atomic():
        rows = PortfolioDay.objects.select_for_update().filter(pk=portfolio.pk, state=WorkState.WAITING)
        row = rows.filter(claimed_at=portfolio.claimed_at).first()
        if row is None:
            return
        row.claimed_at = None
        if row.attempts >= MOST_ATTEMPTS:
            _fail(
                row, _("Computing it failed three times. Ask again, or tell whoever runs this installation.")
            )
        else:
            row.save(update_fields=["claimed_at"])


def waiting(*, at: datetime) -> list[int]:
    """Those that wait for too long and are held by nobody, longest first."""
    rows = PortfolioDay.objects.filter(_free(at), state=WorkState.WAITING, asked_at__lt=at - NUDGE_AFTER)
    return list(rows.order_by("asked_at", "pk").values_list("pk", flat=True))


def forget() -> None:
    """Let every portfolio go, since markings moved: what a result rested on may be closed to its readers now.

    Those under way begin anew. Call it in the transaction of the change.
    """
    PortfolioDay.objects.exclude(state=WorkState.WAITING).delete()
    for row in PortfolioDay.objects.select_for_update():
        _begin(row, row.asked_at)
        _tell_on_commit(row.pk)


def clean_up(*, at: datetime) -> int:
    """Let go those asked for longer than KEPT_FOR ago; answers how many."""
    with transaction.atomic():
        old = list(PortfolioDay.objects.filter(asked_at__lt=at - KEPT_FOR).values_list("pk", flat=True))
        PortfolioDay.objects.filter(pk__in=old).delete()
    return len(old)


def _begin(row: PortfolioDay, at: datetime) -> None:
    PortfolioStanding.objects.filter(portfolio=row).delete()
    row.state, row.asked_at, row.ready_at, row.problem = WorkState.WAITING, at, None, ""
    row.done, row.attempts, row.claimed_at = 0, 0, None
    row.total = len(_commitments(row.audience))
    # Read before the facts are: what is recorded while it is computed may be missing from it.
    row.ledger_size = LedgerHead.objects.values_list("size", flat=True).get(id=1)
    row.save()


def _commitments(audience: Audience) -> list[int]:
    rows = visible_to_audience(audience, Commitment.objects.all())
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _standing(row: PortfolioDay, commitment_id: int, result: Result) -> PortfolioStanding:
    return PortfolioStanding(
        portfolio=row,
        commitment_id=commitment_id,
        status=result.status.value,
        progress_pm=result.progress_pm,
        late=result.late,
        material=result.material,
        self_reported=result.has(ReasonCode.SELF_REPORTED_ONLY),
        confidence=result.confidence.value,
        p_pm=result.p_pm,
        fulfilled_on=result.fulfilled_on,
    )


def _free(at: datetime) -> Q:
    return Q(claimed_at__isnull=True) | Q(claimed_at__lt=at - CLAIM_LASTS)


def _fail(row: PortfolioDay, problem: str) -> None:
    row.state, row.claimed_at, row.problem = WorkState.FAILED, None, tidy(problem)[:500]
    row.save()


def _tell_on_commit(number: int) -> None:
    def tell() -> None:
        portfolios_requested.send(sender=PortfolioDay, portfolio_ids=[number])

    transaction.on_commit(tell, robust=True)
