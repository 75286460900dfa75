"""Runs of background jobs, as rows people can see."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tracker.models.states import JobState


class JobRun(models.Model):
    """One run of a job for one period; the pair is unique, so that a second beat does nothing."""

    name = models.CharField(_("job"), max_length=80)
    period = models.CharField(
        _("period"), max_length=80, help_text=_("What makes this run the only one, such as a day and a zone.")
    )
    state = models.CharField(_("state"), max_length=10, choices=JobState.choices, default=JobState.RUNNING)
    total = models.PositiveIntegerField(_("to do"), default=0)
    done = models.PositiveIntegerField(_("done"), default=0)
    message = models.CharField(_("message"), max_length=500, blank=True, default="")
    started_at = models.DateTimeField(_("started at"))
    seen_at = models.DateTimeField(_("last sign of life"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        verbose_name = _("job run")
        verbose_name_plural = _("job runs")
        ordering = ["-started_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["name", "period"], name="job_run_once_per_period"),
            models.CheckConstraint(name="job_run_done_at_most_total", condition=Q(done__lte=F("total"))),
            models.CheckConstraint(
                name="job_run_ended_when_not_running",
                condition=Q(state="running", ended_at__isnull=True)
                | (~Q(state="running") & Q(ended_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.period}"
