"""The people who use Servanda: our own user model, and when they last looked at an agreement."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.models.audiences import Audience
from tracker.models.choices import CalendarSystem


class User(AbstractUser):
    """A person with an audience (what they may see) and their own zone, language and calendar."""

    audience = models.ForeignKey(
        Audience,
        verbose_name=_("audience"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="users",
        help_text=_("What this person may see; without one, only TLP:CLEAR material."),
    )
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    language = models.CharField(_("language"), max_length=10, blank=True, default="")
    calendar = models.CharField(
        _("calendar"), max_length=20, choices=CalendarSystem.choices, default=CalendarSystem.GREGORIAN
    )

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")


class LastSeen(models.Model):
    """When a person last opened an agreement (or, without one, the overview)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="last_seen")
    agreement = models.ForeignKey(
        "tracker.Agreement", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    seen_at = models.DateTimeField(_("seen at"))

    class Meta:
        verbose_name = _("last seen")
        verbose_name_plural = _("last seen")
        constraints = [
            models.UniqueConstraint(fields=["user", "agreement"], name="last_seen_once_per_agreement"),
            # SQLite counts every NULL as another one, so the overview needs a rule of its own.
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(agreement__isnull=True),
                name="last_seen_once_on_the_overview",
            ),
        ]
