"""Agreements: who made them, how they relate, their text as a tree, the days deadlines hang on."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tracker.models.choices import AgreementKind, AgreementRelationKind, PartyRole, Precision, Stage
from tracker.models.marked import Marked, Versioned
from tracker.models.parties import Party


class Agreement(Marked, Versioned):
    """A text in which parties commit themselves, or an addressee is committed."""

    slug = models.SlugField(_("slug"), unique=True, max_length=80)
    title = models.CharField(_("title"), max_length=300)
    kind = models.CharField(_("kind"), max_length=30, choices=AgreementKind.choices)
    reference = models.CharField(_("reference"), max_length=120, blank=True, default="")
    stage = models.CharField(_("stage"), max_length=30, choices=Stage.choices, blank=True, default="")
    summary = models.TextField(_("summary"), blank=True, default="")
    url = models.URLField(_("link to the text"), max_length=500, blank=True, default="")
    time_zone = models.CharField(
        _("time zone"),
        max_length=64,
        default="UTC",
        help_text=_("IANA name, such as Asia/Kabul: its days are the agreement's days."),
    )
    signed_on = models.DateField(_("signed"), null=True, blank=True)
    in_force_on = models.DateField(_("in force"), null=True, blank=True)
    ended_on = models.DateField(_("ended"), null=True, blank=True)
    precision = models.CharField(
        _("precision of the days"), max_length=10, choices=Precision.choices, default=Precision.DAY
    )
    reviewers_needed = models.PositiveSmallIntegerField(
        _("reviewers needed"),
        choices=[(0, _("none: a submitted finding counts")), (1, _("one")), (2, _("two"))],
        default=1,
        help_text=_("How many others must approve a finding before it counts."),
    )
    second_grading_pm = models.PositiveSmallIntegerField(
        _("share graded twice"),
        default=0,
        help_text=_("Per mille of findings that a second person grades without seeing the first grade."),
    )
    reply_days = models.PositiveSmallIntegerField(
        _("days to reply"),
        default=14,
        help_text=_("How long a party that is accused has to reply, in days."),
    )
    parties = models.ManyToManyField(Party, through="AgreementParty", related_name="agreements")

    class Meta(Marked.Meta):
        abstract = False
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["title"]
        constraints = [
            *Marked.Meta.constraints,
            models.CheckConstraint(
                name="agreement_ends_after_it_begins",
                condition=Q(ended_on__isnull=True)
                | Q(in_force_on__isnull=True)
                | Q(ended_on__gte=F("in_force_on")),
            ),
            models.CheckConstraint(name="agreement_reviewers_0_to_2", condition=Q(reviewers_needed__lte=2)),
            models.CheckConstraint(
                name="agreement_second_grading_per_mille", condition=Q(second_grading_pm__lte=1000)
            ),
        ]

    def __str__(self) -> str:
        return self.title


class AgreementParty(models.Model):
    """A party in a role."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="roles")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(_("role"), max_length=20, choices=PartyRole.choices)

    class Meta:
        verbose_name = _("party to the agreement")
        verbose_name_plural = _("parties to the agreement")
        ordering = ["role", "id"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "party", "role"], name="agreement_party_role_unique")
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.party}"


class AgreementRelation(models.Model):
    """How one agreement bears on another."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="relations")
    other = models.ForeignKey(
        Agreement,
        verbose_name=_("other agreement"),
        on_delete=models.CASCADE,
        related_name="inverse_relations",
    )
    kind = models.CharField(_("relation"), max_length=20, choices=AgreementRelationKind.choices)
    note = models.CharField(_("note"), max_length=500, blank=True, default="")

    class Meta:
        verbose_name = _("relation between agreements")
        verbose_name_plural = _("relations between agreements")
        ordering = ["kind", "id"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "other", "kind"], name="agreement_relation_unique"),
            models.CheckConstraint(
                name="agreement_relation_not_to_itself", condition=~Q(agreement=F("other"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement} {self.get_kind_display()} {self.other}"


class Clause(Marked, Versioned):
    """A part of the text with a stable reference, such as `Part Two, 1`; `withheld` marks secret text."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="clauses")
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="children",
    )
    reference = models.CharField(_("reference"), max_length=80)
    position = models.PositiveIntegerField(_("position"), default=0)
    text = models.TextField(_("text"), blank=True, default="")
    language = models.CharField(_("language"), max_length=10, blank=True, default="en")
    translation = models.TextField(_("translation"), blank=True, default="")
    is_paraphrase = models.BooleanField(
        _("paraphrase"), default=False, help_text=_("Our own words, not the agreement's.")
    )
    withheld = models.BooleanField(_("withheld"), default=False, help_text=_("The text is secret."))

    class Meta(Marked.Meta):
        abstract = False
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        ordering = ["agreement", "position", "id"]
        constraints = [
            *Marked.Meta.constraints,
            models.UniqueConstraint(fields=["agreement", "reference"], name="clause_reference_unique"),
            models.CheckConstraint(
                name="clause_not_its_own_parent", condition=Q(parent__isnull=True) | ~Q(parent=F("id"))
            ),
            models.CheckConstraint(
                name="clause_withheld_has_no_text", condition=Q(withheld=False) | Q(text="", translation="")
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Anchor(Versioned):
    """A dated, or not yet dated, event that deadlines hang on; its history is in the ledger."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="anchors")
    code = models.SlugField(
        _("code"), max_length=60, help_text=_("The word deadline rules use, such as `signature`.")
    )
    label = models.CharField(_("label"), max_length=200)
    happened_on = models.DateField(_("day"), null=True, blank=True)
    precision = models.CharField(
        _("precision"), max_length=10, choices=Precision.choices, default=Precision.DAY
    )
    note = models.CharField(_("note"), max_length=500, blank=True, default="")

    class Meta:
        verbose_name = _("anchor")
        verbose_name_plural = _("anchors")
        ordering = ["agreement", "happened_on", "code"]
        constraints = [models.UniqueConstraint(fields=["agreement", "code"], name="anchor_code_unique")]

    def __str__(self) -> str:
        return self.label
