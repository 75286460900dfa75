"""Dated versions of the method's numbers; the last one recorded by a day is used for that day."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
