"""Findings: this passage of this report says this about that commitment, graded and reviewed."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tracker.models.choices import (
    BOUNDS,
    CREDIBILITIES,
    INTERESTS,
    RELIABILITIES,
    STANCES,
    FindingState,
    Precision,
)
from tracker.models.commitments import Commitment
from tracker.models.marked import Marked, Removable, Versioned
from tracker.models.references import finding_reference
from tracker.models.reports import Report, TextPage
from tracker.models.sources import Origin


def _pair(moment: str, person: str) -> Q:
    """Both set, or neither."""
    return Q(**{f"{moment}__isnull": True, f"{person}__isnull": True}) | Q(
        **{f"{moment}__isnull": False, f"{person}__isnull": False}
    )


class Finding(Marked, Versioned, Removable):
    """A report's passage tied to a commitment; once accepted it is never changed, only superseded."""

    reference = models.CharField(
        _("reference"), max_length=20, unique=True, default=finding_reference, editable=False
    )
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="findings")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="findings")
    origin = models.ForeignKey(
        Origin,
        verbose_name=_("origin"),
        on_delete=models.PROTECT,
        related_name="findings",
        null=True,
        blank=True,
        help_text=_("Who knows this first-hand?"),
    )
    stance = models.CharField(_("says the duty is"), max_length=12, choices=STANCES)
    statement = models.CharField(
        _("in short"),
        max_length=300,
        blank=True,
        default="",
        help_text=_("What the passage says, in a few words."),
    )
    excerpt = models.TextField(_("passage"), blank=True, default="")
    page = models.ForeignKey(
        TextPage,
        verbose_name=_("page"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="findings",
    )
    start_offset = models.PositiveIntegerField(_("from character"), null=True, blank=True)
    end_offset = models.PositiveIntegerField(_("to character"), null=True, blank=True)
    quote_lost = models.BooleanField(
        _("passage no longer found"),
        default=False,
        editable=False,
        help_text=_("The text was read again and the passage is no longer in it."),
    )
    credibility = models.CharField(_("credibility"), max_length=1, choices=CREDIBILITIES)
    reliability = models.CharField(
        _("reliability"),
        max_length=1,
        choices=RELIABILITIES,
        blank=True,
        default="",
        help_text=_("Empty: inherited from the source, and copied at acceptance."),
    )
    reliability_reason = models.CharField(_("why overridden"), max_length=300, blank=True, default="")
    interest = models.CharField(_("interest"), max_length=3, choices=INTERESTS, default="IND")
    observed_from = models.DateField(_("observed from"), null=True, blank=True)
    observed_to = models.DateField(_("observed to"))
    observed_precision = models.CharField(
        _("precision"), max_length=10, choices=Precision.choices, default=Precision.DAY
    )
    event_on = models.DateField(_("day of the event"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True, default="")
    bound = models.CharField(_("the figure is"), max_length=10, choices=BOUNDS, blank=True, default="")
    value_low = models.BigIntegerField(_("value, or its low end"), null=True, blank=True)
    value_high = models.BigIntegerField(_("high end"), null=True, blank=True)
    severity = models.PositiveSmallIntegerField(
        _("severity"), choices=[(1, _("minor")), (2, _("serious"))], default=2
    )
    extent = models.PositiveSmallIntegerField(
        _("extent"), choices=[(1, _("minimum")), (2, _("intermediate"))], null=True, blank=True
    )
    reversal = models.BooleanField(_("undoes an earlier performance"), default=False)
    repudiation = models.BooleanField(_("refuses in words"), default=False)

    state = models.CharField(
        _("state"), max_length=12, choices=FindingState.choices, default=FindingState.DRAFT, db_index=True
    )
    author = models.ForeignKey(
        "tracker.User", verbose_name=_("author"), on_delete=models.PROTECT, related_name="findings"
    )
    created_at = models.DateTimeField(_("begun at"))
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    submissions = models.PositiveSmallIntegerField(_("times submitted"), default=0, editable=False)
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        "tracker.User",
        verbose_name=_("accepted by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    accepted_by_policy = models.BooleanField(
        _("accepted by policy"),
        default=False,
        editable=False,
        help_text=_("Its agreement asks for no reviewer, so nobody accepted it."),
    )
    accepted_on = models.DateField(
        _("accepted on"),
        null=True,
        blank=True,
        help_text=_("The day the method uses; empty in a backfill: the method uses the publication day."),
    )
    backfill = models.BooleanField(_("public knowledge from its publication"), default=False)
    published_on = models.DateField(
        _("published on"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Copied from the report at acceptance."),
    )
    rejected_at = models.DateTimeField(_("rejected at"), null=True, blank=True)
    rejected_by = models.ForeignKey(
        "tracker.User",
        verbose_name=_("rejected by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    rejection_reason = models.TextField(_("why rejected"), blank=True, default="")
    superseded_at = models.DateTimeField(_("superseded at"), null=True, blank=True)
    superseded_by = models.ForeignKey(
        "tracker.User",
        verbose_name=_("superseded by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    superseded_on = models.DateField(_("superseded on"), null=True, blank=True)
    supersession_reason = models.CharField(_("why superseded"), max_length=500, blank=True, default="")
    supersedes = models.ForeignKey(
        "self",
        verbose_name=_("supersedes"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="superseding",
    )

    class Meta(Marked.Meta):
        abstract = False
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["commitment", "state"], name="finding_of_commitment"),
            models.Index(fields=["state", "submitted_at"], name="finding_waiting"),
        ]
        constraints = [
            *Marked.Meta.constraints,
            *Removable.Meta.constraints,
            models.CheckConstraint(
                name="finding_that_counts_is_not_removed",
                condition=Q(removed_at__isnull=True) | Q(state__in=["draft", "submitted", "rejected"]),
            ),
            models.CheckConstraint(
                name="finding_accepted_pair",
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True, accepted_by_policy=False)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False, accepted_by_policy=False)
                | Q(accepted_at__isnull=False, accepted_by__isnull=True, accepted_by_policy=True),
            ),
            models.CheckConstraint(
                name="finding_rejected_pair", condition=_pair("rejected_at", "rejected_by")
            ),
            models.CheckConstraint(
                name="finding_superseded_pair", condition=_pair("superseded_at", "superseded_by")
            ),
            models.CheckConstraint(
                name="finding_author_is_not_reviewer",
                condition=(Q(accepted_by__isnull=True) | ~Q(accepted_by=F("author")))
                & (Q(rejected_by__isnull=True) | ~Q(rejected_by=F("author"))),
            ),
            models.CheckConstraint(
                name="finding_state_agrees_with_dates",
                condition=Q(
                    state="draft",
                    submitted_at__isnull=True,
                    accepted_at__isnull=True,
                    rejected_at__isnull=True,
                    superseded_at__isnull=True,
                )
                | Q(
                    state="submitted",
                    submitted_at__isnull=False,
                    accepted_at__isnull=True,
                    rejected_at__isnull=True,
                    superseded_at__isnull=True,
                )
                | Q(
                    state="accepted",
                    submitted_at__isnull=False,
                    accepted_at__isnull=False,
                    rejected_at__isnull=True,
                    superseded_at__isnull=True,
                )
                | (
                    Q(
                        state="rejected",
                        submitted_at__isnull=False,
                        accepted_at__isnull=True,
                        rejected_at__isnull=False,
                        superseded_at__isnull=True,
                    )
                    & ~Q(rejection_reason="")
                )
                | Q(
                    state="superseded",
                    accepted_at__isnull=False,
                    rejected_at__isnull=True,
                    superseded_at__isnull=False,
                    superseded_on__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="finding_accepted_is_complete",
                condition=Q(accepted_at__isnull=True)
                | (Q(origin__isnull=False, published_on__isnull=False) & ~Q(reliability="")),
            ),
            models.CheckConstraint(
                name="finding_backfill_has_no_acceptance_day",
                condition=Q(accepted_at__isnull=True, accepted_on__isnull=True)
                | Q(accepted_at__isnull=False, backfill=True, accepted_on__isnull=True)
                | Q(accepted_at__isnull=False, backfill=False, accepted_on__isnull=False),
            ),
            models.CheckConstraint(
                name="finding_period_in_order",
                condition=Q(observed_from__isnull=True) | Q(observed_from__lte=F("observed_to")),
            ),
            models.CheckConstraint(
                name="finding_event_not_after_observation",
                condition=Q(event_on__isnull=True) | Q(event_on__lte=F("observed_to")),
            ),
            models.CheckConstraint(
                name="finding_bound_fits_values",
                condition=Q(bound="", value_low__isnull=True, value_high__isnull=True)
                | Q(
                    bound__in=["exact", "about", "at_least"], value_low__isnull=False, value_high__isnull=True
                )
                | Q(bound="at_most", value_low__isnull=True, value_high__isnull=False)
                | Q(
                    bound="range",
                    value_low__isnull=False,
                    value_high__isnull=False,
                    value_low__lte=F("value_high"),
                ),
            ),
            models.CheckConstraint(
                name="finding_extent_only_with_partial",
                condition=Q(stance="PARTIAL", extent__in=[1, 2])
                | (~Q(stance="PARTIAL") & Q(extent__isnull=True)),
            ),
            models.CheckConstraint(name="finding_severity_1_or_2", condition=Q(severity__in=[1, 2])),
            models.CheckConstraint(
                name="finding_reversal_contradicts",
                condition=Q(reversal=False, repudiation=False) | Q(stance="CONTRADICTS"),
            ),
            models.CheckConstraint(
                name="finding_offsets_in_order",
                condition=Q(start_offset__isnull=True, end_offset__isnull=True)
                | Q(start_offset__isnull=False, end_offset__gt=F("start_offset")),
            ),
            models.CheckConstraint(
                name="finding_does_not_supersede_itself",
                condition=Q(supersedes__isnull=True) | ~Q(supersedes=F("id")),
            ),
        ]

    def __str__(self) -> str:
        return self.reference
