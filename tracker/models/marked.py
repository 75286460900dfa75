"""What every marked or edited row carries: its TLP marking, its teams, its version, its removal."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tracker.models.choices import Tlp


class Marked(models.Model):
    """A row that not everybody may see: own marking, and the strictest of its own and its parents'."""

    marking = models.PositiveSmallIntegerField(
        _("marking"), choices=Tlp.choices, default=Tlp.CLEAR, help_text=_("Who may see this (TLP 2.0).")
    )
    effective_marking = models.PositiveSmallIntegerField(
        _("effective marking"), choices=Tlp.choices, default=Tlp.CLEAR, editable=False, db_index=True
    )
    teams = models.ManyToManyField(
        "tracker.Team",
        verbose_name=_("teams"),
        blank=True,
        related_name="+",
        help_text=_("Only these teams may see it; empty means everybody with the clearance."),
    )
    restricted = models.BooleanField(
        _("restricted to teams"),
        default=False,
        editable=False,
        help_text=_("It, or what it belongs to, names teams."),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_effective_marking_not_looser",
                condition=Q(effective_marking__gte=models.F("marking")),
            ),
            models.CheckConstraint(name="%(class)s_marking_is_tlp", condition=Q(effective_marking__lte=4)),
        ]


class Versioned(models.Model):
    """A row people edit; a save that carries an old version is refused and both texts are shown."""

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    class Meta:
        abstract = True


class Removable(models.Model):
    """A row that can be put away with a reason and brought back; meanwhile no reading page shows it."""

    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True, editable=False)
    removed_by = models.ForeignKey(
        "tracker.User",
        verbose_name=_("removed by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    removal_reason = models.CharField(
        _("why removed"), max_length=500, blank=True, default="", editable=False
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_removed_pair",
                condition=Q(removed_at__isnull=True, removed_by__isnull=True, removal_reason="")
                | (Q(removed_at__isnull=False, removed_by__isnull=False) & ~Q(removal_reason="")),
            )
        ]
