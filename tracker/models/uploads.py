"""Files on their way in, piece by piece; one that is complete waits until a report is filed with it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tracker.models.references import upload_reference
from tracker.models.states import ReadState


class Upload(models.Model):
    """One file that a person sends in pieces; a broken connection goes on where it stopped."""

    reference = models.CharField(
        _("reference"), max_length=40, unique=True, default=upload_reference, editable=False
    )
    user = models.ForeignKey("tracker.User", on_delete=models.CASCADE, related_name="uploads")
    name = models.CharField(_("file name"), max_length=255)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    received = models.PositiveBigIntegerField(_("received bytes"), default=0)
    begun_at = models.DateTimeField(_("begun at"))
    touched_at = models.DateTimeField(_("last piece at"), db_index=True)
    # What the file says of itself, to begin a report with; read once it is complete.
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True, default="")
    read_state = models.CharField(
        _("text"), max_length=10, choices=ReadState.choices, default=ReadState.WAITING
    )
    read_attempts = models.PositiveSmallIntegerField(_("attempts to read"), default=0)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    title = models.CharField(_("title in the file"), max_length=300, blank=True, default="")
    author = models.CharField(_("author in the file"), max_length=300, blank=True, default="")
    written_on = models.DateField(_("day in the file"), null=True, blank=True)
    language = models.CharField(_("guessed language"), max_length=10, blank=True, default="")
    opening = models.TextField(_("how it begins"), blank=True, default="")

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        ordering = ["-begun_at", "-id"]
        constraints = [
            models.CheckConstraint(name="upload_received_at_most_all", condition=Q(received__lte=F("size"))),
            models.CheckConstraint(name="upload_is_not_empty", condition=Q(size__gte=1)),
            models.CheckConstraint(
                name="upload_read_has_a_moment",
                condition=Q(read_state="waiting", read_at__isnull=True)
                | Q(read_state__in=["read", "no_text"], read_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name
