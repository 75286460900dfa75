"""The duties: their identity and wording, and the dated versions of what the method is given about them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tracker.models.agreements import Agreement, Clause
from tracker.models.choices import KINDS, PROFILES, DutyRole, LinkKind, Precision
from tracker.models.marked import Marked, Versioned
from tracker.models.parties import Party


class Commitment(Marked, Versioned):
    """A duty under an agreement; everything the method reads stands in its versions and links."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="commitments")
    clause = models.ForeignKey(
        Clause,
        verbose_name=_("clause"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="commitments",
    )
    code = models.CharField(_("code"), max_length=40)
    title = models.CharField(_("title"), max_length=300)
    description = models.TextField(_("description"), blank=True, default="")
    theme = models.CharField(_("theme"), max_length=80, blank=True, default="")
    coding_minimum = models.TextField(_("what minimum means here"), blank=True, default="")
    coding_intermediate = models.TextField(_("what intermediate means here"), blank=True, default="")
    coding_full = models.TextField(_("what full means here"), blank=True, default="")
    current = models.OneToOneField(
        "tracker.CommitmentVersion",
        verbose_name=_("current version"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    class Meta(Marked.Meta):
        abstract = False
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ["agreement", "code"]
        constraints = [
            *Marked.Meta.constraints,
            models.UniqueConstraint(fields=["agreement", "code"], name="commitment_code_unique"),
            models.CheckConstraint(name="commitment_code_not_empty", condition=~Q(code="")),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class CommitmentVersion(models.Model):
    """The method's inputs as they stood from `recorded_on`; never changed, only followed by another."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("number"), default=1)
    kind = models.CharField(_("kind"), max_length=20, choices=KINDS)
    starts_on = models.DateField(_("starts"))
    starts_precision = models.CharField(
        _("precision of the start"), max_length=10, choices=Precision.choices, default=Precision.DAY
    )
    deadline_rule = models.CharField(
        _("deadline rule"),
        max_length=200,
        blank=True,
        default="",
        help_text=_(
            "`signature + 135 days`, `14 months after signature`, a date such as 2020-03-10, or nothing."
        ),
    )
    due_on = models.DateField(_("due"), null=True, blank=True, help_text=_("Computed from the rule."))
    agreed_due_on = models.DateField(
        _("due, as the parties say"),
        null=True,
        blank=True,
        help_text=_("Shown where the parties name another day than the rule gives; it computes nothing."),
    )
    grace_days = models.PositiveIntegerField(_("days of grace"), default=0)
    essential = models.BooleanField(
        _("essential"), default=False, help_text=_("A serious breach of it is a material breach.")
    )
    humanitarian = models.BooleanField(_("humanitarian"), default=False, help_text=_("May not be suspended."))
    weight = models.PositiveIntegerField(_("weight"), default=1)
    unit = models.CharField(_("unit"), max_length=60, blank=True, default="")
    decimals = models.PositiveSmallIntegerField(_("decimals"), default=0)
    baseline = models.BigIntegerField(_("baseline"), null=True, blank=True)
    target = models.BigIntegerField(_("target"), null=True, blank=True)
    tolerance_pm = models.PositiveIntegerField(_("tolerance, per mille"), default=0)
    profile = models.CharField(_("expected course"), max_length=10, choices=PROFILES, default="linear")
    sustain = models.BooleanField(_("must be kept up"), default=False)
    prior_mb = models.IntegerField(_("prior, milli-bans"), default=0)
    half_life_for_days = models.PositiveIntegerField(_("half-life for, days"), null=True, blank=True)
    half_life_against_days = models.PositiveIntegerField(_("half-life against, days"), null=True, blank=True)
    suspension_invoked_on = models.DateField(_("suspension invoked"), null=True, blank=True)
    closed_on = models.DateField(_("closed"), null=True, blank=True)
    closed_reason = models.CharField(_("why closed"), max_length=200, blank=True, default="")
    retroactive = models.BooleanField(
        _("retroactive"),
        default=False,
        help_text=_("A correction: it is used for days before it was recorded too."),
    )
    recorded_on = models.DateField(_("recorded"))
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        "tracker.User", verbose_name=_("recorded by"), on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True, default="")

    class Meta:
        verbose_name = _("version of a commitment")
        verbose_name_plural = _("versions of commitments")
        ordering = ["commitment", "number"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "number"], name="commitment_version_unique"),
            models.CheckConstraint(
                name="version_due_not_before_start",
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="version_measure_belongs_to_metric",
                condition=Q(kind="METRIC", baseline__isnull=False, target__isnull=False)
                | (~Q(kind="METRIC") & Q(baseline__isnull=True, target__isnull=True, sustain=False)),
            ),
            models.CheckConstraint(
                name="version_tolerance_at_most_1000", condition=Q(tolerance_pm__lte=1000)
            ),
            models.CheckConstraint(name="version_decimals_at_most_9", condition=Q(decimals__lte=9)),
            models.CheckConstraint(
                name="version_grace_belongs_to_deadlines",
                condition=Q(kind__in=["ACT", "METRIC"]) | Q(grace_days=0),
            ),
            models.CheckConstraint(
                name="version_half_lives_come_in_pairs",
                condition=Q(half_life_for_days__isnull=True, half_life_against_days__isnull=True)
                | Q(half_life_for_days__isnull=False, half_life_against_days__isnull=False),
            ),
            models.CheckConstraint(
                name="version_closed_has_a_reason",
                condition=Q(closed_on__isnull=True, closed_reason="")
                | (Q(closed_on__isnull=False) & ~Q(closed_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment.code}, {self.number}"


class CommitmentParty(models.Model):
    """Who owes the duty, who is owed it, who carries it out."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="roles")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="duties")
    role = models.CharField(_("role"), max_length=20, choices=DutyRole.choices)

    class Meta:
        verbose_name = _("party to the commitment")
        verbose_name_plural = _("parties to the commitment")
        ordering = ["role", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "party", "role"], name="commitment_party_role_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.party}"


class CommitmentLink(models.Model):
    """How one duty hangs on another; a removed link stays, so that the past can be read."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="links")
    other = models.ForeignKey(
        Commitment,
        verbose_name=_("other commitment"),
        on_delete=models.CASCADE,
        related_name="inverse_links",
    )
    kind = models.CharField(_("link"), max_length=20, choices=LinkKind.choices)
    note = models.CharField(_("note"), max_length=500, blank=True, default="")
    retroactive = models.BooleanField(_("retroactive"), default=True)
    recorded_on = models.DateField(_("recorded"))
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey("tracker.User", on_delete=models.PROTECT, related_name="+")
    removed_on = models.DateField(_("removed"), null=True, blank=True)
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)
    removed_by = models.ForeignKey(
        "tracker.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("link between commitments")
        verbose_name_plural = _("links between commitments")
        ordering = ["kind", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "other", "kind"],
                condition=Q(removed_at__isnull=True),
                name="commitment_link_unique",
            ),
            models.CheckConstraint(name="commitment_link_not_to_itself", condition=~Q(commitment=F("other"))),
            models.CheckConstraint(
                name="commitment_link_removed_pair",
                condition=Q(removed_at__isnull=True, removed_by__isnull=True, removed_on__isnull=True)
                | Q(removed_at__isnull=False, removed_by__isnull=False, removed_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment.code} {self.get_kind_display()} {self.other.code}"
