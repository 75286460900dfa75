"""Whole portfolios computed in a job for a pair of days that no stored history answers."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tracker.models.audiences import Audience
from tracker.models.choices import CONFIDENCES, STATUSES
from tracker.models.commitments import Commitment
from tracker.models.references import portfolio_reference
from tracker.models.states import WorkState


class PortfolioDay(models.Model):
    """One audience's portfolio as of a day, as known by another: asked for once, computed in a job."""

    reference = models.CharField(
        _("reference"), max_length=20, unique=True, default=portfolio_reference, editable=False
    )
    audience = models.ForeignKey(Audience, on_delete=models.CASCADE, related_name="+")
    as_of = models.DateField(_("as of"))
    known_by = models.DateField(_("known by"))
    state = models.CharField(_("state"), max_length=10, choices=WorkState.choices, default=WorkState.WAITING)
    total = models.PositiveIntegerField(_("to do"), default=0)
    done = models.PositiveIntegerField(_("done"), default=0)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    claimed_at = models.DateTimeField(_("taken up at"), null=True, blank=True)
    problem = models.CharField(_("why it failed"), max_length=500, blank=True, default="")
    asked_at = models.DateTimeField(_("asked at"))
    ready_at = models.DateTimeField(_("ready at"), null=True, blank=True)
    ledger_size = models.PositiveBigIntegerField(
        _("entries of the ledger"), default=0, help_text=_("How many there were when it was computed.")
    )

    class Meta:
        verbose_name = _("portfolio of a pair of days")
        verbose_name_plural = _("portfolios of pairs of days")
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["audience", "as_of", "known_by"], name="portfolio_once_per_pair"),
            models.CheckConstraint(name="portfolio_done_at_most_total", condition=Q(done__lte=F("total"))),
            models.CheckConstraint(
                name="portfolio_ready_has_a_moment",
                condition=~Q(state="ready") | Q(ready_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.as_of} {self.known_by}"


class PortfolioStanding(models.Model):
    """Where one commitment stood in such a portfolio, in the columns of a status span."""

    portfolio = models.ForeignKey(PortfolioDay, on_delete=models.CASCADE, related_name="standings")
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="portfolio_standings")
    status = models.CharField(_("status"), max_length=12, choices=STATUSES)
    progress_pm = models.PositiveIntegerField(_("progress, per mille"), null=True)
    late = models.BooleanField(_("late"), default=False)
    material = models.BooleanField(_("material breach"), default=False)
    self_reported = models.BooleanField(_("self-reported only"), default=False)
    confidence = models.CharField(_("confidence"), max_length=10, choices=CONFIDENCES)
    p_pm = models.PositiveIntegerField(_("probability, per mille"))
    fulfilled_on = models.DateField(_("done on"), null=True)

    class Meta:
        verbose_name = _("standing in a portfolio")
        verbose_name_plural = _("standings in portfolios")
        ordering = ["portfolio", "commitment"]
        constraints = [
            models.UniqueConstraint(fields=["portfolio", "commitment"], name="portfolio_standing_once")
        ]
