"""The outbox: which commitments wait to be reassessed; written in the transaction that made it necessary."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.models.commitments import Commitment
from tracker.models.states import RequestState


class ReassessmentRequest(models.Model):
    """One row a commitment while a reassessment is due; `seq` grows with every further reason."""

    commitment = models.OneToOneField(
        Commitment, on_delete=models.CASCADE, related_name="reassessment_request"
    )
    seq = models.PositiveBigIntegerField(_("sequence"), default=1)
    cause = models.CharField(_("cause"), max_length=300, blank=True, default="")
    backfill = models.BooleanField(_("backfill"), default=False)
    requested_at = models.DateTimeField(_("requested at"))
    attempts = models.PositiveSmallIntegerField(
        _("attempts"), default=0, help_text=_("Counted before the work; after three it is parked.")
    )
    claimed_at = models.DateTimeField(_("claimed at"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=RequestState.choices, default=RequestState.WAITING
    )
    last_error = models.TextField(_("last error"), blank=True, default="")

    class Meta:
        verbose_name = _("reassessment request")
        verbose_name_plural = _("reassessment requests")
        ordering = ["requested_at", "id"]
        indexes = [models.Index(fields=["state", "requested_at"], name="request_waiting")]

    def __str__(self) -> str:
        return self.commitment.code
