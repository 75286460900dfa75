"""What stands beside findings: that somebody looked (coverage), what parties say (positions)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tracker.models.choices import CoverageOutcome, PositionKind
from tracker.models.commitments import Commitment
from tracker.models.marked import Marked, Removable, Versioned
from tracker.models.parties import Party
from tracker.models.references import coverage_reference, position_reference
from tracker.models.reports import Report
from tracker.models.sources import Source


class Coverage(Marked, Versioned, Removable):
    """Somebody looked: found nothing, was denied access, could not tell; a place and a period."""

    reference = models.CharField(
        _("reference"), max_length=20, unique=True, default=coverage_reference, editable=False
    )
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="coverages")
    source = models.ForeignKey(
        Source, verbose_name=_("who looked"), on_delete=models.PROTECT, related_name="coverages"
    )
    outcome = models.CharField(_("outcome"), max_length=20, choices=CoverageOutcome.choices)
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("to"))
    place = models.CharField(_("place"), max_length=200, blank=True, default="")
    note = models.CharField(_("note"), max_length=500, blank=True, default="")
    report = models.ForeignKey(
        Report, on_delete=models.SET_NULL, null=True, blank=True, related_name="coverages"
    )
    recorded_at = models.DateTimeField(_("recorded at"), editable=False)
    recorded_by = models.ForeignKey(
        "tracker.User", on_delete=models.PROTECT, editable=False, related_name="+"
    )

    class Meta(Marked.Meta):
        abstract = False
        verbose_name = _("coverage record")
        verbose_name_plural = _("coverage records")
        ordering = ["-to_on", "-id"]
        constraints = [
            *Marked.Meta.constraints,
            *Removable.Meta.constraints,
            models.CheckConstraint(name="coverage_period_in_order", condition=Q(from_on__lte=F("to_on"))),
        ]

    def __str__(self) -> str:
        return self.reference


class Position(Marked, Versioned, Removable):
    """What a party itself says of a duty; shown beside the evidence, never weighed as such."""

    reference = models.CharField(
        _("reference"), max_length=20, unique=True, default=position_reference, editable=False
    )
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="positions")
    party = models.ForeignKey(
        Party, verbose_name=_("party"), on_delete=models.PROTECT, related_name="positions"
    )
    kind = models.CharField(_("what it does"), max_length=20, choices=PositionKind.choices)
    stated_on = models.DateField(_("stated"))
    text = models.TextField(_("in short"))
    report = models.ForeignKey(
        Report, on_delete=models.SET_NULL, null=True, blank=True, related_name="positions"
    )
    about = models.ForeignKey(
        Party,
        verbose_name=_("whom it accuses"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="accusations",
    )
    reply_due_on = models.DateField(
        _("reply due"),
        null=True,
        blank=True,
        help_text=_("Until when the accused party may reply; set for an accusation."),
    )
    replies_to = models.ForeignKey(
        "self",
        verbose_name=_("replies to"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="replies",
    )
    recorded_at = models.DateTimeField(_("recorded at"), editable=False)
    recorded_by = models.ForeignKey(
        "tracker.User", on_delete=models.PROTECT, editable=False, related_name="+"
    )

    class Meta(Marked.Meta):
        abstract = False
        verbose_name = _("position of a party")
        verbose_name_plural = _("positions of parties")
        ordering = ["-stated_on", "-id"]
        constraints = [
            *Marked.Meta.constraints,
            *Removable.Meta.constraints,
            models.CheckConstraint(
                name="position_only_an_accusation_awaits_a_reply",
                condition=Q(kind="accuses") | Q(about__isnull=True, reply_due_on__isnull=True),
            ),
            models.CheckConstraint(
                name="position_reply_due_after_it_was_said",
                condition=Q(reply_due_on__isnull=True) | Q(reply_due_on__gte=F("stated_on")),
            ),
            models.CheckConstraint(
                name="position_does_not_reply_to_itself",
                condition=Q(replies_to__isnull=True) | ~Q(replies_to=F("id")),
            ),
        ]

    def __str__(self) -> str:
        return self.reference
