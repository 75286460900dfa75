"""What reviewers said of a finding before it counted: approvals, returns, blind grades, settlements."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tracker.models.choices import CREDIBILITIES, STANCES, ReviewAct
from tracker.models.findings import Finding


class Review(models.Model):
    """One act of one reviewer on one finding; acceptance itself stands on the finding."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey("tracker.User", on_delete=models.PROTECT, related_name="reviews")
    act = models.CharField(_("act"), max_length=10, choices=ReviewAct.choices)
    stance = models.CharField(_("says the duty is"), max_length=12, choices=STANCES, blank=True, default="")
    credibility = models.CharField(
        _("credibility"), max_length=1, choices=CREDIBILITIES, blank=True, default=""
    )
    first_stance = models.CharField(
        _("the first said the duty is"), max_length=12, choices=STANCES, blank=True, default=""
    )
    first_credibility = models.CharField(
        _("credibility the first gave"),
        max_length=1,
        choices=CREDIBILITIES,
        blank=True,
        default="",
        help_text=_("The author's grade at that moment, which the second person did not see."),
    )
    note = models.CharField(_("note"), max_length=500, blank=True, default="")
    round = models.PositiveSmallIntegerField(
        _("round"), default=1, help_text=_("Counts the times the finding was submitted.")
    )
    reviewed_at = models.DateTimeField(_("reviewed at"))

    class Meta:
        verbose_name = _("review of a finding")
        verbose_name_plural = _("reviews of findings")
        ordering = ["reviewed_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["finding", "reviewer", "act", "round"], name="review_act_once_a_round"
            ),
            models.CheckConstraint(
                name="review_grade_is_whole",
                condition=Q(act__in=["approved", "sent_back"], stance="", credibility="")
                | (Q(act__in=["graded", "settled"]) & ~Q(stance="") & ~Q(credibility="")),
            ),
            models.CheckConstraint(
                name="review_first_grade_beside_the_second",
                condition=(Q(act="graded") & ~Q(first_stance="") & ~Q(first_credibility=""))
                | (~Q(act="graded") & Q(first_stance="", first_credibility="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()}: {self.finding}"
