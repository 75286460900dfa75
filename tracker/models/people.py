"""The people who use Servanda: our own user model, and when they last looked at an agreement."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.models.audiences import Audience
from tracker.models.choices import CalendarSystem, MailRhythm


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
    chosen = models.ManyToManyField(
        "tracker.Agreement",
        verbose_name=_("chosen agreements"),
        blank=True,
        related_name="chosen_by",
        help_text=_("The overview shows these alone; none means all."),
    )
    mail = models.CharField(
        _("mail"),
        max_length=10,
        choices=MailRhythm.choices,
        default=MailRhythm.NEVER,
        help_text=_("How soon this person is written to; a rule of theirs may say otherwise."),
    )
    quiet_from = models.TimeField(
        _("quiet from"), null=True, blank=True, help_text=_("In their time zone; no mail leaves meanwhile.")
    )
    quiet_to = models.TimeField(_("quiet to"), null=True, blank=True)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(
                name="person_quiet_hours_pair",
                condition=models.Q(quiet_from__isnull=True, quiet_to__isnull=True)
                | models.Q(quiet_from__isnull=False, quiet_to__isnull=False),
            )
        ]


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
