"""What people keep for themselves and each other: comments, notifications, saved views, tokens."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.models.assessments import StatusChange
from tracker.models.commitments import Commitment
from tracker.models.findings import Finding
from tracker.models.marked import Marked, Versioned


class Comment(Marked, Versioned):
    """A remark on a finding or a commitment."""

    finding = models.ForeignKey(
        Finding, on_delete=models.CASCADE, null=True, blank=True, related_name="comments"
    )
    commitment = models.ForeignKey(
        Commitment, on_delete=models.CASCADE, null=True, blank=True, related_name="comments"
    )
    text = models.TextField(_("text"))
    written_at = models.DateTimeField(_("written at"))
    written_by = models.ForeignKey("tracker.User", on_delete=models.PROTECT, related_name="comments")

    class Meta(Marked.Meta):
        abstract = False
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["written_at", "id"]
        constraints = [
            *Marked.Meta.constraints,
            models.CheckConstraint(
                name="comment_on_one_thing",
                condition=models.Q(finding__isnull=False, commitment__isnull=True)
                | models.Q(finding__isnull=True, commitment__isnull=False),
            ),
        ]


class Notification(models.Model):
    """One event told to one person, once."""

    user = models.ForeignKey("tracker.User", on_delete=models.CASCADE, related_name="notifications")
    change = models.ForeignKey(
        StatusChange, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    event_key = models.CharField(_("event"), max_length=120)
    created_at = models.DateTimeField(_("created at"))
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["user", "event_key"], name="notification_once_per_person")
        ]

    def __str__(self) -> str:
        return self.event_key


class SavedView(models.Model):
    """A list with its filters, kept under a name."""

    user = models.ForeignKey("tracker.User", on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(_("name"), max_length=120)
    path = models.CharField(_("page"), max_length=200)
    query = models.CharField(_("filters"), max_length=2000, blank=True, default="")

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="saved_view_name_unique")]

    def __str__(self) -> str:
        return self.name


class ApiToken(models.Model):
    """A hashed key for the programming interface."""

    user = models.ForeignKey("tracker.User", on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("name"), max_length=120)
    token_hash = models.CharField(_("hash"), max_length=64, unique=True)
    created_at = models.DateTimeField(_("created at"))
    expires_at = models.DateTimeField(_("expires at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
