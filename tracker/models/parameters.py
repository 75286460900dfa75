"""Dated versions of the method's numbers, and what numbers would flip before they are published."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tracker.models.references import rehearsal_reference
from tracker.models.states import WorkState


class Parameters(models.Model):
    """One published version: only the numbers that differ from the method's own defaults are stored."""

    name = models.CharField(_("name"), max_length=40, unique=True)
    values = models.JSONField(_("values"), default=dict, blank=True)
    valid_from = models.DateField(_("used from"), unique=True)
    reason = models.CharField(_("reason"), max_length=500)
    flips = models.JSONField(
        _("statuses that changed"),
        default=list,
        blank=True,
        help_text=_("What the preview showed before they were published: duty, before, after."),
    )
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        "tracker.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("parameters of the method")
        verbose_name_plural = _("parameters of the method")
        ordering = ["valid_from"]

    def __str__(self) -> str:
        return self.name


class Rehearsal(models.Model):
    """What other numbers would flip, judged in a job: it waits, is worked in chunks, and is kept."""

    reference = models.CharField(
        _("reference"), max_length=20, unique=True, default=rehearsal_reference, editable=False
    )
    digest = models.CharField(
        _("what it rests on"),
        max_length=40,
        unique=True,
        help_text=_("Of the numbers, the day, and the last entry of the ledger that a status may hang on."),
    )
    numbers = models.JSONField(_("numbers"))
    asked_by = models.ForeignKey("tracker.User", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked at"))
    state = models.CharField(_("state"), max_length=10, choices=WorkState.choices, default=WorkState.WAITING)
    total = models.PositiveIntegerField(_("to do"), default=0)
    done = models.PositiveIntegerField(_("done"), default=0)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    claimed_at = models.DateTimeField(_("taken up at"), null=True, blank=True)
    problem = models.CharField(_("why it failed"), max_length=500, blank=True, default="")
    ready_at = models.DateTimeField(_("ready at"), null=True, blank=True)
    flips = models.JSONField(_("statuses that would change"), default=list, blank=True)

    class Meta:
        verbose_name = _("rehearsal of numbers")
        verbose_name_plural = _("rehearsals of numbers")
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(name="rehearsal_done_at_most_total", condition=Q(done__lte=F("total"))),
            models.CheckConstraint(
                name="rehearsal_ready_has_a_moment",
                condition=~Q(state="ready") | Q(ready_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.reference
