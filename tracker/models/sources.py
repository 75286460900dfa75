"""Who publishes (sources, with dated reliability) and who knows first-hand (origins)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tracker.models.choices import INTERESTS, RELIABILITIES, SourceKind
from tracker.models.marked import Marked, Versioned
from tracker.models.parties import Party


class Source(Marked, Versioned):
    """A publisher or body whose documents are filed as reports."""

    slug = models.SlugField(_("slug"), unique=True, max_length=80)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=SourceKind.choices)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    party = models.ForeignKey(
        Party,
        verbose_name=_("speaks for"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sources",
        help_text=_("The party whose organ this source is, if any."),
    )
    url = models.URLField(_("web address"), max_length=500, blank=True, default="")
    description = models.TextField(_("description"), blank=True, default="")

    class Meta(Marked.Meta):
        abstract = False
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name"]
        constraints = [
            *Marked.Meta.constraints,
            models.CheckConstraint(
                name="source_not_its_own_parent", condition=Q(parent__isnull=True) | ~Q(parent=F("id"))
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SourceReliability(models.Model):
    """The Admiralty letter of a source from a day on, with the reason."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="reliabilities")
    reliability = models.CharField(_("reliability"), max_length=1, choices=RELIABILITIES)
    from_on = models.DateField(_("from"))
    reason = models.CharField(_("reason"), max_length=500)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey("tracker.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("reliability of a source")
        verbose_name_plural = _("reliabilities of sources")
        ordering = ["source", "from_on"]
        constraints = [
            models.UniqueConstraint(fields=["source", "from_on"], name="source_reliability_once_a_day"),
            models.CheckConstraint(
                name="source_reliability_letter", condition=Q(reliability__in=["A", "B", "C", "D", "E", "F"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reliability} ({self.from_on})"


class SourceInterest(models.Model):
    """Where a source stands toward a party."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="interests")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+")
    interest = models.CharField(_("interest"), max_length=3, choices=INTERESTS)
    note = models.CharField(_("note"), max_length=500, blank=True, default="")

    class Meta:
        verbose_name = _("interest of a source")
        verbose_name_plural = _("interests of sources")
        constraints = [
            models.UniqueConstraint(fields=["source", "party"], name="source_interest_once_per_party")
        ]

    def __str__(self) -> str:
        return f"{self.get_interest_display()}: {self.party}"


class Origin(Marked, Versioned):
    """The root body that knows something first-hand; however many relay it, it speaks once."""

    slug = models.SlugField(_("slug"), unique=True, max_length=80)
    name = models.CharField(_("name"), max_length=200)
    party = models.ForeignKey(
        Party,
        verbose_name=_("is the party"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="origins",
    )
    source = models.ForeignKey(
        Source,
        verbose_name=_("is the source"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="origins",
    )
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
    )

    class Meta(Marked.Meta):
        abstract = False
        verbose_name = _("origin")
        verbose_name_plural = _("origins")
        ordering = ["name"]
        constraints = [
            *Marked.Meta.constraints,
            models.CheckConstraint(
                name="origin_not_merged_into_itself",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
            ),
            models.CheckConstraint(
                name="origin_is_one_thing", condition=Q(party__isnull=True) | Q(source__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OriginAlias(models.Model):
    """Another name of an origin."""

    origin = models.ForeignKey(Origin, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        verbose_name = _("alias of an origin")
        verbose_name_plural = _("aliases of origins")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["origin", "name"], name="origin_alias_unique")]

    def __str__(self) -> str:
        return self.name
