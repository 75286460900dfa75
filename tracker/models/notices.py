"""What people asked to be told of, and the letters that tell them: the outbox of mail."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tracker.models.agreements import Agreement
from tracker.models.choices import CONFIDENCES, MailRhythm
from tracker.models.parties import Party
from tracker.models.references import notification_rule_reference
from tracker.models.states import LetterState


class NotificationRule(models.Model):
    """What one person wants to be told of: every condition that is set must hold."""

    reference = models.CharField(
        _("reference"), max_length=20, unique=True, default=notification_rule_reference, editable=False
    )
    user = models.ForeignKey("tracker.User", on_delete=models.CASCADE, related_name="notification_rules")
    agreement = models.ForeignKey(
        Agreement,
        verbose_name=_("agreement"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
    )
    party = models.ForeignKey(
        Party, verbose_name=_("obligor"), on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    statuses = models.JSONField(
        _("statuses"),
        default=list,
        blank=True,
        help_text=_("The status becomes one of these; none means any."),
    )
    least_confidence = models.CharField(
        _("confidence at least"), max_length=10, choices=CONFIDENCES, blank=True, default=""
    )
    changes = models.BooleanField(_("changes of status"), default=True)
    deadlines = models.BooleanField(_("deadlines 90, 30, 7 and 1 days ahead"), default=True)
    mail = models.CharField(
        _("mail"),
        max_length=10,
        choices=MailRhythm.choices,
        blank=True,
        default="",
        help_text=_("Empty: as the person chose for everything."),
    )
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        verbose_name = _("rule of notification")
        verbose_name_plural = _("rules of notification")
        ordering = ["user", "id"]
        constraints = [
            models.CheckConstraint(
                name="notification_rule_tells_something", condition=Q(changes=True) | Q(deadlines=True)
            )
        ]

    def __str__(self) -> str:
        return self.reference


class Letter(models.Model):
    """One mail to one person; it waits here with its notifications until it is sent, and is sent once."""

    user = models.ForeignKey("tracker.User", on_delete=models.CASCADE, related_name="letters")
    rhythm = models.CharField(_("rhythm"), max_length=10, choices=MailRhythm.choices)
    period = models.CharField(
        _("period"), max_length=140, help_text=_("What makes this letter the only one: its event or its day.")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=LetterState.choices, default=LetterState.WAITING
    )
    due_at = models.DateTimeField(_("to be sent at"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    claimed_at = models.DateTimeField(_("taken up at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    last_error = models.TextField(_("last error"), blank=True, default="")

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-due_at", "-id"]
        indexes = [models.Index(fields=["state", "due_at"], name="letter_waiting")]
        constraints = [
            models.UniqueConstraint(fields=["user", "period"], name="letter_once_per_period"),
            models.CheckConstraint(
                name="letter_sent_has_a_moment",
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return self.period
