"""What people keep for themselves and each other: comments, notifications, drafts, saved views, keys."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.models.assessments import StatusChange
from tracker.models.briefs import Brief
from tracker.models.commitments import Commitment
from tracker.models.findings import Finding
from tracker.models.marked import Marked, Removable, Versioned
from tracker.models.notices import Letter


class Comment(Marked, Versioned, Removable):
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
    mentions = models.ManyToManyField(
        "tracker.User", verbose_name=_("mentions"), blank=True, related_name="mentioned_in"
    )

    class Meta(Marked.Meta):
        abstract = False
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["written_at", "id"]
        constraints = [
            *Marked.Meta.constraints,
            *Removable.Meta.constraints,
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
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    commitment = models.ForeignKey(
        Commitment, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    letter = models.ForeignKey(
        Letter, on_delete=models.SET_NULL, null=True, blank=True, related_name="notifications"
    )
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


class Draft(models.Model):
    """What somebody was typing into a form, kept on the server until the form is sent or let go."""

    user = models.ForeignKey("tracker.User", on_delete=models.CASCADE, related_name="drafts")
    key = models.CharField(
        _("form"), max_length=200, help_text=_("Which form it is, such as new-report or finding:R-7K3Q9D.")
    )
    fields = models.JSONField(
        _("fields"), default=dict, help_text=_("Names of fields and what stood in them.")
    )
    saved_at = models.DateTimeField(_("saved at"))

    class Meta:
        verbose_name = _("unsent form")
        verbose_name_plural = _("unsent forms")
        ordering = ["-saved_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="draft_once_per_form")]

    def __str__(self) -> str:
        return self.key


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
    used_at = models.DateTimeField(_("last used at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
