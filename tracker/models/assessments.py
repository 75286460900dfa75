"""Stored results: the present one, those kept when they changed, the two histories, the log of changes."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tracker.models.audiences import Audience
from tracker.models.choices import CONFIDENCES, STATUSES, Doubt, Series
from tracker.models.commitments import Commitment


class Perspective(models.Model):
    """One distinct body of evidence about a commitment; audiences that see the same share it."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="perspectives")
    evidence_digest = models.CharField(
        _("digest of the evidence"),
        max_length=64,
        blank=True,
        default="",
        help_text=_("SHA-256 of the commitment's own findings visible from here, whatever the day."),
    )
    marks = models.JSONField(
        _("marks of the facts"),
        default=dict,
        editable=False,
        help_text=_("Each fact's digest with the first days it can change the two histories."),
    )

    class Meta:
        verbose_name = _("perspective")
        verbose_name_plural = _("perspectives")
        ordering = ["commitment", "id"]


class PerspectiveAudience(models.Model):
    """Which perspective an audience reads a commitment from: exactly one."""

    perspective = models.ForeignKey(Perspective, on_delete=models.CASCADE, related_name="readers")
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="readers")
    audience = models.ForeignKey(Audience, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("reader of a perspective")
        verbose_name_plural = _("readers of perspectives")
        ordering = ["commitment", "audience"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "audience"], name="one_perspective_per_audience")
        ]
        indexes = [models.Index(fields=["audience", "commitment"], name="perspective_of_audience")]


class Outcome(models.Model):
    """The columns of a result that lists filter, sort and show; the whole result stands in `result`."""

    as_of = models.DateField(_("as of"))
    method = models.CharField(_("method"), max_length=40)
    inputs_digest = models.CharField(_("digest of the inputs"), max_length=64)
    status = models.CharField(_("status"), max_length=12, choices=STATUSES)
    rank = models.PositiveSmallIntegerField(_("rank"), help_text=_("0 is the worst."))
    level = models.PositiveSmallIntegerField(_("level"), null=True)
    progress_pm = models.PositiveIntegerField(_("progress, per mille"), null=True)
    late = models.BooleanField(_("late"), default=False)
    exceeds = models.BooleanField(_("exceeds the target"), default=False)
    material = models.BooleanField(_("material breach"), default=False)
    fulfilled_on = models.DateField(_("done on"), null=True)
    for_mb = models.IntegerField(_("for, milli-bans"))
    against_mb = models.IntegerField(_("against, milli-bans"))
    net_mb = models.IntegerField(_("net, milli-bans"))
    p_pm = models.PositiveIntegerField(_("probability, per mille"))
    band = models.CharField(_("likelihood"), max_length=30)
    confidence = models.CharField(_("confidence"), max_length=10, choices=CONFIDENCES)
    doubt = models.CharField(
        _("doubt"),
        max_length=20,
        choices=Doubt.choices,
        blank=True,
        default="",
        help_text=_("Why it is not known better, taken from the reasons."),
    )
    result = models.JSONField(_("result"), help_text=_("As the method writes it (method, section 8)."))

    class Meta:
        abstract = True


class CurrentAssessment(Outcome):
    """The present result seen from a perspective; overwritten by each reassessment."""

    perspective = models.OneToOneField(Perspective, on_delete=models.CASCADE, related_name="current")
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="current_assessments")
    computed_at = models.DateTimeField(_("computed at"))

    class Meta:
        verbose_name = _("current assessment")
        verbose_name_plural = _("current assessments")
        ordering = ["commitment"]
        indexes = [models.Index(fields=["status", "commitment"], name="current_by_status")]

    def __str__(self) -> str:
        return f"{self.get_status_display()} {self.as_of}"


class Assessment(Outcome):
    """A result kept because status, flags, band, confidence or reason codes had changed."""

    perspective = models.ForeignKey(Perspective, on_delete=models.CASCADE, related_name="assessments")
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="assessments")
    computed_at = models.DateTimeField(_("computed at"))

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["commitment", "id"]

    def __str__(self) -> str:
        return f"{self.get_status_display()} {self.as_of}"


class StatusSpan(models.Model):
    """The status from a day to a day (both inside; open while it lasts) in one of the two histories."""

    perspective = models.ForeignKey(Perspective, on_delete=models.CASCADE, related_name="spans")
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="spans")
    series = models.CharField(_("series"), max_length=10, choices=Series.choices)
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("to"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=STATUSES)
    progress_pm = models.PositiveIntegerField(_("progress, per mille"), null=True)
    late = models.BooleanField(_("late"), default=False)
    material = models.BooleanField(_("material breach"), default=False)
    self_reported = models.BooleanField(_("self-reported only"), default=False)
    confidence = models.CharField(_("confidence"), max_length=10, choices=CONFIDENCES)
    p_pm = models.PositiveIntegerField(
        _("probability on the first day, per mille"),
        help_text=_("Ages daily; the page computes the exact figure for one commitment."),
    )
    fulfilled_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta:
        verbose_name = _("status span")
        verbose_name_plural = _("status spans")
        ordering = ["commitment", "series", "from_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["perspective", "series", "from_on"], name="status_span_begins_once"
            ),
            models.UniqueConstraint(
                fields=["perspective", "series"],
                condition=Q(to_on__isnull=True),
                name="status_span_one_open",
            ),
            models.CheckConstraint(
                name="status_span_in_order", condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on"))
            ),
        ]
        indexes = [
            models.Index(fields=["perspective", "series", "from_on", "to_on"], name="span_at_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()} {self.from_on}"


class StatusChange(models.Model):
    """One step of the append-only log: on this day the status became another, and we learned it then."""

    perspective = models.ForeignKey(Perspective, on_delete=models.CASCADE, related_name="changes")
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="changes")
    from_status = models.CharField(_("before"), max_length=12, choices=STATUSES, blank=True, default="")
    to_status = models.CharField(_("after"), max_length=12, choices=STATUSES)
    late = models.BooleanField(_("late"), default=False)
    confidence = models.CharField(_("confidence"), max_length=10, choices=CONFIDENCES)
    effective_on = models.DateField(_("holds from"))
    recorded_at = models.DateTimeField(_("recorded at"))
    backfill = models.BooleanField(_("backfill"), default=False)
    reasons = models.JSONField(_("reasons"), default=list)
    cause = models.CharField(
        _("cause"),
        max_length=300,
        blank=True,
        default="",
        help_text=_("The references of findings, or the rule, that brought it about."),
    )

    class Meta:
        verbose_name = _("status change")
        verbose_name_plural = _("status changes")
        ordering = ["-effective_on", "-id"]
        indexes = [
            models.Index(fields=["perspective", "effective_on"], name="change_by_day"),
            models.Index(fields=["effective_on"], name="change_effective"),
        ]
        constraints = [
            models.CheckConstraint(
                name="status_change_changes", condition=Q(from_status="") | ~Q(from_status=F("to_status"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_to_status_display()} {self.effective_on}"
