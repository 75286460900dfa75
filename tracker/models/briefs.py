"""Briefs: documents made in a job for one person, and the templates they are set with."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tracker.models.agreements import Agreement
from tracker.models.audiences import Audience
from tracker.models.choices import BriefKind, Tlp
from tracker.models.commitments import Commitment
from tracker.models.findings import Finding
from tracker.models.ledger import Checkpoint
from tracker.models.parties import Party
from tracker.models.references import brief_reference
from tracker.models.reports import Attachment
from tracker.models.rulings import Ruling
from tracker.models.states import WorkState


class BriefTemplate(models.Model):
    """How briefs of one house look: Typst source that is given the words and figures as data."""

    slug = models.SlugField(_("slug"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    source = models.TextField(_("Typst source"))
    active = models.BooleanField(_("offered"), default=True)
    agreements = models.ManyToManyField(
        Agreement,
        verbose_name=_("agreements"),
        blank=True,
        related_name="brief_templates",
        help_text=_("Offered for these alone; none means for all."),
    )

    class Meta:
        verbose_name = _("template of briefs")
        verbose_name_plural = _("templates of briefs")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Brief(models.Model):
    """One document as somebody asked for it; made once for their audience, and kept for them."""

    reference = models.CharField(
        _("reference"), max_length=20, unique=True, default=brief_reference, editable=False
    )
    user = models.ForeignKey("tracker.User", on_delete=models.CASCADE, related_name="briefs")
    kind = models.CharField(_("about"), max_length=12, choices=BriefKind.choices)
    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    party = models.ForeignKey(Party, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    commitment = models.ForeignKey(
        Commitment, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    changed_from = models.DateField(_("changes from"), null=True, blank=True)
    as_of = models.DateField(_("as of"))
    known_by = models.DateField(_("known by"))
    language = models.CharField(_("language"), max_length=10)
    template = models.ForeignKey(
        BriefTemplate,
        verbose_name=_("template"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="+")
    marking = models.PositiveSmallIntegerField(_("marking"), choices=Tlp.choices, default=Tlp.CLEAR)
    state = models.CharField(_("state"), max_length=10, choices=WorkState.choices, default=WorkState.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    claimed_at = models.DateTimeField(_("taken up at"), null=True, blank=True)
    step = models.CharField(_("what is being done"), max_length=120, blank=True, default="")
    done_pm = models.PositiveSmallIntegerField(_("done, per mille"), default=0)
    problem = models.CharField(_("why it failed"), max_length=500, blank=True, default="")
    asked_at = models.DateTimeField(_("asked at"))
    made_at = models.DateTimeField(_("made at"), null=True, blank=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True, default="")
    size = models.PositiveBigIntegerField(_("bytes"), default=0)
    pages = models.PositiveIntegerField(_("pages"), default=0)
    checkpoint = models.ForeignKey(
        Checkpoint, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # What it tells of: a marking that is raised later hides it from those who may not see one of these.
    duties = models.ManyToManyField(Commitment, blank=True, related_name="+")
    findings = models.ManyToManyField(Finding, blank=True, related_name="+")
    originals = models.ManyToManyField(Attachment, blank=True, related_name="+")
    rulings = models.ManyToManyField(Ruling, blank=True, related_name="+")

    class Meta:
        verbose_name = _("brief")
        verbose_name_plural = _("briefs")
        ordering = ["-asked_at", "-id"]
        indexes = [models.Index(fields=["state", "asked_at"], name="brief_waiting")]
        constraints = [
            models.CheckConstraint(
                name="brief_about_one_thing",
                condition=Q(
                    kind="agreement", agreement__isnull=False, party__isnull=True, commitment__isnull=True
                )
                | Q(kind="party", agreement__isnull=True, party__isnull=False, commitment__isnull=True)
                | Q(kind="commitment", agreement__isnull=True, party__isnull=True, commitment__isnull=False)
                | Q(kind="period", party__isnull=True, commitment__isnull=True, changed_from__isnull=False),
            ),
            models.CheckConstraint(
                name="brief_known_not_before", condition=Q(known_by__gte=models.F("as_of"))
            ),
            models.CheckConstraint(
                name="brief_ready_is_whole",
                condition=~Q(state="ready") | (Q(made_at__isnull=False) & ~Q(sha256="") & Q(size__gt=0)),
            ),
        ]

    def __str__(self) -> str:
        return self.reference
