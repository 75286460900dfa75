"""Web pages as they were fetched: asked address, final address, moment, headers, and the record of it all."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tracker.models.references import capture_reference
from tracker.models.reports import Attachment
from tracker.models.states import CaptureState


class Capture(models.Model):
    """One fetch of a web page for one person; filed with a report, it tells where the original came from."""

    reference = models.CharField(
        _("reference"), max_length=20, unique=True, default=capture_reference, editable=False
    )
    url = models.URLField(_("asked address"), max_length=2000)
    final_url = models.URLField(_("final address"), max_length=2000, blank=True, default="")
    state = models.CharField(
        _("state"), max_length=10, choices=CaptureState.choices, default=CaptureState.WAITING, db_index=True
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    claimed_at = models.DateTimeField(_("taken up at"), null=True, blank=True)
    problem = models.CharField(_("why it failed"), max_length=500, blank=True, default="")
    status_code = models.PositiveSmallIntegerField(_("status"), null=True, blank=True)
    headers = models.JSONField(_("headers"), default=list, help_text=_("Pairs of name and value, in order."))
    sha256 = models.CharField(_("SHA-256 of the body"), max_length=64, blank=True, default="")
    warc_sha256 = models.CharField(_("SHA-256 of the WARC record"), max_length=64, blank=True, default="")
    content_type = models.CharField(_("content type"), max_length=120, blank=True, default="")
    title = models.CharField(_("title in the page"), max_length=300, blank=True, default="")
    author = models.CharField(_("author in the page"), max_length=300, blank=True, default="")
    written_on = models.DateField(_("day in the page"), null=True, blank=True)
    language = models.CharField(_("guessed language"), max_length=10, blank=True, default="")
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.ForeignKey("tracker.User", on_delete=models.PROTECT, related_name="captures")
    fetched_at = models.DateTimeField(_("fetched at"), null=True, blank=True)
    attachment = models.OneToOneField(
        Attachment,
        verbose_name=_("filed as"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="capture",
    )

    class Meta:
        verbose_name = _("fetched page")
        verbose_name_plural = _("fetched pages")
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="capture_state_agrees",
                condition=Q(state="waiting", fetched_at__isnull=True)
                | (Q(state="done", fetched_at__isnull=False) & ~Q(sha256=""))
                | (Q(state="failed") & ~Q(problem="")),
            ),
        ]

    def __str__(self) -> str:
        return self.reference
