"""Rulings: a status set by a person, justified and approved by another, beside the computed one."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from tracker.models.assessments import Perspective
from tracker.models.choices import STATUSES
from tracker.models.commitments import Commitment
from tracker.models.marked import Marked, Versioned
from tracker.models.references import ruling_reference
from tracker.models.states import RulingState

models.TextField.register_lookup(Length, "length")


class Ruling(Marked, Versioned):
    """A person's status for a commitment; it never overwrites the computed one and lapses by itself."""

    reference = models.CharField(
        _("reference"), max_length=20, unique=True, default=ruling_reference, editable=False
    )
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="rulings")
    perspective = models.ForeignKey(
        Perspective,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="rulings",
        help_text=_("The body of evidence it was made on."),
    )
    status = models.CharField(_("status"), max_length=12, choices=STATUSES)
    justification = models.TextField(_("justification"), help_text=_("At least 20 characters."))
    evidence_digest = models.CharField(
        _("digest of the evidence"),
        max_length=64,
        blank=True,
        default="",
        help_text=_("It lapses when the visible findings are no longer these."),
    )
    state = models.CharField(
        _("state"), max_length=12, choices=RulingState.choices, default=RulingState.PROPOSED
    )
    proposed_at = models.DateTimeField(_("proposed at"))
    proposed_by = models.ForeignKey(
        "tracker.User", verbose_name=_("proposed by"), on_delete=models.PROTECT, related_name="rulings"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        "tracker.User",
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    decision_reason = models.CharField(_("reason of the decision"), max_length=500, blank=True, default="")
    effective_on = models.DateField(_("in force from"), null=True, blank=True)
    lapses_on = models.DateField(_("lapses"), null=True, blank=True)
    ended_on = models.DateField(_("ended"), null=True, blank=True)
    ended_reason = models.CharField(_("why it ended"), max_length=300, blank=True, default="")

    class Meta(Marked.Meta):
        abstract = False
        verbose_name = _("ruling")
        verbose_name_plural = _("rulings")
        ordering = ["-proposed_at", "-id"]
        constraints = [
            *Marked.Meta.constraints,
            models.CheckConstraint(
                name="ruling_decided_pair",
                condition=Q(decided_at__isnull=True, decided_by__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="ruling_approver_is_not_proposer",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")) | Q(state="withdrawn"),
            ),
            models.CheckConstraint(name="ruling_is_justified", condition=Q(justification__length__gte=20)),
            models.CheckConstraint(
                name="ruling_approved_has_its_days",
                condition=~Q(state="approved") | Q(effective_on__isnull=False, lapses_on__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["commitment", "perspective"],
                condition=Q(state="approved"),
                name="ruling_one_in_force",
            ),
        ]

    def __str__(self) -> str:
        return self.reference
